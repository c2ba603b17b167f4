/// Conditional permutation by draws, where the exact table would be too large.
#pragma once

#include <bailiwick/context.h>

#include <cstdint>
#include <span>
#include <vector>

#include "hotspots/exact_tails.h"

namespace bailiwick::hotspots_room {

/// Draws that suffice for a false-discovery map of so many cells: max(99,999, 40 x cells).
[[nodiscard]] std::uint64_t draws_for(std::uint64_t cells);

/// The tails of every cell, estimated as (1 + draws as extreme) / (1 + draws) (North et al. 2002). One set of draws serves all cells: a draw is
/// k + 1 distinct cells, the first k of which are the neighbours; a cell that is itself among them is replaced by the spare one, so that the
/// reference stays conditional on its own count. Draws are numbered, and each number makes
/// its own random figures, so the answer depends on the seed alone. Sums at most `slack` apart count as equal.
[[nodiscard]] std::vector<Tails> drawn_tails(std::span<const Observation> observed, std::uint64_t draws, std::uint64_t seed, const Context& context,
                                             std::uint64_t slack = 0);

}  // namespace bailiwick::hotspots_room
