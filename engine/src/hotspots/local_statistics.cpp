#include <bailiwick/autocorrelation.h>
#include <bailiwick/error.h>

#include <algorithm>
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

/// From the sums over the neighbours: `own` and `sum` give a place's value and its neighbours' sum.
template <class Lags, class Own, class Sum>
LocalStatistics statistics_of(const Lags& lags, const Moments& moments, Style style, const GiOptions& options, const Context& context, Own own_of, Sum sum_of) {
  auto conditional = hotspots_room::conditional_tails(lags, options, context);
  LocalStatistics result;
  const std::size_t places = lags.size();
  for (auto* const column : {&result.gi_star_z, &result.gi_z, &result.moran, &result.p, &result.p_normal}) column->resize(places);
  result.quadrant.resize(places);
  const double squares = moments.n * moments.variance;
  for (std::size_t i = 0; i < places; ++i) {
    const double own = own_of(i), k = lags.neighbours[i], sum = sum_of(i);
    result.gi_star_z[i] = hotspots_room::gi_star(moments, k + 1, sum + own);
    result.gi_z[i] = k > 0 ? gi(moments, own, k, sum) : 0.0;
    const double deviation = own - moments.mean, lag = k > 0 ? sum / k - moments.mean : 0.0;
    result.moran[i] = squares > 0 ? (moments.n - 1) * deviation * lag / squares * (style == Style::binary ? k : 1.0) : 0.0;
    result.quadrant[i] = k > 0 ? quadrant_of(deviation, lag) : Quadrant::none;
    result.p[i] = hotspots_room::two_sided(conditional.tails[i]);
    result.p_normal[i] = hotspots_room::two_sided_normal(result.gi_z[i]);
  }
  result.q = adjusted(result.p, options.correction);
  result.tests = places;
  result.method = std::move(conditional.method);
  return result;
}

LocalStatistics of_counts(const hotspots_room::Lags& lags, Style style, const GiOptions& options, const Context& context) {
  return statistics_of(
      lags, hotspots_room::moments_of(lags), style, options, context, [&](std::size_t i) { return static_cast<double>(lags.count[i]); },
      [&](std::size_t i) { return static_cast<double>(lags.sum[i]); });
}

LocalStatistics of_values(const hotspots_room::LagsOf<std::uint64_t>& lags, const hotspots_room::Steps& steps, std::span<const double> value, Style style,
                          const GiOptions& options, const Context& context) {
  std::vector<double> taking_part;
  taking_part.reserve(lags.size());
  for (const auto cell : lags.cell) taking_part.push_back(value[cell]);
  return statistics_of(
      lags, hotspots_room::moments_of(taking_part), style, options, context, [&](std::size_t i) { return taking_part[i]; },
      [&](std::size_t i) { return steps.sum(lags.sum[i], lags.neighbours[i]); });
}

void check_length(std::size_t places, std::size_t found) {
  if (found == places) return;
  throw Error(ErrorCode::invalid_argument, "local statistics: expected a value for each of " + std::to_string(places) + " places, found " + std::to_string(found));
}

void check_finite(std::span<const double> value, std::span<const std::uint8_t> inside) {
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (std::isfinite(value[i]) || (!inside.empty() && inside[i] == 0)) continue;
    throw Error(ErrorCode::invalid_argument, "local statistics, place " + std::to_string(i) + ": expected a finite value, found another; leave the place out", {},
                static_cast<std::int64_t>(i));
  }
}

std::uint64_t most_neighbours(const Weights& weights) {
  std::uint64_t most = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) most = std::max<std::uint64_t>(most, weights.of(i).size());
  return most;
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
  check_length(weights.size(), count.size());
  return of_counts(hotspots_room::lags(count, weights), weights.style, options, context);
}

LocalStatistics local_statistics(std::span<const double> value, const Weights& weights, const GiOptions& options, const Context& context) {
  check_length(weights.size(), value.size());
  check_finite(value, {});
  const auto steps = hotspots_room::steps_of(value, {}, most_neighbours(weights) + 1);
  return of_values(hotspots_room::lags(steps.step, weights), steps, value, weights.style, options, context);
}

LocalStatistics local_statistics(const Lattice& lattice, std::span<const std::uint32_t> count, std::span<const std::uint8_t> inside, const GiOptions& options,
                                 const Context& context) {
  check_length(lattice.size(), count.size());
  if (!inside.empty()) check_length(lattice.size(), inside.size());
  return of_counts(hotspots_room::lags(lattice, count, inside, options.neighbours), options.style, options, context);
}

LocalStatistics local_statistics(const Lattice& lattice, std::span<const double> value, std::span<const std::uint8_t> inside, const GiOptions& options,
                                 const Context& context) {
  check_length(lattice.size(), value.size());
  if (!inside.empty()) check_length(lattice.size(), inside.size());
  check_finite(value, inside);
  constexpr std::uint64_t kMostBesides = 8;
  const auto steps = hotspots_room::steps_of(value, inside, kMostBesides + 1);
  return of_values(hotspots_room::lags(lattice, steps.step, inside, options.neighbours), steps, value, options.style, options, context);
}

}  // namespace bailiwick
