#include <bailiwick/periods.h>

#include <algorithm>
#include <cmath>

#include "hotspots/conditional.h"

namespace bailiwick {
namespace {

/// n (n - 1) (2 n + 5)
double triple(double n) { return n * (n - 1) * (2 * n + 5); }

double median(std::vector<double>& values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

}  // namespace

Trend mann_kendall(std::span<const double> series) {
  Trend trend;
  std::vector<double> slopes;
  for (std::size_t i = 0; i < series.size(); ++i) {
    for (std::size_t j = i + 1; j < series.size(); ++j) {
      trend.s += series[j] > series[i] ? 1 : series[j] < series[i] ? -1 : 0;
      slopes.push_back((series[j] - series[i]) / static_cast<double>(j - i));
    }
  }
  std::vector<double> sorted(series.begin(), series.end());
  std::sort(sorted.begin(), sorted.end());
  double ties = 0;
  for (std::size_t first = 0, last = 0; first < sorted.size(); first = last) {
    while (last < sorted.size() && sorted[last] == sorted[first]) ++last;
    ties += triple(static_cast<double>(last - first));
  }
  trend.variance = (triple(static_cast<double>(series.size())) - ties) / 18;
  const auto s = static_cast<double>(trend.s);
  if (trend.variance > 0 && trend.s != 0) trend.z = (s - (s > 0 ? 1 : -1)) / std::sqrt(trend.variance);
  trend.p = hotspots_room::two_sided_normal(trend.z);
  trend.slope = median(slopes);
  return trend;
}

void add_trends(HotspotAreas& areas, std::span<const std::uint32_t> cell_of_report, std::span<const std::int32_t> period, std::int32_t periods) {
  if (period.size() != cell_of_report.size()) {
    throw Error(ErrorCode::invalid_argument, "trends: expected a period for each of " + std::to_string(cell_of_report.size()) + " reports, found " +
                                                 std::to_string(period.size()));
  }
  if (periods < 3) return;
  std::vector<std::pair<std::uint32_t, std::size_t>> area_of_cell;
  for (std::size_t area = 0; area < areas.size(); ++area) {
    for (const auto cell : areas.cells[area]) area_of_cell.emplace_back(cell, area);
  }
  std::sort(area_of_cell.begin(), area_of_cell.end());
  std::vector<std::vector<double>> series(areas.size(), std::vector<double>(static_cast<std::size_t>(periods), 0.0));
  for (std::size_t i = 0; i < period.size(); ++i) {
    if (period[i] < 0 || period[i] >= periods) continue;
    const auto found = std::lower_bound(area_of_cell.begin(), area_of_cell.end(), std::pair{cell_of_report[i], std::size_t{0}});
    if (found != area_of_cell.end() && found->first == cell_of_report[i]) ++series[found->second][static_cast<std::size_t>(period[i])];
  }
  for (std::size_t area = 0; area < areas.size(); ++area) {
    const auto trend = mann_kendall(series[area]);
    areas.trend[area] = trend.slope;
    areas.trend_p[area] = trend.p;
  }
}

}  // namespace bailiwick
