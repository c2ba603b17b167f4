#include <bailiwick/error.h>
#include <bailiwick/exposure.h>

#include <cmath>
#include <limits>

#include "hotspots/binomial.h"
#include "hotspots/conditional.h"

namespace bailiwick {
namespace {

constexpr double kNotTested = std::numeric_limits<double>::quiet_NaN();

/// Totals in the order of the zones, which is canonical.
struct Totals {
  std::uint64_t reports = 0;
  double exposure = 0;
};

Totals checked_totals(std::span<const std::uint64_t> count, std::span<const double> exposure) {
  if (count.size() != exposure.size()) {
    throw Error(ErrorCode::invalid_argument, "zones: expected an exposure for each of " + std::to_string(count.size()) + " counts, found " +
                                                 std::to_string(exposure.size()));
  }
  Totals totals;
  for (std::size_t i = 0; i < count.size(); ++i) {
    if (!std::isfinite(exposure[i]) || exposure[i] < 0 || (exposure[i] == 0 && count[i] > 0)) {
      throw Error(ErrorCode::invalid_argument, "zone " + std::to_string(i) + ": expected an exposure above 0 where there are reports and 0 or more "
                                                   "elsewhere, found another; correct the field or leave the zone out", {}, static_cast<std::int64_t>(i));
    }
    totals.reports += count[i];
    totals.exposure += exposure[i];
  }
  return totals;
}

/// Sum over a zone and its neighbours.
template <typename Value>
Value with_neighbours(std::span<const Value> value, const Weights& weights, std::size_t zone) {
  Value sum = value[zone];
  for (const auto other : weights.of(zone)) sum += value[other];
  return sum;
}

/// Gi* of the rates over the zones that have one.
std::vector<double> gi_star_of_rates(const std::vector<double>& rate, const Weights& weights) {
  hotspots_room::Moments moments;
  double squares = 0;
  for (const double r : rate) {
    if (std::isnan(r)) continue;
    moments.n += 1;
    moments.mean += r;
  }
  moments.mean /= moments.n;
  for (const double r : rate) squares += std::isnan(r) ? 0.0 : (r - moments.mean) * (r - moments.mean);
  moments.variance = squares / moments.n;
  std::vector<double> z(rate.size(), kNotTested);
  for (std::size_t i = 0; i < rate.size(); ++i) {
    if (std::isnan(rate[i])) continue;
    double sum = rate[i], places = 1;
    for (const auto other : weights.of(i)) {
      if (std::isnan(rate[other])) continue;
      sum += rate[other];
      places += 1;
    }
    z[i] = hotspots_room::gi_star(moments, places, sum);
  }
  return z;
}

}  // namespace

std::vector<double> empirical_bayes(std::span<const std::uint64_t> count, std::span<const double> exposure) {
  const Totals totals = checked_totals(count, exposure);
  std::vector<double> smoothed(count.size(), kNotTested);
  if (!(totals.exposure > 0)) return smoothed;
  const double mean = static_cast<double>(totals.reports) / totals.exposure;
  double between = 0, zones = 0;
  for (std::size_t i = 0; i < count.size(); ++i) {
    if (exposure[i] == 0) continue;
    const double deviation = static_cast<double>(count[i]) / exposure[i] - mean;
    between += exposure[i] * deviation * deviation;
    zones += 1;
  }
  const double variance = std::max(0.0, between / totals.exposure - mean / (totals.exposure / zones));
  for (std::size_t i = 0; i < count.size(); ++i) {
    if (exposure[i] == 0) continue;
    const double chance = mean / exposure[i], trust = variance + chance > 0 ? variance / (variance + chance) : 0.0;
    smoothed[i] = mean + trust * (static_cast<double>(count[i]) / exposure[i] - mean);
  }
  return smoothed;
}

ZoneHotspots zone_hotspots(std::span<const std::uint64_t> count, std::span<const double> exposure, const Weights& weights, Correction correction,
                           const Context& context) {
  const Totals totals = checked_totals(count, exposure);
  if (weights.size() != count.size() || !(totals.exposure > 0)) {
    throw Error(ErrorCode::invalid_argument, "zones: expected neighbours for each of " + std::to_string(count.size()) +
                                                 " zones and an exposure above 0 somewhere, found none");
  }
  ZoneHotspots result;
  const auto reports = static_cast<double>(totals.reports);
  for (std::size_t i = 0; i < count.size(); ++i) {
    if (i % 4096 == 0) context.check();
    const double ground = with_neighbours(exposure, weights, i), share = std::min(1.0, ground / totals.exposure);
    result.rate.push_back(exposure[i] > 0 ? static_cast<double>(count[i]) / exposure[i] : kNotTested);
    result.count.push_back(with_neighbours(count, weights, i));
    result.expected.push_back(reports * share);
    const double variance = reports * share * (1 - share);
    result.z.push_back(variance > 0 ? (static_cast<double>(result.count[i]) - result.expected[i]) / std::sqrt(variance) : 0.0);
    result.p.push_back(ground > 0 ? hotspots_room::two_sided(hotspots_room::binomial_tails(result.count[i], totals.reports, share)) : kNotTested);
    result.tests += ground > 0 ? 1 : 0;
  }
  result.smoothed_rate = empirical_bayes(count, exposure);
  result.gi_star_rate_z = gi_star_of_rates(result.rate, weights);
  result.q = adjusted(result.p, correction);
  for (std::size_t i = 0; i < count.size(); ++i) {
    if (std::isnan(result.q[i])) result.q[i] = 1;
    result.bin.push_back(hotspots_room::bin_of(result.z[i], result.q[i]));
  }
  return result;
}

}  // namespace bailiwick
