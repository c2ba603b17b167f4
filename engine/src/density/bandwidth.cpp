#include <bailiwick/bandwidth.h>
#include <bailiwick/error.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "density/likelihood.h"
#include "density/places.h"
#include "density/round_numbers.h"

namespace bailiwick {
namespace {

using density_room::Places;
using density_room::text;

/// The smallest value at which half of the weight is reached; the mean of two values where a value ends exactly at the half, which makes it
/// the usual median when all weights are 1.
double weighted_median(const std::vector<double>& value, const Places& places) {
  std::vector<std::size_t> order(value.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return value[a] < value[b]; });
  double reached = 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    reached += places.weight[order[k]];
    if (2 * reached == places.total && k + 1 < order.size()) return (value[order[k]] + value[order[k + 1]]) / 2;
    if (2 * reached > places.total) return value[order[k]];
  }
  return value[order.back()];
}

struct Spread {
  double standard_distance, median_distance;
};

Spread spread_of(const Places& places) {
  double sum_x = 0, sum_y = 0;  // about the first place, so that far origins cost no digits
  for (std::size_t i = 0; i < places.size(); ++i) {
    sum_x += places.weight[i] * (places.x[i] - places.x[0]);
    sum_y += places.weight[i] * (places.y[i] - places.y[0]);
  }
  const double mean_x = places.x[0] + sum_x / places.total, mean_y = places.y[0] + sum_y / places.total;
  std::vector<double> distance(places.size());
  double squares = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const double dx = places.x[i] - mean_x, dy = places.y[i] - mean_y;
    distance[i] = std::sqrt(dx * dx + dy * dy);
    squares += places.weight[i] * (dx * dx + dy * dy);
  }
  return {std::sqrt(squares / places.total), weighted_median(distance, places)};
}

/// A standard deviation with the sentence that led to it.
struct Sigma {
  double sigma_m;
  std::string reason;
};

Sigma sigma_by_spread(BandwidthRule rule, const Places& places) {
  const bool enough = places.size() > 1 && places.total > 1, is_scott = rule == BandwidthRule::scott;
  const auto squares = density_room::squares_of(places);
  const double xx = enough ? squares.x / (places.total - 1) : 0, yy = enough ? squares.y / (places.total - 1) : 0;  // variances per axis
  const double deviation = is_scott ? std::sqrt(std::sqrt(xx) * std::sqrt(yy)) : std::sqrt((xx + yy) / 2);
  if (!(deviation > 0)) {
    throw Error(ErrorCode::invalid_argument, "bandwidth by rule " + std::string(code(rule)) + ": expected reports spread " +
                                                 (is_scott ? "along both axes" : "over two places or more") + ", found none; name a bandwidth such as 500m");
  }
  const double sigma = deviation * std::pow(places.total, -1.0 / 6);
  return {sigma, std::string(is_scott ? "Scott's" : "Silverman's") + " sigma = s n^(-1/6) with s = " + text(deviation, 1) + " m and n = " +
                     text(places.total, 3) + " is " + text(sigma, 1) + " m"};
}

Sigma sigma_by_likelihood(const Places& places, const Context& context) {
  const auto best = density_room::likeliest_sigma(places, context);
  std::string reason = "likelihood cross-validation over " + text(static_cast<double>(places.size()), 0) + " places: sigma " + text(best.sigma_m, 1) + " m";
  if (best.sample < places.size()) {
    reason += ", found on a sample of " + text(static_cast<double>(best.sample), 0) + " and scaled by (sample / places)^(1/6)";
  }
  if (best.at_end) reason += ", the " + std::string(best.at_end < 0 ? "smallest" : "largest") + " that was tried";
  return {best.sigma_m, reason};
}

}  // namespace

Bandwidth arcgis_bandwidth(MetricView reports, std::span<const double> weight) {
  const auto places = density_room::weighty_places(reports, weight);
  if (places.size() < 2) {
    throw Error(ErrorCode::invalid_argument, "bandwidth by ArcGIS's rule: expected reports in two places or more, found " +
                                                 std::to_string(places.size()) + "; name a bandwidth such as 500m");
  }
  const auto [standard_distance, median_distance] = spread_of(places);
  const double from_median = std::sqrt(1 / std::numbers::ln2) * median_distance;
  const double distance = median_distance > 0 ? std::min(standard_distance, from_median) : standard_distance;
  Bandwidth bandwidth;
  bandwidth.radius_m = 0.9 * distance * std::pow(places.total, -0.2);
  bandwidth.rule = "arcgis";
  bandwidth.reason = "ArcGIS's default radius 0.9 min(SD, sqrt(1/ln 2) Dm) n^(-1/5) with standard distance SD = " + text(standard_distance, 1) +
                     " m, median distance Dm = " + text(median_distance, 1) + " m and n = " + text(places.total, 3) + " gives " +
                     text(bandwidth.radius_m, 1) + " m";
  if (median_distance <= 0) bandwidth.reason += " (SD alone: half of the reports lie in one place)";
  return bandwidth;
}

std::string_view code(BandwidthRule rule) {
  switch (rule) {
    case BandwidthRule::arcgis: return "arcgis";
    case BandwidthRule::silverman: return "silverman";
    case BandwidthRule::scott: return "scott";
    case BandwidthRule::likelihood: return "likelihood";
  }
  return "unknown";
}

double deviation_per_radius(Kernel kernel) {
  switch (kernel) {  // half of the mean squared distance from the centre, in the plane
    case Kernel::quartic: return std::sqrt(1.0 / 8);
    case Kernel::epanechnikov: return std::sqrt(1.0 / 6);
    case Kernel::uniform: return std::sqrt(1.0 / 4);
    case Kernel::triangular: return std::sqrt(3.0 / 20);
    case Kernel::triweight: return std::sqrt(1.0 / 10);
    case Kernel::gaussian: return 1;
  }
  return 1;
}

Bandwidth bandwidth_by(BandwidthRule rule, Kernel kernel, MetricView reports, std::span<const double> weight, const Context& context) {
  if (rule == BandwidthRule::arcgis) {
    auto bandwidth = arcgis_bandwidth(reports, weight);
    if (kernel != Kernel::gaussian) return bandwidth;
    bandwidth.radius_m *= deviation_per_radius(Kernel::quartic);
    bandwidth.reason += " for its quartic kernel; the sigma that smooths as much is 1/sqrt(8) of it, " + text(bandwidth.radius_m, 1) + " m";
    return bandwidth;
  }
  const auto places = density_room::weighty_places(reports, weight);
  const auto sigma = rule == BandwidthRule::likelihood ? sigma_by_likelihood(places, context) : sigma_by_spread(rule, places);
  Bandwidth bandwidth;
  bandwidth.rule = code(rule);
  bandwidth.radius_m = sigma.sigma_m / deviation_per_radius(kernel);
  bandwidth.reason = sigma.reason;
  if (kernel != Kernel::gaussian) {
    bandwidth.reason += ", as a radius of the " + std::string(code(kernel)) + " kernel " + text(bandwidth.radius_m, 1) + " m";
  }
  return bandwidth;
}

}  // namespace bailiwick
