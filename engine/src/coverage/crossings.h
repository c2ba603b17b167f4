/// Where the edges of a soup meet other than at shared ends.
#pragma once

#include <bailiwick/context.h>

#include "coverage/exact.h"

#include <cstdint>
#include <span>
#include <vector>

namespace bailiwick::coverage {

/// A vertex that lies strictly within an edge.
struct Touch {
  std::uint32_t segment;
  Point vertex;
};
/// Two edges that cross at a place within both.
struct Crossing {
  std::uint32_t first, second;  ///< first < second

  friend auto operator<=>(const Crossing&, const Crossing&) = default;
};

struct Meetings {
  std::vector<Touch> touches;       ///< by segment, then place; each once
  std::vector<Crossing> crossings;  ///< ascending; each once
};

/// Every meeting of the segments, decided by exact predicates. Space is halved until few segments share a box, so the cost follows the number
/// of segments that come near each other.
[[nodiscard]] Meetings meetings(std::span<const Segment> segments, const Context& context);

}  // namespace bailiwick::coverage
