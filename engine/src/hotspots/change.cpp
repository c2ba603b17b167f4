#include <bailiwick/error.h>
#include <bailiwick/exposure.h>

#include <cmath>
#include <limits>

#include "hotspots/binomial.h"
#include "hotspots/conditional.h"

namespace bailiwick {
namespace {

/// The share at which the tail beyond the count is `tail`: by halving, as the tail grows steadily with the share.
double clopper_pearson(std::uint64_t k, std::uint64_t n, double tail, bool lower) {
  if (lower && k == 0) return 0;
  if (!lower && k == n) return 1;
  double low = 0, high = 1;
  for (int step = 0; step < 60; ++step) {
    const double middle = (low + high) / 2;
    const auto tails = hotspots_room::binomial_tails(k, n, middle);
    const bool too_small = lower ? tails.at_least < tail : tails.at_most > tail;
    (too_small ? low : high) = middle;
  }
  return (low + high) / 2;
}

double odds(double share) { return share < 1 ? share / (1 - share) : std::numeric_limits<double>::infinity(); }

}  // namespace

Change change_between(std::uint64_t count1, std::uint64_t count2, double length1, double length2, double confidence) {
  if (!(length1 > 0 && length2 > 0 && std::isfinite(length1) && std::isfinite(length2) && confidence > 0 && confidence < 1)) {
    throw Error(ErrorCode::invalid_argument, "comparison of periods: expected lengths above 0 and a confidence between 0 and 1, found others");
  }
  const std::uint64_t both = count1 + count2;
  const double scale = length1 / length2, tail = (1 - confidence) / 2;
  Change change;
  if (both == 0) {
    change.ratio = std::numeric_limits<double>::quiet_NaN();
    change.high = std::numeric_limits<double>::infinity();
    return change;
  }
  change.ratio = count1 == 0 ? std::numeric_limits<double>::infinity() : static_cast<double>(count2) / static_cast<double>(count1) * scale;
  change.low = odds(clopper_pearson(count2, both, tail, true)) * scale;
  change.high = odds(clopper_pearson(count2, both, tail, false)) * scale;
  change.p = hotspots_room::two_sided(hotspots_room::binomial_tails(count2, both, length2 / (length1 + length2)));
  return change;
}

}  // namespace bailiwick
