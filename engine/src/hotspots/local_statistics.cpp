#include <bailiwick/autocorrelation.h>
#include <bailiwick/error.h>

#include <cmath>

#include "hotspots/conditional.h"
#include "hotspots/neighbour_sums.h"

namespace bailiwick {
namespace {

using hotspots_room::Moments;

/// Gi: the sum of k neighbours against mean and variance of the other n - 1 counts (Ord and Getis 1995, eq. 14.2). It is the mean and variance of
/// drawing k of them without replacement.
double gi(const Moments& all, double own, double neighbours, double sum) {
  const double others = all.n - 1;
  if (others < 2) return 0;
  const double mean = (all.n * all.mean - own) / others;
  const double squares = all.n * (all.variance + all.mean * all.mean) - own * own;
  const double variance = squares / others - mean * mean;
  const double spread = variance * (others * neighbours - neighbours * neighbours) / (others - 1);
  return spread > 1e-12 * squares ? (sum - neighbours * mean) / std::sqrt(spread) : 0.0;
}

Quadrant quadrant_of(double own, double lag) {
  if (own == 0 || lag == 0) return Quadrant::none;
  if (own > 0) return lag > 0 ? Quadrant::high_high : Quadrant::high_low;
  return lag > 0 ? Quadrant::low_high : Quadrant::low_low;
}

}  // namespace

std::string_view code(Quadrant quadrant) {
  switch (quadrant) {
    case Quadrant::none: return "none";
    case Quadrant::high_high: return "high-high";
    case Quadrant::low_high: return "low-high";
    case Quadrant::low_low: return "low-low";
    case Quadrant::high_low: return "high-low";
  }
  return "unknown";
}

LocalStatistics local_statistics(std::span<const std::uint32_t> count, const Weights& weights, const GiOptions& options, const Context& context) {
  if (count.size() != weights.size()) {
    throw Error(ErrorCode::invalid_argument, "local statistics: expected a count for each of " + std::to_string(weights.size()) +
                                                 " places, found " + std::to_string(count.size()));
  }
  const auto lags = hotspots_room::lags(count, weights);
  const auto moments = hotspots_room::moments_of(lags);
  auto conditional = hotspots_room::conditional_tails(lags, options, context);
  LocalStatistics result;
  for (std::size_t i = 0; i < lags.size(); ++i) {
    const double own = lags.count[i], k = lags.neighbours[i], sum = static_cast<double>(lags.sum[i]);
    result.gi_star_z.push_back(hotspots_room::gi_star(moments, k + 1, sum + own));
    result.gi_z.push_back(k > 0 ? gi(moments, own, k, sum) : 0.0);
    const double deviation = own - moments.mean, lag = k > 0 ? sum / k - moments.mean : 0.0;
    const double squares = moments.n * moments.variance;
    result.moran.push_back(squares > 0 ? (moments.n - 1) * deviation * lag / squares : 0.0);
    result.quadrant.push_back(k > 0 ? quadrant_of(deviation, lag) : Quadrant::none);
    result.p.push_back(hotspots_room::two_sided(conditional.tails[i]));
    result.p_normal.push_back(hotspots_room::two_sided_normal(result.gi_z.back()));
  }
  result.q = adjusted(result.p, options.correction);
  result.tests = lags.size();
  result.method = std::move(conditional.method);
  return result;
}

}  // namespace bailiwick
