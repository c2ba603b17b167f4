/// Making the record of a leaf.
#pragma once

#include "index/number_lists.h"
#include "index/record.h"
#include "index/segments.h"

#include <span>

namespace bailiwick::index {

/// What the records of one part of the grid share while they are made. Record::outcomes is the number of a list in `tables`.
struct Outcomes {
  NumberLists sets, tables;
};

struct LeafCorner {
  double x, y, size;                     ///< of the leaf
  std::span<const std::uint32_t> zones;  ///< that hold the corner, rising
};

/// The record of a leaf with these segments. Where whole numbers cannot decide (too many segments or borders, a segment near the corner) it
/// sends every place to the doubles.
[[nodiscard]] Record record_of(const LeafCorner& corner, std::span<const std::uint32_t> leaf_segments, const Segments& segments,
                               Outcomes& outcomes);

}  // namespace bailiwick::index
