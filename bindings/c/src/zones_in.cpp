/// Zones from Arrow streams, one per level.
#include "arrow_in.h"
#include "ground.h"

#include <bailiwick/zones.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

namespace bailiwick::c {
namespace {

/// A level on its way, and what its geometry says of its system.
struct LevelIn {
  LevelInput input;
  std::string crs;
};

/// The texts of a column, "" where null or not there.
std::vector<std::string> texts_or_empty(const Batch& batch, std::optional<std::size_t> column) {
  std::vector<std::string> out(static_cast<std::size_t>(batch.length()));
  if (!column) return out;
  auto texts = texts_of(batch.column(*column));
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = std::move(texts[i]).value_or("");
  return out;
}

LevelIn read_level(const bailiwick_level& given, const Context& context) {
  if (given.name == nullptr || given.name[0] == '\0') refuse("level: expected a name, found none", "name");
  if (given.role != BAILIWICK_PARTITION && given.role != BAILIWICK_ACROSS) refuse("level '" + std::string(given.name) + "': expected a role of 0 or 1, found " + std::to_string(given.role), "role");
  Stream stream(given.stream, "zones of level '" + std::string(given.name) + "'");
  const auto geometry = geometry_of(stream, given.geometry);
  const auto id = stream.find(given.id, {"zone_id", "id"});
  if (!geometry || !id) {
    const auto* const missing = geometry ? "id" : "geometry";
    throw Error(ErrorCode::missing_column, stream.place() + ": expected a column '" + missing + "', found none; name the column that is it", stream.place(), -1, missing);
  }
  const auto name = stream.find(given.name_column, {"name"}), person = stream.find(given.person, {"person"});
  const auto parent = stream.find(given.parent_column, {"parent_id", "parent"}), unit = stream.find(given.unit, {"unit_id", "unit"});
  const auto unit_name = stream.find(given.unit_name, {"unit_name"}), priority = stream.find(given.priority, {"priority"});
  LevelIn level{{given.name, given.role == BAILIWICK_ACROSS ? Role::across : Role::partition, or_empty(given.parent), unit.has_value(), {}, {}},
                crs_of(stream.schema().children[*geometry])};
  std::int64_t row = 0;
  while (const auto batch = stream.next()) {
    context.check();
    append_polygons(batch->column(*geometry), row, level.input.shapes);
    const auto id_column = batch->column(*id);
    auto ids = texts_of(id_column);
    auto names = texts_or_empty(*batch, name), persons = texts_or_empty(*batch, person), parents = texts_or_empty(*batch, parent);
    auto units = texts_or_empty(*batch, unit), unit_names = texts_or_empty(*batch, unit_name);
    const auto priorities = priority ? std::optional(batch->column(*priority)) : std::nullopt;
    const auto ranks = priorities ? numbers_of(*priorities) : Numbers{};
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (!ids[i] || ids[i]->empty()) id_column.refuse("an id that is not empty, found " + std::string(ids[i] ? "an empty one" : "null"), row + static_cast<std::int64_t>(i));
      level.input.rows.push_back({std::move(*ids[i]), std::move(names[i]), std::move(persons[i]), std::move(parents[i]), units[i],
                                  unit_names[i].empty() ? units[i] : std::move(unit_names[i]), priorities ? ranks.values[i] : std::nan("")});
    }
    row += batch->length();
  }
  return level;
}

/// The system of all levels: as given, else that of the first that says one; this library carries nothing from one system to another.
std::string common_crs(const std::vector<LevelIn>& levels, const bailiwick_zones_options& options) {
  std::string crs = or_empty(options.crs);
  for (const auto& level : levels) {
    if (level.crs.empty()) continue;
    if (crs.empty()) crs = level.crs;
    if (same_system(crs, level.crs)) continue;
    throw Error(ErrorCode::unknown_crs, "zones of level '" + level.input.name + "': expected " + crs + ", found " + level.crs + "; bring all levels to one system first", level.input.name);
  }
  if (!crs.empty()) return crs;
  return options.metres_per_unit > 0 ? "local" : "OGC:CRS84";
}

IndexOptions index_options(const bailiwick_zones_options& given, const Zones& zones) {
  IndexOptions out;
  if (given.overlap < 0 || given.overlap > BAILIWICK_OVERLAP_ID) refuse("options: expected an overlap rule of 0 to 3, found " + std::to_string(given.overlap), "overlap");
  if (given.border < 0 || given.border > BAILIWICK_BORDER_ALL_TOUCHING) refuse("options: expected a border rule of 0 to 2, found " + std::to_string(given.border), "border");
  if (given.overlap != 0) out.overlap = static_cast<OverlapRule>(given.overlap - 1);
  if (given.border != 0) out.border = static_cast<BorderRule>(given.border - 1);
  if (!(given.nearest_m >= 0) || !std::isfinite(given.nearest_m)) refuse("options: expected a distance of 0 m or more, found another", "nearest_m");
  if (!(given.metres_per_unit >= 0) || !std::isfinite(given.metres_per_unit)) refuse("options: expected a length of 0 m or more, found another", "metres_per_unit");
  out.nearest_m = given.nearest_m;
  out.label = or_empty(given.label);
  out.valid_from = or_empty(given.valid_from);
  out.valid_to = or_empty(given.valid_to);
  if (given.precedence_count > 0) needed(given.precedence, "precedence");
  for (std::uint32_t i = 0; i < given.precedence_count; ++i) {
    const std::string wanted = or_empty(given.precedence[i]);
    std::uint32_t level = 0;
    while (level < zones.levels.size() && zones.levels[level].name != wanted) ++level;
    if (level == zones.levels.size()) refuse("precedence: expected names of levels, found '" + wanted + "'", "precedence");
    out.precedence.push_back(level);
  }
  return out;
}

/// How the index names its way to metres; planes_of() reads it back.
std::string metric_name(const bailiwick_zones_options& given, const std::string& crs, const Zones& zones) {
  if (given.metres_per_unit > 0) {
    if (given.metres_per_unit == 1) return "local";
    std::array<char, 32> digits;
    return "metres:" + std::string(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), given.metres_per_unit).ptr);
  }
  if (crs == "local") return crs;
  const auto& shapes = zones.shapes;
  if (!ellipsoid_of(crs) || shapes.x.empty()) return {};
  const auto& top = zones.levels[top_level(zones)];
  if (top.zone_count == 0) return or_empty(given.metric_crs);
  const auto begin = shapes.view().vertices_of_shape(top.first_zone).begin, end = shapes.view().vertices_of_shape(top.first_zone + top.zone_count - 1).end;
  const auto [west, east] = std::minmax_element(shapes.x.begin() + begin, shapes.x.begin() + end);
  const auto [south, north] = std::minmax_element(shapes.y.begin() + begin, shapes.y.begin() + end);
  if (*west < -360 || *east > 360 || *south < -90 || *north > 90) {
    throw Error(ErrorCode::invalid_coordinate, "zones: expected degrees of longitude and latitude in " + crs + ", found coordinates beyond 360 or 90; name their system, or say "
                                               "in metres_per_unit how many metres its unit has");
  }
  return equal_area_planes(crs, *west + (*east - *west) / 2, *south + (*north - *south) / 2, or_empty(given.metric_crs)).metric_crs;
}

std::shared_ptr<const ZonesData> made(std::vector<LevelIn> levels, const bailiwick_zones_options& options, const Context& context) {
  const auto crs = common_crs(levels, options);
  std::vector<LevelInput> inputs;
  for (auto& level : levels) inputs.push_back(std::move(level.input));
  levels.clear();
  auto zones = build_zones(inputs, crs).zones;
  inputs.clear();
  auto carried = index_options(options, zones);
  carried.metric_crs = metric_name(options, crs, zones);
  if (carried.metric_crs != "local" && options.metres_per_unit == 0) carried.location_wkt = crs;
  auto index = ZoneIndex::build(zones, carried, context);
  auto planes = planes_of(index);
  return std::make_shared<const ZonesData>(std::move(index), std::move(planes), options.without_shapes != 0 ? std::nullopt : std::optional(std::move(zones)));
}

}  // namespace
}  // namespace bailiwick::c

using namespace bailiwick::c;

extern "C" bailiwick_status bailiwick_zones_from_arrow(const bailiwick_level* levels, size_t level_count, const bailiwick_zones_options* options,
                                                       bailiwick_call* call, const bailiwick_zones** zones, bailiwick_error* error) {
  return enter(error, [&] {
    needed(levels, "levels");
    if (level_count == 0 || level_count > 64) refuse("levels: expected 1 to 64 of them, found " + std::to_string(level_count), "levels");
    const std::size_t stride = levels->struct_size;  // of the caller's version
    std::vector<std::unique_ptr<Taken>> streams;  // released also where one of them fails
    const auto at = [&](std::size_t i) { return reinterpret_cast<const bailiwick_level*>(reinterpret_cast<const char*>(levels) + i * stride); };
    check_size(stride, "level");
    for (std::size_t i = 0; i < level_count && stride >= offsetof(bailiwick_level, geometry); ++i) streams.push_back(std::make_unique<Taken>(at(i)->stream));
    needed(zones, "zones") = nullptr;
    std::vector<bailiwick_level> given;
    for (std::size_t i = 0; i < level_count; ++i) {
      given.push_back(taken(at(i), "level"));
      if (at(i)->struct_size != stride) refuse("levels: expected all of one struct_size, found " + std::to_string(at(i)->struct_size), "level");
    }
    const auto asked = taken(options, "options");
    const auto context = context_of(data_of(call));
    std::vector<LevelIn> read;
    for (const auto& level : given) read.push_back(read_level(level, context));
    *zones = handle_of(made(std::move(read), asked, context));
  });
}
