/// A leaf that borders cross, in one cache line: whole numbers decide almost every place in it.
#pragma once

#include "index/frame.h"

#include <array>
#include <bit>
#include <cstdint>

namespace bailiwick::index {

inline constexpr std::size_t kLanes = 6;     // segments of a record
inline constexpr unsigned kMaxRank = 4;      // independent borders of a record: 2^4 outcomes

/// Segments clipped to the leaf grown by its own size on every side and snapped to 1/4,096 of the leaf, seen from its lower left corner.
///
/// Why whole numbers are exact here. Snapping moves every vertex by at most 0.71 units, the same way for all segments that share it, and a place
/// by at most 1.42 (it is cut off, not rounded). That is a deformation of the map: the parity of a zone's crossings along the path from the place to the
/// corner (passing.h) changes only if a segment sweeps over the place or over the corner. Places within kNearUnits of a snapped segment are
/// therefore left to the doubles, and so are all places of a leaf whose corner lies that near. Clipped ends lie 4,096 units away from
/// the leaf, where no path goes.
struct alignas(64) Record {
  std::array<std::int16_t, 2 * kLanes> start;  ///< ay, ax, ay, ax, ...
  std::array<std::int16_t, 2 * kLanes> reach;  ///< bx - ax, -(by - ay), ...
  std::uint32_t outcomes;                      ///< first of this leaf's outcomes: numbers of zone sets
  std::array<std::uint8_t, 4> borders;         ///< bit j of an outcome is the parity of these lanes' passing bits
  std::uint8_t flip;                           ///< lanes that count when the place lies left rather than right: see passing()
  std::uint8_t line;                           ///< lanes that cross the upright line through the corner
  std::uint8_t exact_only;                     ///< 0xff: every place goes to the doubles
  std::uint8_t unused[5];
};
static_assert(sizeof(Record) == 64);

inline constexpr int kNearUnits = 3;
inline constexpr std::int16_t kNoLane = 16384;  // ay of a lane without segment: far above every place

/// What the whole numbers say about a place: one passing bit per lane, and whether it lies near a segment.
struct Passed {
  std::uint32_t bits;
  bool near;
};

/// Local place in a leaf of this depth.
[[nodiscard]] inline std::uint32_t local_of(std::uint32_t units, unsigned depth) noexcept {
  return (units >> (kMaxDepth - depth)) & ((1U << kLocalBits) - 1U);
}

/// Lane by lane; the vector paths do the same on all lanes at once.
[[nodiscard]] inline Passed passed(const Record& record, int x, int y) noexcept {
  Passed out{0, record.exact_only != 0};
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    const int ty = y - record.start[2 * lane], tx = x - record.start[2 * lane + 1];
    const int dx = record.reach[2 * lane], dy = -record.reach[2 * lane + 1];
    const int det = dx * ty - dy * tx;  // positive: left
    const int length = (dx < 0 ? -dx : dx) + dy;
    const int away = det < 0 ? -det : det;
    out.near = out.near || (away <= kNearUnits * length && ty >= -kNearUnits && ty <= dy + kNearUnits);
    const std::uint32_t bit = 1U << lane;
    const bool spans = ty >= 0 && ty < dy;
    const bool counts = spans ? (det > 0) != ((record.flip & bit) != 0) : ty >= dy && (record.line & bit) != 0;
    if (counts) out.bits |= bit;
  }
  return out;
}

/// Number of the outcome: the parities of the passing bits over each independent border.
[[nodiscard]] inline std::uint32_t outcome_of(const Record& record, std::uint32_t bits) noexcept {
  std::uint32_t t = std::bit_cast<std::uint32_t>(record.borders) & (bits * 0x01010101U);
  t ^= t >> 4;
  t ^= t >> 2;
  t ^= t >> 1;
  return (((t & 0x01010101U) * 0x01020408U) >> 24) & 15U;  // the four lowest bits of the bytes, side by side
}

}  // namespace bailiwick::index
