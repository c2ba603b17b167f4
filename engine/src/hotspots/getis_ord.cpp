#include <bailiwick/error.h>
#include <bailiwick/hotspots.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "hotspots/drawn_tails.h"
#include "hotspots/exact_tails.h"
#include "hotspots/neighbour_sums.h"

namespace bailiwick {
namespace {

using hotspots_room::Lags;
using hotspots_room::Observation;
using hotspots_room::Tails;

constexpr double kNotTested = std::numeric_limits<double>::quiet_NaN();

void check_columns(const Lattice& lattice, std::span<const std::uint32_t> count, std::span<const std::uint8_t> inside) {
  if (count.size() != lattice.size() || (!inside.empty() && inside.size() != lattice.size())) {
    throw Error(ErrorCode::invalid_argument, "hotspots: expected counts and a mask of " + std::to_string(lattice.size()) + " cells, found " +
                                                 std::to_string(count.size()) + " and " + std::to_string(inside.size()));
  }
}

/// Mean and variance over n of the counts; the variance from integers, so that it does not depend on the order of the cells.
struct Moments {
  double n = 0, mean = 0, variance = 0;
};

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

/// Gi* with binary weights (Ord and Getis 1995, eq. 14.4 with w_ii = 1): W cells, itself included, hold `sum`.
double gi_star(const Moments& m, double cells, double sum) {
  const double spread = m.variance * (m.n * cells - cells * cells) / (m.n - 1);
  return m.n > 1 && spread > 0 ? (sum - m.mean * cells) / std::sqrt(spread) : 0.0;
}

std::vector<Observation> observations(const Lags& lags) {
  std::vector<Observation> observed(lags.size());
  for (std::size_t i = 0; i < observed.size(); ++i) observed[i] = {lags.count[i], lags.neighbours[i], lags.sum[i]};
  return observed;
}

std::vector<Tails> tails_of(const Lags& lags, const GiOptions& options, const Context& context, std::string& method) {
  const auto observed = observations(lags);
  constexpr double kMostBytes = 512e6;
  if (hotspots_room::table_cost(lags.count, observed) <= static_cast<double>(options.max_table_cells) &&
      hotspots_room::table_bytes(lags.count, observed) <= kMostBytes) {
    method = "exact";
    return hotspots_room::exact_tails(lags.count, observed, context);
  }
  const auto draws = hotspots_room::draws_for(lags.size());
  method = "draws:" + std::to_string(draws);
  return hotspots_room::drawn_tails(lags.count, observed, draws, options.seed, context);
}

std::int8_t bin_of(double z, double q) {
  const int level = q <= 0.01 ? 3 : q <= 0.05 ? 2 : q <= 0.10 ? 1 : 0;
  return static_cast<std::int8_t>(z > 0 ? level : z < 0 ? -level : 0);
}

}  // namespace

GiResult getis_ord(const Lattice& lattice, std::span<const std::uint32_t> count, std::span<const std::uint8_t> inside,
                   const GiOptions& options, const Context& context) {
  check_columns(lattice, count, inside);
  const Lags lags = hotspots_room::lags(lattice, count, inside, options.neighbours);
  const Moments moments = moments_of(lags);
  GiResult result;
  const auto tails = tails_of(lags, options, context, result.method);
  result.z.assign(lattice.size(), kNotTested);
  result.p = result.p_normal = result.z;
  for (std::size_t i = 0; i < lags.size(); ++i) {
    const auto cell = lags.cell[i];
    const double z = gi_star(moments, lags.neighbours[i] + 1.0, static_cast<double>(lags.sum[i] + lags.count[i]));
    result.z[cell] = z;
    result.p[cell] = std::min(1.0, 2 * std::min(tails[i].at_least, tails[i].at_most));
    result.p_normal[cell] = std::erfc(std::abs(z) / std::numbers::sqrt2);
  }
  result.q = adjusted(result.p, options.correction);
  result.bin.assign(lattice.size(), 0);
  result.tests = lags.size();
  for (const auto cell : lags.cell) result.bin[cell] = bin_of(result.z[cell], result.q[cell]);
  for (double& q : result.q) q = std::isnan(q) ? 1.0 : q;
  return result;
}

std::vector<std::uint32_t> counts(const Lattice& lattice, std::span<const std::uint32_t> cell) {
  std::vector<std::uint32_t> count(lattice.size(), 0);
  for (const auto c : cell) {
    if (c != kNoCell) ++count[c];
  }
  return count;
}

}  // namespace bailiwick
