#include "coverage/invalid.h"

#include "geos/validity.h"
#include "run/blocks.h"

#include <optional>

namespace bailiwick::coverage {

std::vector<InvalidZone> invalid_zones(const LevelMap& map, const Context& context) {
  const auto& zones = map.zones();
  const auto& level = zones.levels[map.level()];
  std::vector<double> lost(level.zone_count, 0);
  for (Face f = 1; f < map.faces().face_count(); ++f) {
    for (const auto& label : map.faces().labels_of(f)) {
      const bool own = label.label >= level.first_zone && label.label < level.first_zone + level.zone_count;
      if (own && (label.winding & 1) == 0) lost[label.label - level.first_zone] += map.area_m2(f);
    }
  }
  std::vector<std::optional<geos::Fault>> faults(level.zone_count);
  run::for_blocks(level.zone_count, 64, context, "checking zones", [&](const run::Block& b) {
    for (auto i = b.begin; i < b.end; ++i) faults[i] = geos::fault_of(zones.shapes.view(), level.first_zone + i);
  });
  std::vector<InvalidZone> result;
  for (std::uint32_t i = 0; i < level.zone_count; ++i) {
    if (!faults[i]) continue;
    result.push_back({ZoneId{level.first_zone + i}, faults[i]->reason, faults[i]->x, faults[i]->y, lost[i]});
  }
  return result;
}

}  // namespace bailiwick::coverage
