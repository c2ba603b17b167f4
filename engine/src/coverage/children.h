/// Zones against the zones of the level above them.
#pragma once

#include "coverage/draft.h"

namespace bailiwick::coverage {

/// For a level whose parent is known: ties to another parent than the one that contains the child (more than half of it); parts of children outside their
/// parent; parts of parents that no child fills. A child with a broken tie is judged by the parent that contains it, so that one fault is one line.
/// `zone_area_m2` is as long as the number of zones.
[[nodiscard]] std::vector<Draft> children(const LevelMap& map, const std::vector<double>& zone_area_m2);

}  // namespace bailiwick::coverage
