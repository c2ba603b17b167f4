#include <bailiwick/layers/project.h>

#include "project/bow.h"
#include "project/carry.h"
#include "project/planes.h"
#include "project/roles.h"
#include "project/study_area.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <numbers>

namespace bailiwick::layers {
namespace {

/// One level on its way: its plane, and its shapes in the location plane (still lines where they are lines).
struct Carried {
  SourcePlane plane;
  Polygons shapes;
};

std::vector<SourcePlane> planes_of(const std::vector<RawZones>& levels, const Settings& settings) {
  std::vector<SourcePlane> planes;
  for (const auto& level : levels) {
    planes.push_back(source_plane(clues_of(level, settings.zones_crs, "--zones-crs", settings.zones_datum)));
  }
  return planes;
}

SourcePlane location_plane(const std::vector<RawZones>& levels, const std::vector<SourcePlane>& planes, const Settings& settings) {
  SourcePlane location = planes.front();
  location.reason = fmt::format("location plane: {}, that of level {}", location.label(), levels.front().source.level);
  if (!settings.location_crs.empty()) {
    location = source_plane({"location plane", settings.location_crs, {}, {}, "--location-crs", {}, {}});
    const bool first = location.label() == planes.front().label();  // a resolved project file says what would have been chosen
    location.reason = fmt::format("location plane: {}, {}", location.label(), first ? "that of level " + levels.front().source.level : "as given");
  }
  location.datum = Datum::wgs84;
  return location;
}

void say_crossing(const RawZones& level, const SourcePlane& from, const SourcePlane& location, double bow_m, City& city) {
  if (from.local() || same_plane(*from.crs, *location.crs)) return;
  Warning::Values values{{"level", level.source.level}, {"from", from.label()}, {"to", location.label()}};
  if (bow_m > 0) values.emplace_back("bow", fmt::format("{:.2g}", bow_m));
  city.warnings.emplace_back(bow_m > 0 ? "cross_crs.bow" : "cross_crs.alone", std::move(values));
}

/// Web maps of China draw shifted positions under the name WGS 84; who says nothing gets a warning, never a silent correction.
bool in_china(double lon, double lat) { return lon > 72.004 && lon < 137.8347 && lat > 0.8293 && lat < 55.8271; }

/// A projected city across the 180th meridian has edges that longitude and latitude cannot draw: its east would lie west of its west. Corners tell: no
/// city spans half the world.
void refuse_antimeridian(const SourcePlane& location, const Box& box) {
  if (location.local() || location.crs->geographic() || box.empty()) return;
  const auto base = location.crs->geographic_base();
  std::array<double, 4> lon{box.west, box.east, box.west, box.east}, lat{box.south, box.south, box.north, box.north};
  transformation(*location.crs, base)(lon, lat);
  if (!std::all_of(lon.begin(), lon.end(), [](double v) { return std::isfinite(v); })) return;
  const auto [west, east] = std::minmax_element(lon.begin(), lon.end());
  if ((*east - *west) * base.unit() <= std::numbers::pi) return;
  throw Error(ErrorCode::invalid_geometry,
              fmt::format("the zones in {} reach across the antimeridian: expected a city on one side of 180 degrees of longitude; cut the zones there and "
                          "run the sides apart, or pass --zones-crs local",
                          location.label()));
}

/// The box centre that the metric plane is centred on: of --area, else of the top level's shapes as carried (lines included).
std::pair<double, double> centre_of(const Polygons& shapes) {
  const auto box = box_of(shapes.view());
  if (box.empty()) throw Error(ErrorCode::invalid_geometry, "no zone has a usable shape: expected at least one polygon");
  return {box.west + (box.east - box.west) / 2, box.south + (box.north - box.south) / 2};
}

void make_planes(const SourcePlane& location, const Polygons& ground, const Settings& settings, City& city) {
  refuse_antimeridian(location, box_of(ground.view()));
  const auto [x, y] = centre_of(ground);
  auto made = metric_planes(location, x, y, settings.metric_crs);
  city.planes = std::move(made.planes);
  city.location_wkt = std::move(made.location_wkt);
  city.metric_wkt = std::move(made.metric_wkt);
  city.centre_lon = made.centre_lon;
  city.centre_lat = made.centre_lat;
  city.local = location.local();
  city.lonlat = !location.local() && location.crs->wgs84_like();
  city.reasons.push_back(location.reason);
  city.reasons.push_back(std::move(made.reason));
}

/// Lines become strips of their width, with flat ends.
Polygons widened(const RawZones& level, const Polygons& lines, const Planes& planes) {
  if (level.width_m.size() != level.input.rows.size()) {
    throw Error(ErrorCode::missing_column,
                fmt::format("{} holds lines: expected their width in metres; pass --zone-option {}.width=METRES or =FIELD", level.source.file,
                            level.source.level),
                level.source.file);
  }
  return strips(lines.view(), level.width_m, planes);
}

/// Length of each line shape in the metric plane.
std::vector<double> line_lengths(const Polygons& lines, const Planes& planes) {
  const auto measured = densified(lines.view(), planes.to_metric, 0.01);
  const auto view = measured.view();
  std::vector<double> length(view.size(), 0.0);
  for (std::size_t shape = 0; shape < view.size(); ++shape) {
    const auto rings = view.rings_of(shape);
    for (auto ring = rings.begin; ring < rings.end; ++ring) {
      const auto vertices = view.vertices_of(ring);
      for (auto v = vertices.begin + 1; v < vertices.end; ++v) length[shape] += std::hypot(view.x[v] - view.x[v - 1], view.y[v] - view.y[v - 1]);
    }
  }
  return length;
}

/// A zone of several lines is as long as all of them.
std::vector<double> zone_lengths(const City& city, const std::vector<std::vector<double>>& line_m) {
  if (std::all_of(line_m.begin(), line_m.end(), [](const auto& lengths) { return lengths.empty(); })) return {};
  std::vector<double> length(city.zones.size(), std::nan(""));
  for (std::uint32_t z = 0; z < length.size(); ++z) {
    const auto& lengths = line_m[city.zones.level_of(ZoneId{z})];
    if (lengths.empty()) continue;
    length[z] = 0;
    for (const auto row : city.order[z]) length[z] += lengths[row];
  }
  return length;
}

/// What --area and --exempt lose is said as for zones.
void keep_lost(const RawZones& ground, const std::string& input, City& city) {
  if (ground.rejected.empty()) return;
  city.lost.push_back({input, ground.source.file, ground.rejected});
  const auto file = std::filesystem::path(ground.source.file).filename().string();
  city.warnings.emplace_back("ground_rejected", Warning::Values{{"place", file}, {"option", "--" + input}}, ground.rejected.size());
}

/// What a file holds in place of usable polygons.
std::string unusable(const RawZones& ground) {
  if (ground.rejected.empty()) return "none";
  const auto& first = ground.rejected.front();
  return fmt::format("{} features that cannot be used; feature {}: {}", ground.rejected.size(), first.row, first.reason);
}

void require_area(const RawZones& area) {
  if (area.source.file.empty() || !area.input.rows.empty()) return;
  throw Error(ErrorCode::invalid_geometry,
              fmt::format("{}: expected a polygon of the study area, found {}; mend the file or leave --area out", area.source.file, unusable(area)),
              area.source.file);
}

/// Without --area the top level is the city's ground.
void require_top(const RawZones& top, const RawZones& area) {
  if (!area.input.rows.empty() || !top.input.rows.empty()) return;
  throw Error(ErrorCode::invalid_geometry, fmt::format("{}: expected at least one polygon, found {}", top.source.file, unusable(top)), top.source.file);
}

bool apart(const Box& a, const Box& b) { return a.empty() || b.empty() || a.east < b.west || b.east < a.west || a.north < b.south || b.north < a.south; }

Polygons study_ground(const std::vector<RawZones>& levels, const std::vector<Carried>& carried_levels, const Roles& roles, const RawZones& area,
                      const Polygons& area_shapes, City& city) {
  const auto top = top_level(roles);
  const auto& name = levels[top].source.level;
  if (area_shapes.size() > 0) {
    const auto file = std::filesystem::path(area.source.file).filename().string();
    city.area.given = true;
    city.reasons.push_back(fmt::format("study area: {}, as given", file));
    if (apart(box_of(area_shapes.view()), box_of(carried_levels[top].shapes.view()))) {
      city.warnings.emplace_back("area_apart", Warning::Values{{"place", file}, {"level", name}});
    }
    return joined(area_shapes, false);
  }
  if (roles.role[top] == Role::partition) {
    city.reasons.push_back(fmt::format("study area: the union of level {} with its holes filled; inlets at its rim need --area", name));
  } else {
    city.reasons.push_back(fmt::format("study area: the union of level {}; there is no partition level", name));
    city.warnings.emplace_back("no_partition", Warning::Values{{"level", name}});
  }
  return joined(carried_levels[top].shapes, roles.role[top] == Role::partition);
}

/// Each level against what it is audited against: its parent level and the study area, which is drawn in the plane of its file or of the top level.
std::vector<double> bows_of(const std::vector<RawZones>& levels, const std::vector<SourcePlane>& planes, const Roles& roles, const RawZones& area,
                            const std::optional<SourcePlane>& area_plane) {
  std::vector<double> bows(levels.size(), 0);
  for (std::size_t l = 0; l < levels.size(); ++l) {
    const Drawn own{planes[l], levels[l].input.shapes};
    for (std::size_t up = 0; up < levels.size(); ++up) {
      if (levels[up].source.level != roles.parent[l]) continue;
      bows[l] = std::max(bows[l], largest_bow_m(own, {planes[up], levels[up].input.shapes}));
    }
    if (roles.role[l] != Role::partition) continue;
    const auto top = top_level(roles);
    const Drawn ground = area_plane ? Drawn{*area_plane, area.input.shapes} : Drawn{planes[top], levels[top].input.shapes};
    bows[l] = std::max(bows[l], largest_bow_m(own, ground));
  }
  return bows;
}

BuiltZones built(const std::vector<RawZones>& levels, std::vector<Carried>& carried_levels, const Roles& roles, const std::string& label) {
  std::vector<LevelInput> inputs;
  for (std::size_t l = 0; l < levels.size(); ++l) {
    const auto& input = levels[l].input;
    inputs.push_back({levels[l].source.level, roles.role[l], roles.parent[l], input.has_unit_field, input.rows,
                      std::move(carried_levels[l].shapes)});
  }
  return build_zones(inputs, label);
}

}  // namespace

City project(const std::vector<RawZones>& levels, const RawZones& area, const RawZones& exempt, const Settings& settings,
             const Context& context) {
  if (levels.empty()) throw Error(ErrorCode::invalid_argument, "no zones: expected at least one level; pass --zones LEVEL=FILE");
  require_area(area);
  City city;
  keep_lost(area, "area", city);
  keep_lost(exempt, "exempt", city);
  const auto roles = resolve_roles(levels);
  city.reasons = roles.reasons;
  city.warnings.insert(city.warnings.end(), roles.warnings.begin(), roles.warnings.end());
  require_top(levels[top_level(roles)], area);

  const auto planes = planes_of(levels, settings);
  const auto location = location_plane(levels, planes, settings);
  std::vector<Carried> carried_levels;
  for (std::size_t l = 0; l < levels.size(); ++l) {
    context.check();
    city.reasons.push_back(planes[l].reason);
    carried_levels.push_back({planes[l], carried(levels[l], planes[l], location)});
    context.report("project", static_cast<double>(l + 1) / static_cast<double>(levels.size() + 2));
  }
  const auto beside = [&](const RawZones& ground, const std::string& crs, const std::string& option, const std::string& datum) {
    if (ground.input.rows.empty()) return Polygons{};
    return carried(ground, source_plane(clues_of(ground, crs, option, datum)), location);
  };
  std::optional<SourcePlane> area_plane;
  if (!area.input.rows.empty()) area_plane = source_plane(clues_of(area, settings.area_crs, "--area-crs", settings.area_datum));
  const auto area_shapes = beside(area, settings.area_crs, "--area-crs", settings.area_datum);
  city.level_bow_m = bows_of(levels, planes, roles, area, area_plane);
  for (std::size_t l = 0; l < levels.size(); ++l) say_crossing(levels[l], planes[l], location, city.level_bow_m[l], city);
  city.exempt = beside(exempt, settings.zones_crs, "--zones-crs", settings.zones_datum);

  make_planes(location, area_shapes.size() > 0 ? area_shapes : carried_levels[top_level(roles)].shapes, settings, city);
  std::vector<std::vector<double>> line_m(levels.size());
  for (std::size_t l = 0; l < levels.size(); ++l) {
    if (levels[l].lines) line_m[l] = line_lengths(carried_levels[l].shapes, city.planes);
    if (levels[l].lines) carried_levels[l].shapes = widened(levels[l], carried_levels[l].shapes, city.planes);
  }
  city.area.shape = study_ground(levels, carried_levels, roles, area, area_shapes, city);
  context.check();

  auto zones = built(levels, carried_levels, roles, location.label());
  city.zones = std::move(zones.zones);
  city.order = std::move(zones.order);
  city.length_m = zone_lengths(city, line_m);
  bool datum_open = false;  // of a level that reading has not warned of already
  for (std::size_t l = 0; l < levels.size(); ++l) datum_open = datum_open || (!planes[l].datum_named && !warned_of_datum(levels[l].warnings));
  const bool bare = settings.zones.empty() && levels.size() == 1 && levels.front().source.level == "area";  // the study area stands for zones
  if (datum_open && in_china(city.centre_lon, city.centre_lat) && !(bare && settings.area.empty())) {  // of reports' own ground the reports warn
    city.warnings.emplace_back(bare ? "datum_unnamed.area" : "datum_unnamed.zones");
  }
  context.report("project", 1);
  return city;
}

}  // namespace bailiwick::layers
