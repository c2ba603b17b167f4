/// Hotspots on the zones of one level, against what each can be expected to have.
#include "stages.h"

#include "values.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>

namespace bailiwick::cli {
namespace {

std::uint32_t tested_level(const Run& run) {
  const auto& levels = run.city.zones.levels;
  for (std::uint32_t l = 0; l < levels.size(); ++l) {
    if (levels[l].name == run.settings.on) return l;
  }
  throw UsageError(fmt::format("--on: no level is called '{}'; name it with --zones {}=FILE", run.settings.on, run.settings.on));
}

/// The zones of the level as shapes of their own.
Polygons shapes_of(const Run& run, const Level& level) {
  Polygons shapes;
  for (std::uint32_t z = 0; z < level.zone_count; ++z) shapes.append(run.city.zones.shapes.view(), level.first_zone + z);
  return shapes;
}

std::vector<double> areas_m2(const Run& run, const Polygons& shapes) {
  auto areas = signed_ring_areas(densified(shapes.view(), run.city.planes.to_area, 0.01).view());
  for (double& area : areas) area = std::abs(area);
  return areas;
}

struct Centres {
  std::vector<double> x_m, y_m;
  [[nodiscard]] MetricView view() const { return {x_m, y_m}; }
};

/// Centres of gravity in the metric plane (Esri's rule for distances between zones); the middle of the box where the ground is nothing.
Centres centres_of(const Run& run, const Polygons& shapes) {
  const auto metric = densified(shapes.view(), run.city.planes.to_metric, 1.0);
  const auto view = metric.view();
  Centres out;
  for (std::size_t s = 0; s < view.size(); ++s) {
    const auto all = view.vertices_of_shape(s);
    const double x0 = view.x[all.begin], y0 = view.y[all.begin];
    double twice = 0, x = 0, y = 0;
    const auto rings = view.rings_of(s);
    for (auto ring = rings.begin; ring < rings.end; ++ring) {
      const auto vertices = view.vertices_of(ring);
      for (auto v = vertices.begin; v + 1 < vertices.end; ++v) {
        const double ax = view.x[v] - x0, ay = view.y[v] - y0, bx = view.x[v + 1] - x0, by = view.y[v + 1] - y0, cross = ax * by - bx * ay;
        twice += cross;
        x += (ax + bx) * cross;
        y += (ay + by) * cross;
      }
    }
    out.x_m.push_back(twice != 0 ? x0 + x / (3 * twice) : x0);
    out.y_m.push_back(twice != 0 ? y0 + y / (3 * twice) : y0);
  }
  return out;
}

Weights neighbours_of(const Run& run, const Polygons& shapes, std::string& reason) {
  const auto& s = run.settings;
  if (s.nearest > 0) {
    reason = fmt::format("the {} nearest zones by their centres, as given", s.nearest);
    return nearest(centres_of(run, shapes).view(), static_cast<std::uint32_t>(s.nearest));
  }
  if (s.band_m > 0) {
    reason = fmt::format("zones whose centres are at most {} m apart, as given", s.band_m);
    return distance_band(centres_of(run, shapes).view(), s.band_m);
  }
  if (s.band_m == 0) {
    const auto centres = centres_of(run, shapes);
    const double band = smallest_full_band(centres.view());
    reason = fmt::format("zones whose centres are at most {:.1f} m apart: the smallest distance at which every zone has a neighbour (Esri's rule)", band);
    return distance_band(centres.view(), std::nextafter(band, band + 1));
  }
  reason = s.neighbours == Neighbours::queen ? "zones that share a corner or an edge, vertices compared bit for bit" : "zones that share an edge, vertices compared bit for bit";
  return contiguity(shapes.view(), s.neighbours);
}

/// A well-known name of the number of people.
bool counts_people(const std::string& name) {
  for (const std::string_view known : {"population", "pop", "people", "persons", "residents", "inhabitants", "人口", "常住人口", "人口数"}) {
    if (name == known) return true;
  }
  return false;
}

const layers::Column& exposure_field(const layers::RawZones& level, const std::string& per) {
  for (const auto& column : level.attributes.columns) {
    auto name = column.name;
    std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (column.name == per || (per == "population" && counts_people(name))) return column;
  }
  throw Error(ErrorCode::missing_column, fmt::format("{}: expected a field '{}' for --per, found none; name one of the level's fields, area_km2 or none", level.source.file, per),
              level.source.file, -1, per);
}

double number_in(const layers::Column& column, std::size_t row) {
  if (column.is_null(row)) return std::nan("");
  if (column.type == layers::Type::real) return column.real[row];
  if (column.type == layers::Type::integer) return static_cast<double>(column.integer[row]);
  return column.type == layers::Type::text ? number("--per", column.text[row]) : std::nan("");
}

/// The field's value of each zone; of a zone made of several features the one they share, or their sum where they differ.
std::vector<double> field_values(const Run& run, std::uint32_t level_number, const std::string& per) {
  const auto& level = run.city.zones.levels[level_number];
  const auto& raw = run.levels[level_number];
  const auto& column = exposure_field(raw, per);
  std::vector<double> values;
  for (std::uint32_t z = 0; z < level.zone_count; ++z) {
    double sum = 0, first = 0;
    bool same = true;
    const auto& rows = run.city.order[level.first_zone + z];
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double value = number_in(column, rows[i]);
      if (!(std::isfinite(value) && value >= 0)) {
        throw Error(ErrorCode::invalid_argument, fmt::format("{}, zone '{}', field '{}': expected a number of 0 or more, found another value; correct it", raw.source.file,
                                                             run.city.zones.id[level.first_zone + z], column.name),
                    raw.source.file, -1, column.name);
      }
      if (i == 0) first = value;
      same = same && value == first;
      sum += value;
    }
    values.push_back(same ? first : sum);
  }
  return values;
}

std::vector<double> exposure_of(Run& run, const layers::ZonesFound& found) {
  const auto& per = run.settings.per;
  if (per.empty()) {
    throw UsageError("--on: expected --per, what a zone's reports are set against; pass --per area_km2, --per population, --per FIELD or, to treat every zone alike, --per none");
  }
  if (per == "none") {
    run.warn("no_exposure");
    return std::vector<double>(found.area_m2.size(), 1.0);
  }
  if (per != "area_km2") return field_values(run, found.level, per);
  std::vector<double> exposure;
  for (const double area : found.area_m2) exposure.push_back(area / 1e6);
  return exposure;
}

/// A zone with reports and no exposure can be set against nothing.
void check_exposure(const Run& run, const layers::ZonesFound& found) {
  const auto& level = run.city.zones.levels[found.level];
  for (std::uint32_t z = 0; z < level.zone_count; ++z) {
    if (found.exposure[z] > 0 || found.count[z] == 0) continue;
    throw Error(ErrorCode::invalid_argument, fmt::format("level {}, zone '{}': expected {} above 0 where there are reports, found 0 and {} reports; correct it or leave the zone out",
                                                         level.name, run.city.zones.id[level.first_zone + z], found.per, found.count[z]));
  }
}

/// The statistics of the whole city, on the rates of the zones that have one.
void add_global(const Run& run, layers::ZonesFound& found) {
  const auto& rate = found.tested.rate;
  if (std::any_of(rate.begin(), rate.end(), [](double r) { return std::isnan(r); })) return;
  constexpr std::uint64_t kDraws = 9'999;
  found.moran = moran(rate, found.weights, kDraws, run.settings.seed, run.context);
  found.general_g = general_g(rate, found.weights, kDraws, run.settings.seed, run.context);
}

}  // namespace

void find_zone_hotspots(Run& run) {
  run.record.begin("hotspots");
  auto& found = run.zones.emplace();
  found.level = tested_level(run);
  found.per = run.settings.per;
  const auto& level = run.city.zones.levels[found.level];
  const auto shapes = shapes_of(run, level);
  found.area_m2 = areas_m2(run, shapes);
  found.count.assign(level.zone_count, 0);
  for (const auto zone : run.assignments.levels[found.level].zone) {
    run.place_of_report.push_back(zone == kNoZone ? kNoCell : index_of(zone) - level.first_zone);
    if (zone != kNoZone) ++found.count[index_of(zone) - level.first_zone];
  }
  found.exposure = exposure_of(run, found);
  check_exposure(run, found);
  found.weights = neighbours_of(run, shapes, found.reason);
  found.tested = zone_hotspots(found.count, found.exposure, found.weights, run.settings.correction, run.context);
  add_global(run, found);
  AreaOptions options;
  options.assign = assign_options(run);
  run.areas = zone_hotspot_areas(found.tested, found.exposure, found.area_m2, run.city.zones, found.level, run.located.view(), run.assignments, *run.index, run.city.planes,
                                 options, run.context);
  find_trends(run);
}

}  // namespace bailiwick::cli
