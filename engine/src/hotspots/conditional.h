/// The conditional permutation p of neighbour sums, by the exact table where it is affordable.
#pragma once

#include <bailiwick/hotspots.h>

#include <span>
#include <string>
#include <vector>

#include "hotspots/exact_tails.h"
#include "hotspots/neighbour_sums.h"

namespace bailiwick::hotspots_room {

struct Conditional {
  std::vector<Tails> tails;  ///< one per entry of the lags
  std::string method;        ///< "exact" or "draws:<n>"
};

[[nodiscard]] Conditional conditional_tails(const Lags& lags, const GiOptions& options, const Context& context);
/// Of real values: always by draws.
[[nodiscard]] Conditional conditional_tails(const LagsOf<std::uint64_t>& lags, const GiOptions& options, const Context& context);

/// min(1, 2 x smaller tail)
[[nodiscard]] double two_sided(const Tails& tails);

/// Two-sided normal p of z.
[[nodiscard]] double two_sided_normal(double z);

/// Mean and variance over n of the counts; the variance from integers, so that it does not depend on the order of the places.
struct Moments {
  double n = 0, mean = 0, variance = 0;
};
[[nodiscard]] Moments moments_of(const Lags& lags);
/// Of real values, in their order.
[[nodiscard]] Moments moments_of(std::span<const double> value);

/// Gi* with binary weights (Ord and Getis 1995, eq. 14.4 with w_ii = 1): `places` places, itself included, hold `sum`. 0 where nothing varies.
[[nodiscard]] double gi_star(const Moments& moments, double places, double sum);

/// sign(z) x 3, 2, 1 for q <= 0.01, 0.05, 0.10; else 0
[[nodiscard]] std::int8_t bin_of(double z, double q);

}  // namespace bailiwick::hotspots_room
