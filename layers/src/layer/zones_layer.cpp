#include <bailiwick/layers/layers.h>

#include "layer/class_limits.h"
#include "layer/naming.h"
#include "layer/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
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

void add_names(Table& table, const Zones& zones, const Level& level, const Words& words) {
  table.columns.push_back(text_column("zone_id", of_zones(level, [&](auto z) { return zones.id[z]; })));
  table.columns.push_back(optional_text_column("unit_id", of_zones(level, [&](auto z) { return unit_id(zones, zones.unit[z]); })));
  table.columns.push_back(optional_text_column("unit_name", of_zones(level, [&](auto z) { return unit_name(zones, zones.unit[z], words); })));
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

/// What a cell shows, whatever its type; null is empty.
std::string cell_of(const Column& column, std::size_t row) {
  if (column.is_null(row)) return {};
  if (column.type == Type::text) return column.text[row];
  if (column.type == Type::real) return fmt::format("{}", column.real[row]);
  return std::to_string(column.integer[row]);
}

/// Says `attribute` nothing that `ours` does not?
bool repeats(const Column& attribute, const Column* ours) {
  if (ours == nullptr) return false;
  for (std::size_t row = 0; row < attribute.size(); ++row) {
    if (cell_of(attribute, row) != cell_of(*ours, row)) return false;
  }
  return true;
}

/// Our column that was read from the attribute of this name; null where none was.
const Column* made_of(const Table& table, const ZoneSource& source, const std::string& attribute) {
  const std::array<std::pair<const std::string*, const char*>, 6> mapped{{{&source.id, "zone_id"},
                                                                         {&source.unit, "unit_id"},
                                                                         {&source.unit_name, "unit_name"},
                                                                         {&source.person, "person"},
                                                                         {&source.name, "name"},
                                                                         {&source.parent, "parent_id"}}};
  for (const auto& [field, ours] : mapped) {
    if (*field == attribute) return table.find(ours);
  }
  return nullptr;
}

const Column* of_same_name(const Table& table, const std::string& attribute) {
  const auto name = folded(attribute);
  const auto same = std::find_if(table.columns.begin(), table.columns.end(), [&](const Column& c) { return c.name == name; });
  return same == table.columns.end() ? nullptr : &*same;
}

/// The attributes as given; of a zone made of several features, those of the first. One that repeats our column for every zone (the one it was
/// mapped to, or the one of its own name) is not said twice; one that says something else under a name of ours is "source_" + its name.
void add_attributes(Table& table, const RawZones& raw, const std::vector<std::vector<std::uint32_t>>& order, const Level& level) {
  std::set<std::string> taken{"fid", "geom", "geometry", "ogc_fid"};
  for (const auto& column : table.columns) taken.insert(column.name);
  std::vector<std::uint32_t> rows;
  for (std::uint32_t i = 0; i < level.zone_count; ++i) rows.push_back(order[level.first_zone + i].front());
  const Table ours = table;
  for (const auto& attribute : raw.attributes.columns) {
    auto column = take(attribute, rows);
    if (column.name.empty()) column.name = "field";
    if (repeats(column, made_of(ours, raw.source, column.name)) || repeats(column, of_same_name(ours, column.name))) continue;
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
  add_names(layer.table, zones, level, words);
  add_figures(layer, r, level);
  add_attributes(layer.table, r.levels[level_number], r.city.order, level);
  return layer;
}

}  // namespace bailiwick::layers
