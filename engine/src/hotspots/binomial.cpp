#include "hotspots/binomial.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace bailiwick::hotspots_room {
namespace {

/// log(n!) minus Stirling's formula: n! = sqrt(2 pi n) (n / e)^n exp(error).
double stirling_error(std::uint64_t n) {
  const auto x = static_cast<double>(n);
  if (n < 16) {
    long double factorial = 1;
    for (std::uint64_t i = 2; i <= n; ++i) factorial *= static_cast<long double>(i);
    const auto l = static_cast<long double>(n);
    return static_cast<double>(std::log(factorial) - (l + 0.5L) * std::log(l) + l - 0.5L * std::log(2 * std::numbers::pi_v<long double>));
  }
  const double s = 1 / (x * x);
  return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 * s) * s) * s) * s) / x;
}

/// x log(x / m) + m - x without cancellation near x = m.
double deviance(double x, double m) {
  const double difference = x - m;
  if (std::abs(difference) >= 0.1 * (x + m)) return x * std::log(x / m) - difference;
  const double v = difference / (x + m);
  double sum = difference * v, term = 2 * x * v;
  for (int j = 1; j < 1000; ++j) {
    term *= v * v;
    const double next = sum + term / (2 * j + 1);
    if (next == sum) break;
    sum = next;
  }
  return sum;
}

/// Sum of probabilities from k outward, away from the mean: every term is a fixed fraction of the one before or less.
double tail_from(std::uint64_t k, std::uint64_t n, double p, bool upward) {
  double term = binomial_probability(k, n, p), sum = term;
  const double odds = p / (1 - p);
  while (term > sum * 1e-18 && (upward ? k < n : k > 0)) {
    if (upward) {
      term *= static_cast<double>(n - k) / static_cast<double>(k + 1) * odds;
      ++k;
    } else {
      term *= static_cast<double>(k) / static_cast<double>(n - k + 1) / odds;
      --k;
    }
    sum += term;
  }
  return std::min(1.0, sum);
}

}  // namespace

double binomial_probability(std::uint64_t k, std::uint64_t n, double p) {
  const auto x = static_cast<double>(k), trials = static_cast<double>(n), rest = static_cast<double>(n - k);
  if (p <= 0) return k == 0 ? 1.0 : 0.0;
  if (p >= 1) return k == n ? 1.0 : 0.0;
  if (k == 0) return std::exp(trials * std::log1p(-p));
  if (k == n) return std::exp(trials * std::log(p));
  const double exponent = stirling_error(n) - stirling_error(k) - stirling_error(n - k) - deviance(x, trials * p) - deviance(rest, trials * (1 - p));
  return std::exp(exponent) * std::sqrt(trials / (2 * std::numbers::pi * x * rest));
}

Tails binomial_tails(std::uint64_t k, std::uint64_t n, double p) {
  if (p <= 0) return {k == 0 ? 1.0 : 0.0, 1.0};
  if (p >= 1) return {1.0, k == n ? 1.0 : 0.0};
  const double here = binomial_probability(k, n, p);
  if (static_cast<double>(k) >= static_cast<double>(n) * p) {
    const double up = tail_from(k, n, p, true);
    return {up, std::min(1.0, 1 - up + here)};
  }
  const double down = tail_from(k, n, p, false);
  return {std::min(1.0, 1 - down + here), down};
}

}  // namespace bailiwick::hotspots_room
