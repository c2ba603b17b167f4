#include <bailiwick/layers/audit.h>

#include "layer/naming.h"
#include "layer/text.h"

namespace bailiwick::layers {
namespace {

double km2(double m2) { return m2 / 1e6; }

}  // namespace

Table units_table(const Results& r) {
  const auto& zones = r.city.zones;
  const auto& u = r.coverage.units;
  std::vector<std::string> level, id, name;
  std::vector<std::int64_t> count;
  std::vector<double> area, gap, overlap;
  for (std::size_t i = 0; i < u.size(); ++i) {
    level.push_back(zones.levels[u.level[i]].name);
    id.push_back(unit_id(zones, u.unit[i]));
    name.push_back(u.unit[i] == kNoUnit ? std::string() : zones.units[index_of(u.unit[i])].name);
    count.push_back(u.zones[i]);
    area.push_back(km2(u.area_m2[i]));
    gap.push_back(km2(u.gap_m2[i]));
    overlap.push_back(km2(u.overlap_m2[i]));
  }
  Table table;
  table.columns = {text_column("level", std::move(level)),
                   optional_text_column("unit_id", std::move(id)),
                   optional_text_column("unit_name", std::move(name)),
                   integer_column("zones", std::move(count)),
                   real_column("area_km2", std::move(area)),
                   real_column("covered_share", u.covered_share),
                   real_column("gap_km2", std::move(gap)),
                   real_column("overlap_km2", std::move(overlap))};
  return table;
}

Layer invalid_layer(const Results& r, const Words& words) {
  const auto& zones = r.city.zones;
  Layer layer;
  layer.name = layer.style = "invalid";
  layer.title = words("layer.invalid");
  layer.group = words("group.findings");
  layer.geometry = GeometryKind::point;
  std::vector<std::string> level, id, unit, reason;
  std::vector<double> lost;
  for (const auto& zone : r.coverage.invalid) {
    level.push_back(zones.levels[zones.level_of(zone.zone)].name);
    id.push_back(zone_id(zones, zone.zone));
    unit.push_back(unit_id(zones, zones.unit[index_of(zone.zone)]));
    reason.push_back(zone.reason);
    lost.push_back(zone.lost_m2);
    layer.x.push_back(zone.x);
    layer.y.push_back(zone.y);
  }
  layer.table.columns = {text_column("level", std::move(level)), text_column("zone_id", std::move(id)), optional_text_column("unit_id", std::move(unit)),
                         text_column("fault", std::move(reason)), real_column("lost_m2", std::move(lost))};
  return layer;
}

Layer repair_layer(const Results& r, const Repair& repair, const Words& words) {
  const auto& zones = r.city.zones;
  const auto& level = zones.levels[repair.level].name;
  Layer layer;
  layer.name = "repair_" + level;
  layer.style = "repair";
  layer.title = filled(words("layer.repair"), {{"level", level_title(words, level)}});
  layer.group = words("group.findings");
  layer.geometry = GeometryKind::polygon;
  layer.polygons = repair.shapes;
  std::vector<std::string> id, unit;
  std::vector<double> change;
  std::vector<std::int64_t> changed;
  for (std::size_t i = 0; i < repair.zone.size(); ++i) {
    id.push_back(zone_id(zones, repair.zone[i]));
    unit.push_back(unit_id(zones, zones.unit[index_of(repair.zone[i])]));
    change.push_back(repair.changed[i] != 0 ? repair.after_m2[i] - repair.before_m2[i] : 0);
    changed.push_back(repair.changed[i] != 0 ? 1 : 0);
  }
  layer.table.columns = {text_column("zone_id", std::move(id)),          optional_text_column("unit_id", std::move(unit)),
                         boolean_column("changed", std::move(changed)),  real_column("before_m2", repair.before_m2),
                         real_column("after_m2", repair.after_m2),       real_column("change_m2", std::move(change))};
  return layer;
}

}  // namespace bailiwick::layers
