/// The order of zones by exact area.
#pragma once

#include <bailiwick/context.h>
#include <bailiwick/zones.h>

#include <vector>

namespace bailiwick::index {

/// Place of every zone when the zones of its level are ordered by area in the location plane, compared exactly; equal areas share one.
///
/// The area is that of the even-odd rule over all rings of a zone, also where they cross, touch or repeat. It is
/// exact; of a zone whose rings cut each other into more than 64 pieces, to 1,000 binary places behind the point (even_odd_area.h).
[[nodiscard]] std::vector<std::uint32_t> area_ranks(const Zones& zones, const Context& context = {});

}  // namespace bailiwick::index
