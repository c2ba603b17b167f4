/// Exact binomial tails.
#pragma once

#include <cstdint>

#include "hotspots/exact_tails.h"

namespace bailiwick::hotspots_room {

/// P(X = k) for X binomial of n trials with probability p, to about 1e-14 relative (Loader 2000, "Fast and accurate computation of binomial
/// probabilities").
[[nodiscard]] double binomial_probability(std::uint64_t k, std::uint64_t n, double p);

/// P(X >= k) and P(X <= k). The smaller one is a sum of positive terms, so the farthest tail has full precision.
[[nodiscard]] Tails binomial_tails(std::uint64_t k, std::uint64_t n, double p);

}  // namespace bailiwick::hotspots_room
