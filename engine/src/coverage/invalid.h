/// Zones that break the rules of polygons.
#pragma once

#include "coverage/level_map.h"

#include <vector>

namespace bailiwick::coverage {

/// The invalid zones of the map's level, by number.
[[nodiscard]] std::vector<InvalidZone> invalid_zones(const LevelMap& map, const Context& context);

}  // namespace bailiwick::coverage
