#include "project/study_area.h"

#include <fmt/format.h>

#include <limits>

namespace bailiwick::layers {

Polygons joined(const Polygons& shapes, bool fill_holes) {
  if (shapes.size() == 1 && !fill_holes) return shapes;
  LevelInput level;
  level.name = "area";
  level.shapes = shapes;
  for (std::size_t s = 0; s < shapes.size(); ++s) {
    level.rows.push_back({fmt::format("{:010}", s), {}, {}, {}, {}, {}, std::numeric_limits<double>::quiet_NaN()});
  }
  const auto built = build_zones({std::move(level)}, "area");
  return level_union(built.zones, 0, fill_holes);
}

std::uint32_t top_level(const Roles& roles) {
  for (std::uint32_t l = 0; l < roles.role.size(); ++l) {
    if (roles.role[l] == Role::partition && roles.parent[l].empty()) return l;
  }
  for (std::uint32_t l = 0; l < roles.role.size(); ++l) {
    if (roles.role[l] == Role::partition) return l;
  }
  return 0;
}

}  // namespace bailiwick::layers
