/// The two stages that lay a grid over the city: density and hotspots, with their rules for what the user left open.
#include "stages.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace bailiwick::cli {
namespace {

constexpr std::uint64_t kDensityCells = 4'000'000;  // what a map needs at most; more only costs time
constexpr double kSmallestCell_m = 50;              // below it positions of reports (geocodes, GPS) say nothing

/// The largest of 1, 2, 5 x 10^k that is not above `value`.
double rounded_down(double value) {
  const double power = std::pow(10, std::floor(std::log10(value)));
  for (const double step : {5.0, 2.0}) {
    if (step * power <= value * (1 + 1e-12)) return step * power;
  }
  return power;
}
/// The next step up: 1 -> 2 -> 5 -> 10.
double next_step(double value) {
  const double power = std::pow(10, std::floor(std::log10(value * (1 + 1e-12))));
  for (const double step : {2.0, 5.0}) {
    if (step * power > value * (1 + 1e-9)) return step * power;
  }
  return 10 * power;
}
double rounded_up(double value) {
  const double down = rounded_down(value);
  return down >= value * (1 - 1e-12) ? down : next_step(down);
}

/// Metric positions of the reports in the study area.
struct Inside {
  std::vector<double> x_m, y_m;
  [[nodiscard]] MetricView view() const { return {x_m, y_m}; }
};
Inside inside_area(const Run& run) {
  Inside inside;
  for (std::size_t i = 0; i < run.located.size(); ++i) {
    if (run.in_area[i] == 0) continue;
    inside.x_m.push_back(run.located.x_m[i]);
    inside.y_m.push_back(run.located.y_m[i]);
  }
  return inside;
}

std::size_t count_inside(const Run& run) { return std::accumulate(run.in_area.begin(), run.in_area.end(), std::size_t{0}); }

double ground_m2(const Run& run) {
  const auto ground = densified(run.city.area.shape.view(), run.city.planes.to_area, 0.01);
  const auto areas = signed_ring_areas(ground.view());
  return std::abs(std::accumulate(areas.begin(), areas.end(), 0.0));
}

/// The lattice at the given cell size, or at the first larger step that stays under the limit when the size was ours to choose.
Lattice fitting_lattice(const PolygonsView& ground, double cell_m, bool given, std::uint64_t max_cells) {
  for (int step = 0;; ++step) {
    try {
      return lattice_over(ground, cell_m, 0, {max_cells});
    } catch (const Error& error) {
      if (given || error.code() != ErrorCode::limit_exceeded || step == 40) throw;
      cell_m = next_step(cell_m);
    }
  }
}

Bandwidth chosen_bandwidth(const Run& run, const Inside& reports) {
  const double given = run.settings.bandwidth_m;
  try {
    auto rule = arcgis_bandwidth(reports.view());
    if (given == 0 || given == rule.radius_m) return rule;
  } catch (const Error& error) {
    if (given == 0) throw;
  }
  return {given, "given", fmt::format("{} m, as given", given)};
}

std::string cell_rule(double side, double area_m2, std::size_t reports) {
  return fmt::format("{} m: sqrt(2 x {:.3f} km2 / {} reports) rounded up to 1, 2 or 5 x 10^k, at least {:.0f} m (Griffith's quadrat rule)", side,
                     area_m2 / 1e6, reports, kSmallestCell_m);
}

/// 0 where there is nothing to divide by.
double cell_by_rule(double area_m2, std::size_t reports) {
  if (reports == 0 || !(area_m2 > 0)) return 0;
  return rounded_up(std::max(kSmallestCell_m, std::sqrt(2 * area_m2 / static_cast<double>(reports))));
}

constexpr double kManyOutside = 0.1;

/// Hotspots that were tested on nothing, or without many of the reports, look like a city at ease.
void warn_of_cells(Run& run) {
  if (std::all_of(run.cells_inside.begin(), run.cells_inside.end(), [](auto inside) { return inside == 0; })) {
    run.warn("no_hotspots.cells", {{"cell", fmt::format("{}", run.lattice.cell_m)}});
  }
  const auto outside = static_cast<double>(run.reports_outside_cells), located = static_cast<double>(run.located.size());
  if (outside > kManyOutside * located) {
    run.warn("outside_cells", {{"outside", std::to_string(run.reports_outside_cells)}, {"reports", std::to_string(run.located.size())}});
  }
}

}  // namespace

void estimate_density(Run& run) {
  run.record.begin("density");
  const auto reports = inside_area(run);
  if (reports.x_m.empty()) {
    run.warn("no_density.reports");
    return;
  }
  DensityOptions options;
  options.kernel = run.settings.kernel;
  try {
    options.bandwidth = chosen_bandwidth(run, reports);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::invalid_argument) throw;
    run.warn("no_density.places");  // all that the rule asks for
    return;
  }
  const auto ground = densified(run.city.area.shape.view(), run.city.planes.to_metric, 0.01);
  const bool given = run.settings.density_cell_m > 0;
  const double cell = given ? run.settings.density_cell_m : rounded_down(options.bandwidth.radius_m / 10);
  const auto lattice = fitting_lattice(ground.view(), cell, given, given ? run.settings.max_cells : kDensityCells);
  const auto inside = bailiwick::cells_inside(lattice, ground.view());
  run.density = density(reports.view(), {}, lattice, inside, options, run.context);
  run.density_breaks = density_breaks(run.density);
}

void find_hotspots(Run& run) {
  run.record.begin("hotspots");
  const double area = ground_m2(run);
  const auto reports = count_inside(run);
  const double by_rule = cell_by_rule(area, reports);
  const bool given = run.settings.cell_m > 0;
  if (reports == 0 || (!given && by_rule == 0)) {
    run.warn(reports == 0 ? "no_hotspots.reports" : "no_hotspots.ground");
    return;
  }
  const auto ground = densified(run.city.area.shape.view(), run.city.planes.to_metric, 0.01);
  run.lattice = fitting_lattice(ground.view(), given ? run.settings.cell_m : by_rule, given, run.settings.max_cells);
  const double side = run.lattice.cell_m;
  run.cell_reason = side == by_rule ? cell_rule(side, area, reports) : fmt::format("{} m, {}", side, given ? "as given" : "enlarged to stay under --max-cells");
  if (side == by_rule) run.settings.cell_m = 0;
  run.cells_inside = bailiwick::cells_inside(run.lattice, ground.view());
  auto cells = cell_of(run.lattice, run.located.metric());
  for (auto& cell : cells) {
    if (cell != kNoCell && run.cells_inside[cell] == 0) cell = kNoCell;
    run.reports_outside_cells += cell == kNoCell ? 1 : 0;
  }
  warn_of_cells(run);
  run.cell_counts = bailiwick::counts(run.lattice, cells);
  GiOptions options;
  options.neighbours = run.settings.neighbours;
  options.correction = run.settings.correction;
  run.gi = getis_ord(run.lattice, run.cell_counts, run.cells_inside, options, run.context);
  AreaOptions areas;
  areas.assign = assign_options(run);
  run.areas = hotspot_areas(run.lattice, run.gi, cells, run.located.view(), run.assignments, *run.index, run.city.planes, areas, run.context);
}

}  // namespace bailiwick::cli
