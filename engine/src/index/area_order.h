/// The order of zones by exact area.
#pragma once

#include <bailiwick/context.h>
#include <bailiwick/zones.h>

#include <vector>

namespace bailiwick::index {

/// Place of every zone when the zones of its level are ordered by area in the location plane, compared exactly; equal areas share one.
///
/// The area is that of the even-odd rule: a ring counts as ground when it lies inside an even number of other rings of its zone, else as
/// a hole. Where rings of one zone cross each other or themselves, a ring's area is |its shoelace sum| and the rank is that of this sum.
[[nodiscard]] std::vector<std::uint32_t> area_ranks(const Zones& zones, const Context& context = {});

}  // namespace bailiwick::index
