/// Reports as weighted places in one fixed order, so that sums over them never depend on the order of the reports.
#pragma once

#include <bailiwick/context.h>
#include <bailiwick/reports.h>

#include <span>
#include <vector>

namespace bailiwick::density_room {

/// Distinct places in the order of y, then x; the weights of a place are added in rising order.
struct Places {
  std::vector<double> x, y, weight;
  double total = 0;  ///< of the weights, added in the order of the places

  [[nodiscard]] std::size_t size() const { return x.size(); }
};

/// Throws Error(invalid_coordinate) naming the first report that is not
/// finite, Error(invalid_argument) for a weight that is negative or not finite and for columns of different lengths.
void check_places(MetricView reports, std::span<const double> weight);

/// Merges reports with equal coordinates. Empty `weight`: each counts 1. Checks them first.
[[nodiscard]] Places merged_places(MetricView reports, std::span<const double> weight, const Context& context = {});

/// The same without places that weigh nothing.
[[nodiscard]] Places weighty_places(MetricView reports, std::span<const double> weight, const Context& context = {});

/// Weighted sums of the squared distances from the mean, per axis.
struct Squares {
  double x, y;
};
[[nodiscard]] Squares squares_of(const Places& places);

}  // namespace bailiwick::density_room
