/// The leaves of the grid: which zones hold all of a leaf, or which segments decide.
#pragma once

#include "index/frame.h"
#include "index/number_lists.h"
#include "index/record.h"
#include "index/segments.h"

#include <bailiwick/context.h>

#include <cstdint>
#include <vector>

namespace bailiwick::index {

/// A leaf's code: the number of the set of zones that hold every place of it, or kBorderLeaf + the number of its record.
inline constexpr std::uint32_t kBorderLeaf = 0x80000000U;

/// A top cell: where its leaves' codes begin, and how often it is cut.
struct Top {
  static std::uint32_t packed(std::uint32_t first_code, unsigned depth) { return first_code << 4 | depth; }
  static std::uint32_t first_code(std::uint32_t top) noexcept { return top >> 4; }
  static unsigned depth(std::uint32_t top) noexcept { return top & 15U; }
};
inline constexpr std::uint32_t kMostCodes = 1U << 28;

struct Leaves {
  std::vector<std::uint32_t> tops;
  std::vector<std::uint32_t> codes;
  // One of each per leaf with borders:
  std::vector<Record> records;
  std::vector<std::uint32_t> corners;           ///< set of the zones that hold its corner
  std::vector<std::uint32_t> segment_offsets{0};
  std::vector<std::uint32_t> segments;
  std::vector<std::uint32_t> outcomes;          ///< sets; Record::outcomes leads here
  NumberLists sets;                             ///< of zones, rising; number 0 is the empty one
};

/// The same for any number of threads. Throws Error(limit_exceeded) where the zones would need more cells than can be numbered.
[[nodiscard]] Leaves build_leaves(const Frame& frame, const Segments& segments, const Context& context);

}  // namespace bailiwick::index
