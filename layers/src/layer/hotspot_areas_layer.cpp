#include <bailiwick/layers/layers.h>

#include "layer/naming.h"
#include "layer/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace bailiwick::layers {
namespace {

/// One column from a function of the area's number.
template <class Value>
auto of_areas(const HotspotAreas& areas, Value value) {
  std::vector<decltype(value(0U))> values;
  values.reserve(areas.size());
  for (std::size_t i = 0; i < areas.size(); ++i) values.push_back(value(i));
  return values;
}

nlohmann::ordered_json number(double v) { return std::isfinite(v) ? nlohmann::ordered_json(v) : nlohmann::ordered_json(nullptr); }

std::string dumped(const nlohmann::ordered_json& list) {
  return list.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string units_json(const Zones& zones, const std::vector<Share>& shares, const Words& words) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& s : shares) {
    const auto unit = UnitId{s.key};
    list.push_back({{"unit", unit == kNoUnit ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(unit_id(zones, unit))},
                    {"name", unit_title(zones, unit, words)},
                    {"reports", s.reports},
                    {"unit_share", number(s.share)},
                    {"unit_area_share", number(s.area_share)}});
  }
  return dumped(list);
}

std::string zones_json(const Zones& zones, const std::vector<std::vector<Share>>& levels) {
  auto list = nlohmann::ordered_json::array();
  for (std::size_t level = 0; level < levels.size(); ++level) {
    for (const auto& s : levels[level]) {
      if (s.key == index_of(kNoZone)) continue;
      list.push_back({{"level", zones.levels[level].name},
                      {"zone", zone_id(zones, ZoneId{s.key})},
                      {"unit", unit_id(zones, zones.unit[s.key])},
                      {"reports", s.reports},
                      {"share", number(s.share)},
                      {"area_share", number(s.area_share)}});
    }
  }
  return dumped(list);
}

/// The first of `names`, and how many more there are.
void add_largest(std::vector<std::string>& parts, const std::vector<std::string>& names, std::size_t at_most, const Words& words) {
  for (std::size_t i = 0; i < std::min(at_most, names.size()); ++i) parts.push_back(names[i]);
  if (names.size() > at_most) parts.push_back(filled(words("line.further"), {{"n", std::to_string(names.size() - at_most)}}));
}

/// "东关社区 62%; 西关社区 38%" over the partition levels from coarse to fine, of each level the three largest.
std::string zones_text(const Zones& zones, const std::vector<std::vector<Share>>& levels, const Words& words) {
  std::vector<std::string> parts;
  for (const auto level : partition_levels(zones)) {
    std::vector<std::string> names;
    for (const auto& s : levels[level]) {
      if (s.key != index_of(kNoZone)) names.push_back(zone_title(zones, ZoneId{s.key}, words) + " " + percent(s.share));
    }
    add_largest(parts, names, 3, words);
  }
  return joined(parts, words("line.semicolon"));
}

std::string categories_text(const RawReports& reports, const std::vector<Share>& shares, const Words& words) {
  std::vector<std::string> parts;
  for (const auto& s : shares) {
    if (parts.size() == 5) break;
    if (s.key != kNoCategory) parts.push_back(category_text(reports, s.key) + " " + percent(s.share));
  }
  return joined(parts, words("line.semicolon"));
}

/// Who answers for most of the area; kNoUnit's index where nobody does.
const Share* top(const std::vector<Share>& shares) { return shares.empty() ? nullptr : &shares.front(); }
UnitId top_unit(const HotspotAreas& a, std::size_t i) { return a.units[i].empty() ? kNoUnit : UnitId{a.units[i].front().key}; }
double share_of(const Share* s) { return s == nullptr ? std::nan("") : s->share; }

void add_figures(std::vector<Column>& columns, const HotspotAreas& a, bool tested, const std::string& time_zone) {
  columns.push_back(integer_column("reports", of_areas(a, [&](auto i) { return static_cast<std::int64_t>(a.reports[i]); })));
  columns.push_back(integer_column("distinct_places", of_areas(a, [&](auto i) { return static_cast<std::int64_t>(a.distinct_places[i]); })));
  columns.push_back(real_column("share", a.share));
  if (tested) {
    columns.push_back(real_column("expected", a.expected));
    columns.push_back(real_column("peak_z", a.peak_z));
    columns.push_back(real_column("min_q", a.min_q));
    columns.push_back(integer_column("cells", of_areas(a, [&](auto i) { return static_cast<std::int64_t>(a.cells[i].size()); })));
  }
  columns.push_back(real_column("area_km2", of_areas(a, [&](auto i) { return a.area_m2[i] / 1e6; })));
  columns.push_back(real_column("rate_per_km2", of_areas(a, [&](auto i) { return static_cast<double>(a.reports[i]) / a.area_m2[i] * 1e6; })));
  columns.push_back(datetime_column("first_report", a.first_ms, local_offsets(time_zone, a.first_ms)));
  columns.push_back(datetime_column("last_report", a.last_ms, local_offsets(time_zone, a.last_ms)));
  columns.push_back(real_column("pile_share", a.pile_share));
  columns.push_back(boolean_column("is_pile", of_areas(a, [&](auto i) { return std::int64_t{a.pile[i]}; })));
}

void add_categories(std::vector<Column>& columns, const RawReports& reports, const HotspotAreas& a, const Words& words) {
  columns.push_back(optional_text_column("top_category", of_areas(a, [&](auto i) {
    return a.categories[i].empty() ? std::string() : category_text(reports, a.categories[i].front().key);
  })));
  columns.push_back(real_column("top_category_share", of_areas(a, [&](auto i) { return share_of(top(a.categories[i])); })));
  columns.push_back(optional_text_column("categories", of_areas(a, [&](auto i) { return categories_text(reports, a.categories[i], words); })));
}

void add_units(std::vector<Column>& columns, const Results& r, const HotspotAreas& a, const Words& words) {
  const auto& zones = r.city.zones;
  columns.push_back(optional_text_column("unit", of_areas(a, [&](auto i) { return unit_id(zones, top_unit(a, i)); })));
  columns.push_back(optional_text_column("unit_name", of_areas(a, [&](auto i) { return unit_title(zones, top_unit(a, i), words); })));
  columns.push_back(real_column("unit_share", of_areas(a, [&](auto i) { return share_of(top(a.units[i])); })));
  columns.push_back(real_column(
      "unit_area_share", of_areas(a, [&](auto i) { return a.units[i].empty() ? std::nan("") : a.units[i].front().area_share; })));
  columns.push_back(optional_text_column("units", of_areas(a, [&](auto i) { return units_text(zones, a.units[i], words); })));
  columns.push_back(text_column("units_json", of_areas(a, [&](auto i) { return units_json(zones, a.units[i], words); })));
  for (const auto level : partition_levels(zones)) {
    columns.push_back(optional_text_column(zones.levels[level].name + "_units", of_areas(a, [&](auto i) {
      return level_units_text(zones, a.zones[i][level], 5, words);
    })));
  }
  columns.push_back(optional_text_column("zones", of_areas(a, [&](auto i) { return zones_text(zones, a.zones[i], words); })));
  columns.push_back(text_column("zones_json", of_areas(a, [&](auto i) { return zones_json(zones, a.zones[i]); })));
  columns.push_back(optional_text_column("coordinator_unit", of_areas(a, [&](auto i) { return unit_id(zones, a.coordinator[i]); })));
  columns.push_back(optional_text_column("coordinator_name", of_areas(a, [&](auto i) { return unit_title(zones, a.coordinator[i], words); })));
  columns.push_back(optional_text_column("coordination", of_areas(a, [&](auto i) { return coordination_text(zones, a, i, words); })));
}

/// Carries the shapes back to the location plane.
Polygons unprojected(Polygons shapes, const Planes& planes) {
  planes.from_metric(shapes.x, shapes.y);
  return shapes;
}

}  // namespace

std::string level_units_text(const Zones& zones, const std::vector<Share>& zone_shares, std::size_t at_most, const Words& words) {
  std::vector<Share> units;  // in the order of the largest zone of each
  for (const auto& s : zone_shares) {
    const auto key = index_of(s.key == index_of(kNoZone) ? kNoUnit : zones.unit[s.key]);
    const auto same = std::find_if(units.begin(), units.end(), [&](const Share& u) { return u.key == key; });
    if (same == units.end()) {
      units.push_back({key, s.reports, s.share, s.area_share});
    } else {
      same->reports += s.reports;
      same->share += s.share;
    }
  }
  std::stable_sort(units.begin(), units.end(), [](const Share& a, const Share& b) { return a.reports > b.reports; });
  return units_text(zones, units, words, at_most);
}

/// "A, B and C", of two names or more.
std::string listed(std::vector<std::string> names, const Words& words) {
  const auto last = names.back();
  names.pop_back();
  return joined(names, words("line.list")) + words("line.and") + last;
}

std::string coordination_text(const Zones& zones, const HotspotAreas& areas, std::size_t area, const Words& words) {
  if (areas.coordinator[area] != kNoUnit) return filled(words("line.coordinator"), {{"unit", unit_title(zones, areas.coordinator[area], words)}});
  const auto levels = partition_levels(zones);
  if (levels.empty() || areas.units[area].size() < 2) return {};
  std::vector<std::string> names;
  for (const auto& s : areas.zones[area][levels.front()]) {
    if (s.key != index_of(kNoZone) && zones.unit[s.key] != kNoUnit) names.push_back(unit_title(zones, zones.unit[s.key], words));
  }
  if (names.size() < 2 || names.size() > 3) return {};
  return filled(words("line.above"), {{"units", listed(names, words)}});
}

std::string units_text(const Zones& zones, const std::vector<Share>& shares, const Words& words, std::size_t at_most) {
  std::vector<std::string> parts, names;
  for (const auto& s : shares) {
    const auto unit = UnitId{s.key};
    names.push_back((unit == kNoUnit ? words("line.nobody") : unit_title(zones, unit, words)) + " " + percent(s.share));
  }
  add_largest(parts, names, at_most, words);
  return joined(parts, words("line.semicolon"));
}

bool is_pile(const HotspotAreas& areas, std::size_t area) { return areas.pile[area] != 0; }

namespace {

/// The table of areas, whatever drew their border; `tested`: with the figures of a test and its trend.
Layer areas_layer(const Results& r, const HotspotAreas& a, const std::string& name, bool tested, const Words& words) {
  Layer layer;
  layer.name = layer.style = name;
  layer.title = words("layer." + name);
  layer.group = words("group.hotspots");
  layer.geometry = GeometryKind::polygon;
  layer.polygons = r.zones != nullptr && tested ? a.shapes : unprojected(a.shapes, r.city.planes);
  auto& columns = layer.table.columns;
  columns.push_back(text_column("id", a.id));
  columns.push_back(integer_column("rank", of_areas(a, [](auto i) { return static_cast<std::int64_t>(i + 1); })));
  columns.push_back(text_column("name", places_of_areas(r.city.zones, a, words)));
  add_figures(columns, a, tested, r.reports.time_zone);
  add_categories(columns, r.reports, a, words);
  add_units(columns, r, a, words);
  if (tested) {
    columns.push_back(real_column("trend", a.trend));
    columns.push_back(real_column("trend_p", a.trend_p));
  }
  return layer;
}

}  // namespace

Layer hotspot_areas_layer(const Results& r, const Words& words) { return areas_layer(r, r.areas, "hotspot_areas", true, words); }

Layer clusters_layer(const Results& r, const Words& words) { return areas_layer(r, r.clusters->areas, "clusters", false, words); }

}  // namespace bailiwick::layers
