#include <bailiwick/layers/layers.h>

#include "layer/class_limits.h"
#include "layer/naming.h"
#include "layer/text.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <set>

namespace bailiwick::layers {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double ratio(double part, double whole) { return whole > 0 ? part / whole : kNone; }

/// One column from a function of the zone's number.
template <class Value>
auto of_zones(const Level& level, Value value) {
  std::vector<decltype(value(0U))> values;
  values.reserve(level.zone_count);
  for (std::uint32_t i = 0; i < level.zone_count; ++i) values.push_back(value(level.first_zone + i));
  return values;
}

/// 1 for the densest; equal densities share the smaller number.
std::vector<std::int64_t> ranks(const std::vector<double>& density) {
  std::vector<double> sorted;
  std::copy_if(density.begin(), density.end(), std::back_inserter(sorted), [](double d) { return d == d; });
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  std::vector<std::int64_t> rank;
  rank.reserve(density.size());
  for (const double d : density) {
    rank.push_back(d == d ? std::lower_bound(sorted.begin(), sorted.end(), d, std::greater<>()) - sorted.begin() + 1 : 0);
  }
  return rank;
}

void add_names(Table& table, const Zones& zones, const Level& level) {
  table.columns.push_back(text_column("zone_id", of_zones(level, [&](auto z) { return zones.id[z]; })));
  table.columns.push_back(optional_text_column("unit_id", of_zones(level, [&](auto z) { return unit_id(zones, zones.unit[z]); })));
  table.columns.push_back(optional_text_column(
      "unit_name", of_zones(level, [&](auto z) { return zones.unit[z] == kNoUnit ? std::string() : zones.units[index_of(zones.unit[z])].name; })));
  table.columns.push_back(optional_text_column("person", of_zones(level, [&](auto z) { return zones.person[z]; })));
  table.columns.push_back(optional_text_column("name", of_zones(level, [&](auto z) { return zones.name[z]; })));
  table.columns.push_back(text_column("level", of_zones(level, [&](auto) { return level.name; })));
  table.columns.push_back(optional_text_column("parent_id", of_zones(level, [&](auto z) { return zones.parent_id[z]; })));
}

void add_figures(Layer& layer, const Results& r, const Level& level) {
  auto& columns = layer.table.columns;
  const auto count = r.counts.per_zone(r.city.zones.size());
  const auto& covered = r.coverage.zones;
  const auto reports = static_cast<double>(r.located.size());
  const auto km2 = [](double m2) { return m2 / 1e6; };
  const auto density = of_zones(level, [&](auto z) { return ratio(static_cast<double>(count[z]), km2(covered.area_m2[z])); });
  columns.push_back(real_column("area_km2", of_zones(level, [&](auto z) { return km2(covered.area_m2[z]); })));
  columns.push_back(integer_column("count", of_zones(level, [&](auto z) { return static_cast<std::int64_t>(count[z]); })));
  columns.push_back(real_column("count_share", of_zones(level, [&](auto z) { return ratio(static_cast<double>(count[z]), reports); })));
  columns.push_back(real_column("density_per_km2", density));
  columns.push_back(real_column("covered_share", of_zones(level, [&](auto z) { return covered.covered_share[z]; })));
  columns.push_back(real_column("gap_km2", of_zones(level, [&](auto z) { return km2(covered.gap_m2[z]); })));
  columns.push_back(real_column("overlap_km2", of_zones(level, [&](auto z) { return km2(covered.overlap_m2[z]); })));
  auto rank = integer_column("rank_density", ranks(density));
  rank.null = columns[columns.size() - 4].null;
  columns.push_back(std::move(rank));
  layer.breaks = class_limits(density, 5);
}

/// Files fold case (GeoPackage does), so "Name" clashes with "name"; fid and geom are the writers' own.
std::string folded(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return name;
}

/// The attributes as given; of a zone made of several features, those of the first.
void add_attributes(Table& table, const Table& attributes, const std::vector<std::vector<std::uint32_t>>& order, const Level& level) {
  std::set<std::string> taken{"fid", "geom", "geometry", "ogc_fid"};
  for (const auto& column : table.columns) taken.insert(column.name);
  std::vector<std::uint32_t> rows;
  for (std::uint32_t i = 0; i < level.zone_count; ++i) rows.push_back(order[level.first_zone + i].front());
  for (const auto& attribute : attributes.columns) {
    auto column = take(attribute, rows);
    if (column.name.empty()) column.name = "field";
    if (taken.contains(folded(column.name))) column.name = "source_" + column.name;
    const auto stem = column.name;
    for (int n = 2; !taken.insert(folded(column.name)).second; ++n) column.name = stem + "_" + std::to_string(n);
    table.columns.push_back(std::move(column));
  }
}

}  // namespace

Layer zones_layer(const Results& r, std::uint32_t level_number, const Words& words) {
  const auto& zones = r.city.zones;
  const auto& level = zones.levels[level_number];
  Layer layer;
  layer.name = "zones_" + level.name;
  layer.title = filled(words("layer.zones"), {{"level", level_title(words, level.name)}});
  layer.group = words("group.zones");
  layer.style = "zones";
  layer.geometry = GeometryKind::polygon;
  for (std::uint32_t i = 0; i < level.zone_count; ++i) layer.polygons.append(zones.shapes.view(), level.first_zone + i);
  add_names(layer.table, zones, level);
  add_figures(layer, r, level);
  add_attributes(layer.table, r.levels[level_number].attributes, r.city.order, level);
  return layer;
}

}  // namespace bailiwick::layers
