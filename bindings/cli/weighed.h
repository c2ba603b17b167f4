/// The reports of one density surface.
#pragma once

#include "stages.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace bailiwick::cli {

/// Metric places in the study area, weights (empty: 1 each), and the numbers of the reports, rising.
struct Weighed {
  std::vector<double> x_m, y_m, weight;
  std::vector<std::uint32_t> report;

  [[nodiscard]] MetricView view() const { return {x_m, y_m}; }
  /// Added in rising order, so that the order of reports does not matter.
  [[nodiscard]] double total() const {
    auto rising = weight;
    std::sort(rising.begin(), rising.end());
    return weight.empty() ? static_cast<double>(report.size()) : std::accumulate(rising.begin(), rising.end(), 0.0);
  }
};

template <class Wanted>
Weighed weighed(const Run& run, const Wanted& wanted) {
  Weighed out;
  for (std::uint32_t i = 0; i < run.located.size(); ++i) {
    if (run.in_area[i] == 0 || !wanted(i)) continue;
    out.x_m.push_back(run.located.x_m[i]);
    out.y_m.push_back(run.located.y_m[i]);
    if (!run.located.weight.empty()) out.weight.push_back(run.located.weight[i]);
    out.report.push_back(i);
  }
  return out;
}

[[nodiscard]] inline DensityGrid surface_of(const Run& run, const Weighed& reports, const DensityOptions& options) {
  return density(reports.view(), reports.weight, run.density.lattice, run.density_inside, options, run.context);
}

/// The reports that take part where only places were kept, without their numbers; their columns are taken out of the run.
[[nodiscard]] Weighed places_of_density(Run& run);

/// Chooses kernel, bandwidth and cells and lays the lattice. False, and a warning says why, where there is nothing to estimate a density from.
[[nodiscard]] bool lay_density(Run& run, MetricView reports, std::span<const double> weight, DensityOptions& options);

/// The surfaces of categories and periods where run.surfaces is there, what they say of zones, and relative risk.
void find_surfaces(Run& run, const Weighed& all, const DensityOptions& options);

}  // namespace bailiwick::cli
