/// Making the record of a leaf.
#pragma once

#include "index/number_lists.h"
#include "index/record.h"
#include "index/segments.h"

#include <span>
#include <vector>

namespace bailiwick::index {

/// Zones whose borders cross a leaf: over which lanes, and whether they hold a place with no passing bits.
struct Crossing {
  std::uint32_t zone;
  std::uint8_t lanes;
  bool held;
  std::uint8_t parts;  // of the independent borders
};

/// What the records of one part of the grid share while they are made. Record::outcomes is the number of a list in `tables`. Leaves along one
/// border have the same outcomes, so they are worked out once: a signature is the corner's set and every crossing.
struct Outcomes {
  NumberLists sets, tables, signatures;
  std::vector<std::uint32_t> table_of_signature;
  std::vector<Crossing> crossings;                // working memory
  std::vector<std::uint32_t> signature, always, set;
};

struct LeafCorner {
  double x, y, size;                     ///< of the leaf
  std::span<const std::uint32_t> zones;  ///< that hold the corner, rising
  std::uint32_t set;                     ///< their number
};

/// The record of a leaf with these segments. Where whole numbers cannot decide (too many segments or borders, a segment near the corner) it
/// sends every place to the doubles.
[[nodiscard]] Record record_of(const LeafCorner& corner, std::span<const std::uint32_t> leaf_segments, const Segments& segments,
                               Outcomes& outcomes);

}  // namespace bailiwick::index
