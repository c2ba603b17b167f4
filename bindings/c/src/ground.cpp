#include "ground.h"

#include <bailiwick/coverage.h>

#include <cmath>
#include <numeric>

namespace bailiwick::c {
namespace {

/// One level of nameless zones.
Zones nameless(Polygons shapes, const std::string& crs) {
  LevelInput level{"area", Role::partition, {}, false, {}, std::move(shapes)};
  for (std::size_t s = 0; s < level.shapes.size(); ++s) level.rows.push_back({std::to_string(1'000'000'000 + s), {}, {}, {}, {}, {}, std::nan("")});
  return build_zones({std::move(level)}, crs).zones;
}

}  // namespace

std::uint32_t top_level(const Zones& zones) {
  for (std::uint32_t l = 0; l < zones.levels.size(); ++l) {
    if (zones.levels[l].role == Role::partition && !zones.levels[l].parent) return l;
  }
  for (std::uint32_t l = 0; l < zones.levels.size(); ++l) {
    if (zones.levels[l].role == Role::partition) return l;
  }
  return 0;
}

Polygons joined_shapes(ArrowArrayStream* stream, const std::string& place, const ZonesData& zones) {
  Stream in(stream, place);
  const auto geometry = geometry_of(in, nullptr);
  if (!geometry) throw Error(ErrorCode::missing_column, place + ": expected a geometry, found no column that is one; name it geometry", place, -1, "geometry");
  const auto crs = crs_of(in.schema().children[*geometry]);
  const std::string own(zones.index.location_crs());
  if (!crs.empty() && !same_system(crs, own)) {
    throw Error(ErrorCode::unknown_crs, place + ": expected polygons in " + own + " like the zones, found " + crs + "; bring them there first", place);
  }
  Polygons shapes;
  std::int64_t row = 0;
  while (const auto batch = in.next()) {
    append_polygons(batch->column(*geometry), row, shapes);
    row += batch->length();
  }
  if (shapes.size() == 0) throw Error(ErrorCode::invalid_geometry, place + ": expected a polygon, found no row", place);
  if (shapes.size() == 1) return shapes;
  return level_union(nameless(std::move(shapes), own), 0, false);
}

const Zones& table_of(const ZonesData& zones) {
  if (!zones.zones) throw Error(ErrorCode::unsupported, "zones: expected zones with shapes, found an index alone; load the zones from Arrow");
  return *zones.zones;
}

std::uint32_t level_of(const Zones& zones, const char* name) {
  const std::string wanted(&needed(name, "level"));
  for (std::uint32_t l = 0; l < zones.levels.size(); ++l) {
    if (zones.levels[l].name == wanted) return l;
  }
  refuse("options: expected the name of a level of the zones, found '" + wanted + "'", "level");
}

void need_metres(const ZonesData& zones) {
  if (zones.planes.to_metric) return;
  throw Error(ErrorCode::unknown_crs, "zones in " + zones.planes.location_crs + ": expected a way to metres, found none; give metres_per_unit, or zones in longitude and latitude");
}

Ground ground_of(const ZonesData& zones, ArrowArrayStream* area) {
  const Taken moved(area);
  need_metres(zones);
  Ground ground;
  if (area != nullptr) {
    ground.area.given = true;
    ground.area.shape = joined_shapes(area, "area", zones);
  } else {
    if (!zones.zones) throw Error(ErrorCode::unsupported, "ground: expected zones with shapes or an area, found an index alone; pass an area");
    const auto top = top_level(*zones.zones);
    ground.area.shape = level_union(*zones.zones, top, zones.zones->levels[top].role == Role::partition);
  }
  ground.metric = densified(ground.area.shape.view(), zones.planes.to_metric, 0.01);
  const auto areas = signed_ring_areas(densified(ground.area.shape.view(), zones.planes.to_area, 0.01).view());
  ground.area_m2 = std::abs(std::accumulate(areas.begin(), areas.end(), 0.0));
  return ground;
}

std::vector<std::uint8_t> in_ground(const Ground& ground, const AllReports& reports, const Context& context) {
  const auto index = ZoneIndex::build(nameless(ground.area.shape, "area"), {}, context);
  const auto placed = assign(index, {reports.x, reports.y, {}, {}}, {}, context);
  std::vector<std::uint8_t> inside(reports.x.size());
  for (std::size_t i = 0; i < inside.size(); ++i) inside[i] = placed.levels[0].zone[i] != kNoZone;
  return inside;
}

}  // namespace bailiwick::c
