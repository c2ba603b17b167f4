/// The cells of the index: where their sides are and which one holds a place.
#pragma once

#include "index/segments.h"

#include <bailiwick/zones.h>

#include <cstdint>
#include <vector>

namespace bailiwick::index {

/// One axis cut into cells. Cell k holds side[k] <= v < side[k + 1], decided by comparing with the sides themselves, so rounding cannot put a
/// place beside its cell; the last cell also holds what lies on or beyond its far side.
class Axis {
 public:
  Axis() = default;
  Axis(double low, double high, std::uint32_t cells);

  [[nodiscard]] std::uint32_t cells() const { return cells_; }
  [[nodiscard]] double side(std::uint32_t k) const { return side_[k]; }
  [[nodiscard]] double low() const { return side_.front(); }
  [[nodiscard]] double high() const { return high_; }
  [[nodiscard]] bool holds(double v) const { return v >= low() && v <= high_; }  // false for NaN

  /// The cell of a value between low and high.
  [[nodiscard]] std::uint32_t cell(double v) const noexcept {
    auto k = static_cast<std::uint32_t>((v - low()) * per_unit_);
    if (k >= cells_) k = cells_ - 1;
    while (k > 0 && v < side_[k]) --k;
    while (k + 1 < cells_ && v >= side_[k + 1]) ++k;
    return k;
  }

 private:
  std::vector<double> side_{0.0, 0.0};
  double high_ = 0, per_unit_ = 0;
  std::uint32_t cells_ = 1;
};

struct Grid {
  Axis columns, rows;

  [[nodiscard]] bool holds(double x, double y) const { return columns.holds(x) && rows.holds(y); }
  [[nodiscard]] std::size_t cell(double x, double y) const noexcept {
    return std::size_t{rows.cell(y)} * columns.cells() + columns.cell(x);
  }
  [[nodiscard]] std::size_t size() const { return std::size_t{columns.cells()} * rows.cells(); }
};

/// Cells about as many as segments, nearly square, over the box of the segments.
[[nodiscard]] Grid grid_over(const Segments& segments);

/// Calls `visit(row, first column, last column)` for the cells that a segment may touch: a superset of those it does touch.
template <class Visit>
void for_cells_of(const Grid& grid, const Segment& s, Visit visit) {
  const double west = s.ax < s.bx ? s.ax : s.bx;
  const double east = s.ax < s.bx ? s.bx : s.ax;
  const double slope = s.by > s.ay ? (s.bx - s.ax) / (s.by - s.ay) : 0.0;
  // Rounding of a + (y - ay) slope is below a few units in the last place of the ends.
  const double slack = 0x1p-48 * ((west < 0 ? -west : west) + (east < 0 ? -east : east));
  const auto last = grid.rows.cell(s.by);
  for (auto row = grid.rows.cell(s.ay); row <= last; ++row) {
    double from = west;
    double to = east;
    if (s.by > s.ay) {
      const double low = s.ay > grid.rows.side(row) ? s.ay : grid.rows.side(row);
      const double high = row == last ? s.by : grid.rows.side(row + 1);
      const double x_low = s.ax + (low - s.ay) * slope;
      const double x_high = s.ax + (high - s.ay) * slope;
      const double least = (x_low < x_high ? x_low : x_high) - slack;
      const double most = (x_low < x_high ? x_high : x_low) + slack;
      if (least > from) from = least < east ? least : east;
      if (most < to) to = most > west ? most : west;
    }
    visit(row, grid.columns.cell(from), grid.columns.cell(to));
  }
}

}  // namespace bailiwick::index
