/// The ground that grids are laid over, and hotspots on its cells, of the size that the user gave or the engine's rule chose.
#include "density_choice.h"
#include "stages.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace bailiwick::cli {
namespace {

constexpr std::uint64_t kHotspotCells = 5'000'000;  // each is tested and drawn as a square, some 500 bytes in every file of the layer

std::uint64_t most_hotspot_cells(const Run& run) { return std::min(kHotspotCells, run.settings.max_cells); }

std::size_t count_inside(const Run& run) { return std::accumulate(run.in_area.begin(), run.in_area.end(), std::size_t{0}); }

double ground_m2(const Run& run) {
  const auto ground = densified(run.city.area.shape.view(), run.city.planes.to_area, 0.01);
  const auto areas = signed_ring_areas(ground.view());
  return std::abs(std::accumulate(areas.begin(), areas.end(), 0.0));
}

/// The size of the hotspot cells with its reason: as given, kept from an earlier run, or by rule and enlarged where that makes too many cells.
CellChoice chosen_cell(const Run& run, std::size_t reports) {
  const auto& s = run.settings;
  if (s.cell_m > 0 && !s.cell_by_rule) return {s.cell_m, fmt::format("{} m, as given", s.cell_m)};
  auto rule = hotspot_cell(run.ground.view(), ground_m2(run), reports, {most_hotspot_cells(run)}, s.cell_shape);
  if (s.cell_m == 0 || s.cell_m == rule.cell_m) return rule;
  return {s.cell_m, fmt::format("{} m, kept from an earlier run in which it was chosen by rule", s.cell_m)};
}

/// Places the reports in cells. A report outside the study area is in none, even where a cell at the rim reaches out to it; nor is one whose cell
/// takes no part because its centre lies outside.
std::vector<std::uint32_t> cells_of_reports(Run& run) {
  auto cells = cell_of(run.lattice, run.located.metric());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (run.in_area[i] == 0) {
      cells[i] = kNoCell;
      ++run.reports_outside_area;
    } else if (cells[i] == kNoCell || run.cells_inside[cells[i]] == 0) {
      cells[i] = kNoCell;
      ++run.reports_outside_cells;
    }
  }
  return cells;
}

constexpr double kManyOutside = 0.1;

/// Hotspots that were tested on nothing, or without many of the reports, look like a city at ease.
void warn_of_cells(Run& run) {
  if (std::all_of(run.cells_inside.begin(), run.cells_inside.end(), [](auto inside) { return inside == 0; })) {
    run.warn("no_hotspots.cells", {{"cell", fmt::format("{}", run.lattice.cell_m)}});
  }
  const auto outside = run.reports_outside_area + run.reports_outside_cells;
  if (static_cast<double>(outside) > kManyOutside * static_cast<double>(run.located.size())) {
    run.warn("outside_cells", {{"outside", std::to_string(outside)}, {"reports", std::to_string(run.located.size())}});
  }
}

}  // namespace

void lay_ground(Run& run, bool for_density, bool for_hotspots) {
  run.ground = densified(run.city.area.shape.view(), run.city.planes.to_metric, 0.01);
  if (run.ground.x.empty()) return;  // a city without partition levels; the stages say so
  const auto refuse_cell = [&](double cell_m, std::uint64_t most, CellShape shape) {
    if (cell_m > 0) (void)lattice_over(run.ground.view(), cell_m, 0, {most}, shape);
  };
  if (for_density) {
    refuse_density(run.settings, run.ground);
  }
  if (for_hotspots) refuse_cell(run.settings.cell_m, most_hotspot_cells(run), run.settings.cell_shape);
}

void find_hotspots(Run& run) {
  run.record.begin("hotspots");
  const auto reports = count_inside(run);
  if (reports == 0 || ground_m2(run) == 0) {
    run.warn(reports == 0 ? "no_hotspots.reports" : "no_hotspots.ground");
    return;
  }
  const auto chosen = chosen_cell(run, reports);
  run.cell_reason = chosen.reason;
  run.lattice = lattice_over(run.ground.view(), chosen.cell_m, 0, {most_hotspot_cells(run)}, run.settings.cell_shape);
  run.cells_inside = bailiwick::cells_inside(run.lattice, run.ground.view());
  run.place_of_report = cells_of_reports(run);
  const auto& cells = run.place_of_report;
  warn_of_cells(run);
  run.cell_counts = bailiwick::counts(run.lattice, cells);
  GiOptions options;
  options.neighbours = run.settings.neighbours;
  options.correction = run.settings.correction;
  options.seed = run.settings.seed;
  run.gi = getis_ord(run.lattice, run.cell_counts, run.cells_inside, options, run.context);
  AreaOptions areas;
  areas.assign = assign_options(run);
  areas.neighbours = options.neighbours;
  run.areas = hotspot_areas(run.lattice, run.gi, cells, run.located.view(), run.assignments, *run.index, run.city.planes, areas, run.context);
  find_trends(run);
}

}  // namespace bailiwick::cli
