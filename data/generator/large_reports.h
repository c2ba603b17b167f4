/// Reports of the large city: 10 % exact repeats, 40 % in 2,000 power-law Gaussian clusters, 33 % within 10 m of street centre lines,
/// 17 % uniform over the box of the city grown by a quarter, so that about 13 % lie outside; half with 7 decimals, half with all; random order.
#pragma once

#include "large.h"
#include "walks.h"

namespace generator {

void write_large_reports(const std::string& folder, const City& city, const std::vector<Walk>& walks, const LargeOptions& options);

}  // namespace generator
