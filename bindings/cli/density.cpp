/// Density: one surface of all reports in the study area.
#include "density_choice.h"
#include "weighed.h"

#include <bailiwick/error.h>

#include <algorithm>
#include <set>
#include <utility>

namespace bailiwick::cli {
namespace {

/// Coordinates of the study area that hold many reports.
std::vector<Pile> piles_of(const Run& run) {
  std::vector<double> x, y;
  for (std::size_t i = 0; i < run.located.size(); ++i) {
    if (run.in_area[i] == 0) continue;
    x.push_back(run.located.x[i]);
    y.push_back(run.located.y[i]);
  }
  constexpr double kLeastShare = 0.001;
  constexpr std::uint64_t kLeastReports = 10;
  return piles(x, y, kLeastShare, kLeastReports);
}

/// What lies on one of them.
std::vector<std::uint8_t> on_a_pile(const Run& run, const std::vector<Pile>& piles) {
  std::set<std::pair<double, double>> places;
  for (const auto& pile : piles) places.emplace(pile.x, pile.y);
  std::vector<std::uint8_t> on(run.located.size(), 0);
  for (std::size_t i = 0; i < on.size(); ++i) on[i] = places.contains({run.located.x[i] + 0.0, run.located.y[i] + 0.0}) ? 1 : 0;
  return on;
}

/// Reports that take part in the density, piles found and left out where that is asked for.
Weighed reports_of_density(Run& run) {
  if (!run.surfaces) return weighed(run, [](std::uint32_t) { return true; });
  auto& found = *run.surfaces;
  found.piles = piles_of(run);
  if (!run.settings.without_piles) return weighed(run, [](std::uint32_t) { return true; });
  const auto on = on_a_pile(run, found.piles);
  auto kept = weighed(run, [&](std::uint32_t i) { return on[i] == 0; });
  found.left_out = static_cast<std::uint64_t>(std::count(run.in_area.begin(), run.in_area.end(), std::uint8_t{1})) - kept.report.size();
  return kept;
}

}  // namespace

Weighed places_of_density(Run& run) {
  auto& located = run.located;
  std::vector<std::uint8_t> left_out;
  if (run.settings.without_piles) left_out = on_a_pile(run, piles_of(run));
  located.x = located.y = {};
  std::size_t kept = 0;
  for (std::size_t i = 0; i < run.in_area.size(); ++i) {
    if (run.in_area[i] == 0 || (!left_out.empty() && left_out[i] != 0)) continue;
    located.x_m[kept] = located.x_m[i];
    located.y_m[kept] = located.y_m[i];
    if (!located.weight.empty()) located.weight[kept] = located.weight[i];
    ++kept;
  }
  run.in_area = {};
  located.x_m.resize(kept);
  located.y_m.resize(kept);
  if (!located.weight.empty()) located.weight.resize(kept);
  return {std::move(located.x_m), std::move(located.y_m), std::move(located.weight), {}};
}

bool lay_density(Run& run, MetricView reports, std::span<const double> weight, DensityOptions& options) {
  if (reports.size() == 0) {
    run.warn("no_density.reports");
    return false;
  }
  options.kernel = run.settings.kernel;
  options.edge = run.settings.edge;
  options.adaptive = run.settings.adaptive;
  options.gaussian_bound = run.settings.gaussian_bound;
  try {
    options.bandwidth = chosen_bandwidth(run.settings, reports, weight, run.context);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::invalid_argument) throw;
    run.warn("no_density.places");  // all that the rule asks for
    return false;
  }
  const auto most = run.settings.max_cells;
  const double given = run.settings.density_cell_m;
  const double cell = given > 0 ? given : density_cell(options.bandwidth, run.ground.view(), std::min(kMostCellsByRule, most)).cell_m;
  run.density.lattice = lattice_over(run.ground.view(), cell, 0, {most});
  run.density.bandwidth = options.bandwidth;
  return true;
}

void estimate_density(Run& run) {
  run.record.begin("density");
  const auto reports = reports_of_density(run);
  DensityOptions options;
  if (!lay_density(run, reports.view(), reports.weight, options)) return;
  run.density_inside = cells_inside(run.density.lattice, run.ground.view());
  run.density = surface_of(run, reports, options);
  run.density_breaks = density_breaks(run.density);
  if (run.density_breaks.empty()) run.warn("no_density.reached");
  if (run.surfaces) find_surfaces(run, reports, options);
}

}  // namespace bailiwick::cli
