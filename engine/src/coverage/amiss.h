/// The ground of a sheet where something is amiss, and nothing else.
#pragma once

#include <bailiwick/context.h>

#include "coverage/arrangement.h"
#include "coverage/sheet.h"

#include <cstdint>
#include <vector>

namespace bailiwick::coverage {

struct Amiss {
  /// Faces on which something is unsettled are known, with the labels of every shape; all others are sound ground or parts of it. The edges and nodes of known
  /// faces are those that the arrangement of the whole sheet would have.
  Arrangement faces;
  std::vector<std::uint8_t> partly_sound;  ///< per own zone: some of its ground is sound
};

/// Edges that neighbours share are cancelled first; what remains is laid out and shows where something is amiss; there alone the edges of all shapes are laid out,
/// and the shapes over each cluster of edges found by exact location. The cost follows the number of edges, but only hashing touches
/// those of sound ground.
[[nodiscard]] Amiss find_amiss(const Sheet& sheet, const Context& context);

/// Every face of the sheet, all known but the unbounded one.
[[nodiscard]] Amiss lay_out_all(const Sheet& sheet, const Context& context);

}  // namespace bailiwick::coverage
