#include <bailiwick/autocorrelation.h>
#include <bailiwick/error.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <numeric>

#include "hotspots/conditional.h"
#include "hotspots/lattice_places.h"
#include "hotspots/numbered_random.h"
#include "run/blocks.h"

namespace bailiwick {
namespace {

void check_length(std::size_t found, std::size_t places, const char* name) {
  if (found == places) return;
  throw Error(ErrorCode::invalid_argument, std::string(name) + ": expected a value for each of " + std::to_string(places) + " places, found " + std::to_string(found));
}

void check_values(std::span<const double> value, std::size_t places, bool negative_allowed, const char* name) {
  check_length(value.size(), places, name);
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (!std::isfinite(value[i]) || (value[i] < 0 && !negative_allowed)) {
      throw Error(ErrorCode::invalid_argument, std::string(name) + ", place " + std::to_string(i) + ": expected a finite value" +
                                                   (negative_allowed ? "" : " of 0 or more") + ", found another; leave the place out", {},
                  static_cast<std::int64_t>(i));
    }
  }
}

/// S0, S1, S2 of Cliff and Ord 1981: sums of the weights, of squares of w_ij + w_ji over two, of squares of row and column sums together.
struct WeightSums {
  double s0 = 0, s1 = 0, s2 = 0;
};

template <class Around>
WeightSums sums_of(const Around& weights, bool row_standardised) {
  const auto weight = [&](std::size_t i) {
    const auto k = weights.of(i).size();
    return k == 0 ? 0.0 : row_standardised ? 1.0 / static_cast<double>(k) : 1.0;
  };
  WeightSums sums;
  std::vector<double> column(weights.size(), 0.0);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto beside = weights.of(i);
    for (const auto j : beside) {
      const auto back = weights.of(j);
      const bool mutual = std::binary_search(back.begin(), back.end(), static_cast<std::uint32_t>(i));
      const double there = weight(i), both = there + (mutual ? weight(j) : 0.0);
      column[j] += there;
      sums.s0 += there;
      sums.s1 += (mutual ? 0.5 : 1.0) * both * both;  // a pair in both directions is met twice
    }
  }
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double row = weight(i) * static_cast<double>(weights.of(i).size());
    sums.s2 += (row + column[i]) * (row + column[i]);
  }
  return sums;
}

using Statistic = std::function<double(std::span<const double>)>;

/// The values in the order of one numbered draw (Fisher and Yates).
void shuffle(std::vector<double>& value, hotspots_room::NumberedRandom random) {
  for (std::size_t i = value.size(); i > 1; --i) std::swap(value[i - 1], value[random.below(i)]);
}

void add_permutations(GlobalStatistic& result, std::span<const double> value, const Statistic& statistic, std::uint64_t draws, std::uint64_t seed,
                      const Context& context) {
  result.draws = draws;
  if (draws == 0) return;
  // Orders that give the same sum in another sequence differ by rounding: they count as equal.
  const double same = 1e-11 * (std::abs(result.value) + std::abs(result.expected));
  std::atomic<std::uint64_t> at_least{0}, at_most{0};
  run::for_blocks(draws, 16, context, "autocorrelation", [&](const run::Block& block) {
    std::vector<double> drawn;
    for (auto draw = block.begin; draw < block.end; ++draw) {
      drawn.assign(value.begin(), value.end());
      shuffle(drawn, hotspots_room::NumberedRandom(seed, draw));
      const double found = statistic(drawn);
      if (found >= result.value - same) ++at_least;
      if (found <= result.value + same) ++at_most;
    }
  });
  const double extreme = static_cast<double>(std::min(at_least.load(), at_most.load()) + 1);
  result.p = std::min(1.0, 2 * extreme / static_cast<double>(draws + 1));
}

void add_normal(GlobalStatistic& result) {
  result.z = result.variance > 0 ? (result.value - result.expected) / std::sqrt(result.variance) : 0.0;
  result.p_normal = result.variance > 0 ? hotspots_room::two_sided_normal(result.z) : 1.0;
}

double power_sum(std::span<const double> value, int power) {
  double sum = 0;
  for (const double v : value) sum += std::pow(v, power);
  return sum;
}

/// `Around` tells of places who stands beside them: Weights, or LatticePlaces.
template <class Around>
GlobalStatistic moran_of(std::span<const double> value, const Around& weights, Style style, std::uint64_t draws, std::uint64_t seed, const Context& context) {
  check_values(value, weights.size(), true, "Moran's I");
  GlobalStatistic result;
  const auto n = static_cast<double>(value.size());
  const bool row = style != Style::binary;
  const auto [s0, s1, s2] = sums_of(weights, row);
  if (n < 4 || s0 == 0) return result;
  const double mean = power_sum(value, 1) / n;
  std::vector<double> z(value.begin(), value.end());
  for (double& v : z) v -= mean;
  const double squares = power_sum(z, 2);
  if (!(squares > 0)) return result;
  const Statistic statistic = [&, s0 = s0](std::span<const double> v) {
    double sum = 0;
    for (std::size_t i = 0; i < v.size(); ++i) {
      double lag = 0;
      const auto beside = weights.of(i);
      for (const auto j : beside) lag += v[j];
      if (!beside.empty()) sum += row ? v[i] * lag / static_cast<double>(beside.size()) : v[i] * lag;
    }
    return n / s0 * sum / squares;
  };
  result.value = statistic(z);
  result.expected = -1 / (n - 1);
  const double kurtosis = n * power_sum(z, 4) / (squares * squares), nn = n * n;
  result.variance = (n * ((nn - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0) - kurtosis * ((nn - n) * s1 - 2 * n * s2 + 6 * s0 * s0)) /
                        ((n - 1) * (n - 2) * (n - 3) * s0 * s0) -
                    result.expected * result.expected;
  add_normal(result);
  add_permutations(result, z, statistic, draws, seed, context);
  return result;
}

template <class Around>
GlobalStatistic general_g_of(std::span<const double> value, const Around& weights, Style style, std::uint64_t draws, std::uint64_t seed, const Context& context) {
  check_values(value, weights.size(), false, "General G");
  GlobalStatistic result;
  const auto n = static_cast<double>(value.size());
  const bool row = style == Style::row_standardised;
  const auto [s0, s1, s2] = sums_of(weights, row);
  const double m1 = power_sum(value, 1), m2 = power_sum(value, 2), m3 = power_sum(value, 3), m4 = power_sum(value, 4);
  const double pairs = m1 * m1 - m2;  // sum of x_i x_j over i != j
  if (n < 4 || s0 == 0 || !(pairs > 0)) return result;
  const Statistic statistic = [&](std::span<const double> v) {
    double sum = 0;
    for (std::size_t i = 0; i < v.size(); ++i) {
      double lag = 0;
      const auto beside = weights.of(i);
      for (const auto j : beside) lag += v[j];
      if (!beside.empty()) sum += row ? v[i] * lag / static_cast<double>(beside.size()) : v[i] * lag;
    }
    return sum / pairs;
  };
  result.value = statistic(value);
  result.expected = s0 / (n * (n - 1));
  // Getis and Ord 1992, eq. 9 and its B0 .. B4.
  const double nn = n * n, ss = s0 * s0;
  const double b0 = (nn - 3 * n + 3) * s1 - n * s2 + 3 * ss;
  const double b1 = -((nn - n) * s1 - 2 * n * s2 + 6 * ss);
  const double b2 = -(2 * n * s1 - (n + 3) * s2 + 6 * ss);
  const double b3 = 4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * ss;
  const double b4 = s1 - s2 + ss;
  const double square = (b0 * m2 * m2 + b1 * m4 + b2 * m1 * m1 * m2 + b3 * m1 * m3 + b4 * m1 * m1 * m1 * m1) /
                        (pairs * pairs * n * (n - 1) * (n - 2) * (n - 3));
  result.variance = square - result.expected * result.expected;
  add_normal(result);
  add_permutations(result, value, statistic, draws, seed, context);
  return result;
}

/// The cells that take part and their values.
struct OnLattice {
  hotspots_room::LatticePlaces places;
  std::vector<double> value;
};

OnLattice on_lattice(const Lattice& lattice, std::span<const double> value, std::span<const std::uint8_t> inside, Neighbours neighbours, const char* name) {
  check_length(value.size(), lattice.size(), name);
  if (!inside.empty()) check_length(inside.size(), lattice.size(), name);
  OnLattice out{hotspots_room::LatticePlaces(lattice, inside, neighbours), {}};
  out.value.reserve(out.places.size());
  for (const auto cell : out.places.cells()) out.value.push_back(value[cell]);
  return out;
}

}  // namespace

GlobalStatistic moran(std::span<const double> value, const Weights& weights, std::uint64_t draws, std::uint64_t seed, const Context& context) {
  return moran_of(value, weights, weights.style, draws, seed, context);
}

GlobalStatistic moran(const Lattice& lattice, std::span<const double> value, std::span<const std::uint8_t> inside, const GlobalOptions& options, const Context& context) {
  const auto cells = on_lattice(lattice, value, inside, options.neighbours, "Moran's I");
  return moran_of(cells.value, cells.places, options.style, options.draws, options.seed, context);
}

GlobalStatistic general_g(std::span<const double> value, const Weights& weights, std::uint64_t draws, std::uint64_t seed, const Context& context) {
  return general_g_of(value, weights, weights.style, draws, seed, context);
}

GlobalStatistic general_g(const Lattice& lattice, std::span<const double> value, std::span<const std::uint8_t> inside, const GlobalOptions& options,
                          const Context& context) {
  const auto cells = on_lattice(lattice, value, inside, options.neighbours, "General G");
  return general_g_of(cells.value, cells.places, options.style, options.draws, options.seed, context);
}

}  // namespace bailiwick
