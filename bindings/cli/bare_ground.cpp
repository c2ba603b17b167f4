/// Ground for runs without zones: what needs a plane and a study area, but nobody who answers.
#include "stages.h"

#include "values.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace bailiwick::cli {
namespace {

using Place = std::pair<double, double>;

/// The reports that can be meant, without repeats: finite, not 0/0, and no farther from the middle nine tenths, per axis, than three times their
/// width, so that a single typing error does not stretch the city.
std::vector<Place> plausible(const layers::RawReports& reports) {
  std::vector<Place> places;
  for (std::size_t i = 0; i < reports.x.size(); ++i) {
    const double x = reports.x[i], y = reports.y[i];
    if (std::isfinite(x) && std::isfinite(y) && (x != 0 || y != 0)) places.emplace_back(x, y);
  }
  if (places.empty()) return places;
  const auto range = [&](double Place::*axis) {
    std::vector<double> values;
    for (const auto& place : places) values.push_back(place.*axis);
    std::sort(values.begin(), values.end());
    const double low = values[values.size() / 20], high = values[values.size() - 1 - values.size() / 20];
    return std::pair(low - 3 * (high - low), high + 3 * (high - low));
  };
  const auto x = range(&Place::first), y = range(&Place::second);
  std::erase_if(places, [&](const Place& p) { return p.first < x.first || p.first > x.second || p.second < y.first || p.second > y.second; });
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

/// The convex hull of sorted places, counter-clockwise and closed (Andrew 1979).
std::vector<Place> hull_of(const std::vector<Place>& places) {
  std::vector<Place> hull;
  const auto add = [&](const Place& place, std::size_t least) {
    const auto turns_left = [&] {
      const auto& a = hull[hull.size() - 2];
      const auto& b = hull.back();
      return (b.first - a.first) * (place.second - a.second) - (b.second - a.second) * (place.first - a.first) > 0;
    };
    while (hull.size() >= least && !turns_left()) hull.pop_back();
    hull.push_back(place);
  };
  for (const auto& place : places) add(place, 2);
  const auto upper = hull.size() + 1;
  for (auto place = places.rbegin(); place != places.rend(); ++place) {
    if (place != places.rbegin()) add(*place, upper);
  }
  return hull;
}

/// The ground that the reports span, as a file of one polygon in their own CRS.
layers::RawZones ground_of_reports(const Run& run) {
  const auto hull = hull_of(plausible(run.reports));
  if (hull.size() < 4) {
    throw Error(ErrorCode::invalid_argument, "no zones and no study area: expected reports at three places or more that are not in one line, found fewer; "
                                             "pass --area FILE or --zones LEVEL=FILE");
  }
  layers::RawZones ground;
  ground.source.crs = run.settings.reports_crs;
  ground.source.datum = run.settings.reports_datum;
  ground.crs_wkt = run.reports.crs_wkt;
  ground.crs_label = run.reports.crs_label;
  ground.source.file = run.settings.reports.front();
  ground.file_version = run.reports.file_versions.front();
  for (const auto& [x, y] : hull) ground.input.shapes.add_vertex(x, y);
  ground.input.shapes.end_ring();
  ground.input.shapes.end_part();
  ground.input.shapes.end_shape();
  return ground;
}

}  // namespace

void read_bare_ground(Run& run) {
  run.record.begin("read zones");
  const auto& s = run.settings;
  if (s.reports.empty()) throw UsageError("no reports: expected at least one file; pass --reports FILE or a project file");
  const bool given = !s.area.empty();
  auto level = given ? layers::read_area(s.area, s.area_layer, s.area_crs, s.area_datum, run.context) : ground_of_reports(run);
  if (given) run.area = level;
  level.source.level = level.input.name = "area";
  level.source.role = level.input.role = Role::partition;
  level.input.has_unit_field = true;  // and every unit is empty: nobody is known to answer
  level.input.rows.assign(level.input.shapes.size(), {"area", {}, {}, {}, {}, {}, std::numeric_limits<double>::quiet_NaN()});
  level.attributes = {};
  level.features = level.input.rows.size();
  run.levels.push_back(std::move(level));
  if (!given) run.reports.warnings.emplace_back("area_from_reports");
}

}  // namespace bailiwick::cli
