/// Zones against the zones of the level above them.
#pragma once

#include "coverage/draft.h"

namespace bailiwick::coverage {

/// For a level whose parent is known: ties to another parent than the one that contains the child (more than half of it); parts of children outside their
/// parent; parts of parents that no child fills. A child with a broken tie is judged by the parent that contains it, so that one fault is one line.
/// `zone_area_m2` is as long as the number of zones.
[[nodiscard]] std::vector<Draft> children(const LevelMap& map, const std::vector<double>& zone_area_m2);

/// Zones of the level that have sound ground in the parent they name although another holds most of them. They have to be laid out whole, for that ground is a
/// finding.
[[nodiscard]] std::vector<std::uint32_t> torn_children(const LevelMap& map, const std::vector<double>& zone_area_m2);

}  // namespace bailiwick::coverage
