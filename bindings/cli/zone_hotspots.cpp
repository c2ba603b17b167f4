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

/// With the reason in one sentence.
Weights neighbours_of(const Run& run, const Polygons& shapes, std::string& reason) {
  const auto& s = run.settings;
  double band_m = 0;
  auto weights = zone_weights(shapes.view(), run.city.planes, {s.neighbours, static_cast<std::uint32_t>(s.nearest), s.band_m}, &band_m);
  if (s.nearest > 0) {
    reason = fmt::format("the {} nearest zones by their centres, as given", s.nearest);
  } else if (s.band_m > 0) {
    reason = fmt::format("zones whose centres are at most {} m apart, as given", s.band_m);
  } else if (s.band_m == 0) {
    reason = fmt::format("zones whose centres are at most {:.1f} m apart: the smallest distance at which every zone has a neighbour (Esri's rule)", band_m);
  } else {
    reason = s.neighbours == Neighbours::queen ? "zones that share a corner or an edge, vertices compared bit for bit" : "zones that share an edge, vertices compared bit for bit";
  }
  return weights;
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
    std::vector<double> of_features;
    for (const auto row : run.city.order[level.first_zone + z]) {
      const double value = number_in(column, row);
      if (!(std::isfinite(value) && value >= 0)) {
        throw Error(ErrorCode::invalid_argument, fmt::format("{}, zone '{}', field '{}': expected a number of 0 or more, found another value; correct it", raw.source.file,
                                                             run.city.zones.id[level.first_zone + z], column.name),
                    raw.source.file, -1, column.name);
      }
      of_features.push_back(value);
    }
    values.push_back(joined_exposure(of_features));
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

}  // namespace

void find_zone_hotspots(Run& run) {
  run.record.begin("hotspots");
  auto& found = run.zones.emplace();
  found.level = tested_level(run);
  found.per = run.settings.per;
  const auto& level = run.city.zones.levels[found.level];
  const auto shapes = shapes_of_level(run.city.zones, found.level);
  found.area_m2 = shape_areas_m2(shapes.view(), run.city.planes);
  found.count.assign(level.zone_count, 0);
  for (const auto zone : run.assignments.levels[found.level].zone) {
    run.place_of_report.push_back(zone == kNoZone ? kNoCell : index_of(zone) - level.first_zone);
    if (zone != kNoZone) ++found.count[index_of(zone) - level.first_zone];
  }
  found.exposure = exposure_of(run, found);
  check_exposure(run.city.zones, found.level, found.count, found.exposure, found.per);
  found.weights = neighbours_of(run, shapes, found.reason);
  found.weights.style = run.settings.style;
  found.tested = zone_hotspots(found.count, found.exposure, found.weights, run.settings.correction, run.context);
  GiOptions rates;
  rates.seed = run.settings.seed;
  rates.draws = 99'999;  // nothing is flagged by them
  found.rates = rate_statistics(found.tested.rate, found.weights, rates, 9'999, run.context);
  AreaOptions options;
  options.assign = assign_options(run);
  run.areas = zone_hotspot_areas(found.tested, found.exposure, found.area_m2, run.city.zones, found.level, run.located.view(), run.assignments, *run.index, run.city.planes,
                                 options, run.context);
  find_trends(run);
}

}  // namespace bailiwick::cli
