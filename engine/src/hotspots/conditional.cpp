#include "hotspots/conditional.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "hotspots/drawn_tails.h"

namespace bailiwick::hotspots_room {
namespace {

template <class Value>
std::vector<Observation> observed_in(const LagsOf<Value>& lags) {
  std::vector<Observation> observed(lags.size());
  for (std::size_t i = 0; i < observed.size(); ++i) observed[i] = {lags.count[i], lags.neighbours[i], lags.sum[i]};
  return observed;
}

Conditional drawn(std::span<const Observation> observed, const GiOptions& options, const Context& context, std::uint64_t slack = 0) {
  const auto draws = options.draws > 0 ? options.draws : draws_for(observed.size());
  return {drawn_tails(observed, draws, options.seed, context, slack), "draws:" + std::to_string(draws)};
}

}  // namespace

Conditional conditional_tails(const Lags& lags, const GiOptions& options, const Context& context) {
  constexpr double kMostBytes = 512e6;
  const auto observed = observed_in(lags);
  if (table_cost(lags.count, observed) <= static_cast<double>(options.max_table_cells) && table_bytes(lags.count, observed) <= kMostBytes) {
    return {exact_tails(lags.count, observed, context), "exact"};
  }
  return drawn(observed, options, context);
}

Conditional conditional_tails(const LagsOf<std::uint64_t>& lags, const GiOptions& options, const Context& context) {
  return drawn(observed_in(lags), options, context, slack_of(lags.most_neighbours));
}

double two_sided(const Tails& tails) { return std::min(1.0, 2 * std::min(tails.at_least, tails.at_most)); }

double two_sided_normal(double z) { return std::erfc(std::abs(z) / std::numbers::sqrt2); }

Moments moments_of(const Lags& lags) {
  __extension__ using Wide = unsigned __int128;
  std::uint64_t sum = 0;
  Wide squares = 0;
  for (const std::uint64_t count : lags.count) {
    sum += count;
    squares += static_cast<Wide>(count) * count;
  }
  Moments m;
  m.n = static_cast<double>(lags.size());
  if (lags.size() == 0) return m;
  m.mean = static_cast<double>(sum) / m.n;
  m.variance = static_cast<double>(squares * lags.size() - static_cast<Wide>(sum) * sum) / m.n / m.n;
  return m;
}

Moments moments_of(std::span<const double> value) {
  Moments m;
  m.n = static_cast<double>(value.size());
  if (value.empty()) return m;
  for (const double v : value) m.mean += v;
  m.mean /= m.n;
  for (const double v : value) m.variance += (v - m.mean) * (v - m.mean);
  m.variance /= m.n;
  return m;
}

double gi_star(const Moments& moments, double places, double sum) {
  const double spread = moments.variance * (moments.n * places - places * places) / (moments.n - 1);
  return moments.n > 1 && spread > 0 ? (sum - moments.mean * places) / std::sqrt(spread) : 0.0;
}

std::int8_t bin_of(double z, double q) {
  const int level = q <= 0.01 ? 3 : q <= 0.05 ? 2 : q <= 0.10 ? 1 : 0;
  return static_cast<std::int8_t>(z > 0 ? level : z < 0 ? -level : 0);
}

}  // namespace bailiwick::hotspots_room
