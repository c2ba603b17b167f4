/// Defects among the blocks of the large city.
#pragma once

#include "city.h"

namespace generator {

/// So many defects, the kinds in turns, spread over the city and each at least three blocks from all others; what a right audit must list goes to
/// city.findings. Blocks must be numbered as the faces they lie on.
void plant_in_large(City& city, std::uint32_t count, std::uint64_t seed);

}  // namespace generator
