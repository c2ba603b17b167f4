/// The exact conditional permutation distribution of neighbour sums of integer counts.
///
/// Given the counts of all n cells, keep a cell's own count in place and lay the others out at random: the sum of its k neighbours is the sum of
/// k of the other n - 1 counts, every choice equally likely. The number of choices of j counts with sum s is the coefficient of y^j z^s in
/// the product over the other cells of (1 + y z^count). All terms are positive, so nothing cancels and even the farthest tail has the full
/// precision of the arithmetic. Sums beyond the largest observed one share one entry, which bounds the table.
#pragma once

#include <bailiwick/context.h>

#include <cstdint>
#include <span>
#include <vector>

namespace bailiwick::hotspots_room {

/// Probabilities that a random neighbour sum is at least, and at most, the observed one.
struct Tails {
  double at_least = 1, at_most = 1;
};

/// One question: a place with `own` reports and `neighbours` neighbours that hold `sum`.
struct Observation {
  std::uint64_t own;
  std::uint32_t neighbours;
  std::uint64_t sum;
};

/// Multiplications the tables would take.
[[nodiscard]] double table_cost(std::span<const std::uint32_t> counts, std::span<const Observation> observed);

/// Bytes the tables would need at once.
[[nodiscard]] double table_bytes(std::span<const std::uint32_t> counts, std::span<const Observation> observed);

/// The tails of every observation, against the population `counts`, which holds each observation's own count as well.
[[nodiscard]] std::vector<Tails> exact_tails(std::span<const std::uint32_t> counts, std::span<const Observation> observed, const Context& context);

}  // namespace bailiwick::hotspots_room
