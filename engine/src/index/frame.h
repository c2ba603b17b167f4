/// The two-level grid: square top cells, each cut into 2^depth x 2^depth leaves.
#pragma once

#include "index/segments.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace bailiwick::index {

inline constexpr unsigned kMaxDepth = 8;                       // a top cell has at most 256 x 256 leaves
inline constexpr unsigned kLocalBits = 12;                     // a leaf is 4,096 units wide
inline constexpr unsigned kTopBits = kMaxDepth + kLocalBits;   // finest units of a top cell: 2^20
inline constexpr double kLocalUnits = 4096;
/// Leaves list the segments within this many units, so that both segments of a vertex near a leaf are known to it, and so that rounding of a
/// place's cell by a fraction of a unit does not matter.
inline constexpr double kMarginUnits = 4;

/// Sizes are powers of two and corners are multiples of them, so every corner is exact: finest units are never below 2^-50 of the largest
/// coordinate.
struct Frame {
  double west = 0, south = 0;      ///< corner of the first top cell
  double east = 0.5, north = 0.5;  ///< the middle of the last: every segment lies at least half a top cell inside, and rounding cannot lead out
  double top_size = 1;             ///< side of a top cell
  double units = 1U << kTopBits;   ///< finest units per coordinate
  std::uint32_t columns = 1, rows = 1;  ///< of top cells; below 2^11, so that units fit 31 bits
  std::uint32_t unused[2] = {0, 0};

  [[nodiscard]] bool holds(double x, double y) const noexcept { return x >= west && x < east && y >= south && y < north; }  // false for NaN
  [[nodiscard]] double leaf_size(unsigned depth) const { return top_size / static_cast<double>(1U << depth); }
  [[nodiscard]] static double far_side(double low, std::uint32_t cells, double size) { return low + (cells - 0.5) * size; }
  [[nodiscard]] std::size_t top_cells() const { return std::size_t{columns} * rows; }
};

[[nodiscard]] Frame frame_over(std::span<const Segment> segments);

/// Where a place lies in the frame that holds it, in finest units.
struct Spot {
  std::uint32_t x, y;

  [[nodiscard]] std::size_t top(const Frame& frame) const noexcept {
    return std::size_t{y >> kTopBits} * frame.columns + (x >> kTopBits);
  }
  [[nodiscard]] std::uint32_t leaf(unsigned depth) const noexcept {
    const std::uint32_t mask = (1U << depth) - 1U;
    return (((y >> (kTopBits - depth)) & mask) << depth) | ((x >> (kTopBits - depth)) & mask);
  }
};
[[nodiscard]] inline Spot spot_of(const Frame& frame, double x, double y) noexcept {
  return {static_cast<std::uint32_t>((x - frame.west) * frame.units), static_cast<std::uint32_t>((y - frame.south) * frame.units)};
}

/// A block of equal square cells with its corner at (west, south).
struct Block {
  double west, south, size;
  std::uint32_t columns, rows;
};

/// Calls `visit(column, row)` for the cells of `block` that a segment may touch, grown by `margin`: a superset of those it does touch.
template <class Visit>
void for_cells_of(const Block& block, double margin, const Segment& s, Visit visit) {
  const double per_cell = 1.0 / block.size;  // a power of two
  const auto clamped = [](double cell, std::uint32_t count) {
    return cell < 0 ? 0U : cell >= count ? count - 1 : static_cast<std::uint32_t>(cell);
  };
  const double left = s.ax < s.bx ? s.ax : s.bx;
  const double right = s.ax < s.bx ? s.bx : s.ax;
  const double column_count = block.columns, row_count = block.rows;
  const double first_column = (left - margin - block.west) * per_cell, last_column = (right + margin - block.west) * per_cell;
  const double first_row = (s.ay - margin - block.south) * per_cell, last_row = (s.by + margin - block.south) * per_cell;
  if (last_column < 0 || first_column >= column_count || last_row < 0 || first_row >= row_count) return;
  const bool upright = s.by > s.ay;
  const double slope = upright ? (s.bx - s.ax) / (s.by - s.ay) : 0.0;
  // Rounding of a + (y - ay) slope stays below a few units in the last place of the ends.
  const double slack = margin + 0x1p-48 * ((left < 0 ? -left : left) + (right < 0 ? -right : right));
  const auto top_row = clamped(last_row, block.rows);
  for (auto row = clamped(first_row, block.rows); row <= top_row; ++row) {
    double from = left - margin, to = right + margin;
    if (upright) {
      const double bottom = block.south + row * block.size - margin, top = block.south + (row + 1) * block.size + margin;
      const double low = s.ay > bottom ? s.ay : bottom, high = s.by < top ? s.by : top;
      const double x_low = s.ax + (low - s.ay) * slope, x_high = s.ax + (high - s.ay) * slope;
      const double least = (x_low < x_high ? x_low : x_high) - slack, most = (x_low < x_high ? x_high : x_low) + slack;
      from = least > from ? least : from;
      to = most < to ? most : to;
    }
    const double first = (from - block.west) * per_cell, last = (to - block.west) * per_cell;
    if (last < 0 || first >= column_count) continue;
    const auto end = clamped(last, block.columns);
    for (auto column = clamped(first, block.columns); column <= end; ++column) visit(column, row);
  }
}

}  // namespace bailiwick::index
