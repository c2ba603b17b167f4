/// Gi, Gi*, Moran and General G of the rates of zones, for comparison with other programs: the test of a zone is the binomial one.
#include <bailiwick/error.h>
#include <bailiwick/exposure.h>

#include <cmath>
#include <limits>
#include <string>

namespace bailiwick {
namespace {

constexpr std::uint32_t kNoRate = 0xffffffffU;

/// The zones that have a rate, and who among them is whose neighbour.
struct Rated {
  std::vector<double> rate;
  std::vector<std::uint32_t> number;  ///< of each zone among them
  Weights weights;
};

Rated rated_zones(std::span<const double> rate, const Weights& weights) {
  Rated rated;
  for (const double r : rate) {
    rated.number.push_back(std::isnan(r) ? kNoRate : static_cast<std::uint32_t>(rated.rate.size()));
    if (!std::isnan(r)) rated.rate.push_back(r);
  }
  rated.weights.rule = weights.rule;
  rated.weights.style = weights.style;
  for (std::size_t zone = 0; zone < rate.size(); ++zone) {
    if (rated.number[zone] == kNoRate) continue;
    for (const auto other : weights.of(zone)) {
      if (rated.number[other] != kNoRate) rated.weights.neighbour.push_back(rated.number[other]);
    }
    rated.weights.begin.push_back(static_cast<std::uint32_t>(rated.weights.neighbour.size()));
  }
  return rated;
}

/// Back to an entry for every zone.
template <class Value>
void spread(std::vector<Value>& values, const std::vector<std::uint32_t>& number, Value none) {
  std::vector<Value> all;
  all.reserve(number.size());
  for (const auto n : number) all.push_back(n == kNoRate ? none : values[n]);
  values = std::move(all);
}

}  // namespace

RateStatistics rate_statistics(std::span<const double> rate, const Weights& weights, const GiOptions& options, std::uint64_t global_draws, const Context& context) {
  if (weights.size() != rate.size()) {
    throw Error(ErrorCode::invalid_argument, "rates: expected neighbours for each of " + std::to_string(rate.size()) + " zones, found those of " + std::to_string(weights.size()));
  }
  const auto rated = rated_zones(rate, weights);
  RateStatistics found;
  found.local = local_statistics(rated.rate, rated.weights, options, context);
  found.moran = moran(rated.rate, rated.weights, global_draws, options.seed, context);
  found.general_g = general_g(rated.rate, rated.weights, global_draws, options.seed, context);
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  for (auto* const column : {&found.local.gi_star_z, &found.local.gi_z, &found.local.moran, &found.local.p, &found.local.p_normal, &found.local.q}) {
    spread(*column, rated.number, kNone);
  }
  spread(found.local.quadrant, rated.number, Quadrant::none);
  return found;
}

}  // namespace bailiwick
