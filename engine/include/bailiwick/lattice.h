/// Square or hexagonal cells of the metric plane.
#pragma once

#include <bailiwick/plane.h>
#include <bailiwick/reports.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bailiwick {

enum class CellShape : std::uint8_t { square, hexagon };
[[nodiscard]] std::string_view code(CellShape shape);

/// A block of cells that keep their names from run to run. Squares: corners lie at multiples of the cell size; cell (column, row)
/// covers [ (first_column + column) * cell_m, + cell_m ) eastward and likewise northward; row 0 is the southernmost. Hexagons stand on a tip, `cell_m`
/// wide from side to side, which is also the distance of neighbouring centres; rows lie sqrt(3) / 2 of it apart, and those of odd number in the plane
/// are shifted half a cell eastward.
struct Lattice {
  double cell_m = 0;
  std::int64_t first_column = 0, first_row = 0;
  std::uint32_t columns = 0, rows = 0;
  CellShape shape = CellShape::square;

  [[nodiscard]] std::uint64_t size() const { return std::uint64_t{columns} * rows; }
  [[nodiscard]] double west_m() const { return static_cast<double>(first_column) * cell_m; }
  [[nodiscard]] double south_m() const { return static_cast<double>(first_row) * row_m(); }
  /// Distance of the centres of neighbouring rows.
  [[nodiscard]] double row_m() const { return shape == CellShape::square ? cell_m : cell_m * 0.86602540378443864676; }
  [[nodiscard]] double cell_area_m2() const { return cell_m * row_m(); }  // of either shape
  [[nodiscard]] bool is_shifted(std::uint32_t row) const { return shape == CellShape::hexagon && (first_row + row) % 2 != 0; }
  [[nodiscard]] double centre_x_m(std::uint32_t column) const { return (static_cast<double>(first_column + column) + 0.5) * cell_m; }
  [[nodiscard]] double centre_x_m(std::uint32_t column, std::uint32_t row) const { return centre_x_m(column) + (is_shifted(row) ? cell_m / 2 : 0.0); }
  [[nodiscard]] double centre_y_m(std::uint32_t row) const { return (static_cast<double>(first_row + row) + 0.5) * row_m(); }
};

/// A cell size chosen by rule.
struct CellChoice {
  double cell_m = 0;
  std::string reason;  ///< one sentence with the numbers that led to the value
};

struct CellLimits {
  std::uint64_t max_cells = 50'000'000;
};

/// The smallest lattice that covers the box of `shapes` (metric plane) grown by `margin_m`. Refuses, before any work, a cell size that is not
/// finite and positive, or no ground: Error(invalid_argument); or more cells than the limit: Error(limit_exceeded) with the estimate and the
/// cell size that would work.
[[nodiscard]] Lattice lattice_over(const PolygonsView& shapes, double cell_m, double margin_m = 0, const CellLimits& limits = {},
                                   CellShape shape = CellShape::square);

/// `cell_m` itself where lattice_over lays it, else the smallest 1, 2 or 5 times a power of ten above it that stays within the limit; 0 when none
/// does, as four cells may be needed about a corner. The same refusals of sizes and grounds as lattice_over.
[[nodiscard]] double fitting_cell(const PolygonsView& shapes, double cell_m, const CellLimits& limits = {}, CellShape shape = CellShape::square);

/// 1 for the cells whose centre lies in `area` (metric plane, even-odd over all rings of all shapes), row by row from the south.
[[nodiscard]] std::vector<std::uint8_t> cells_inside(const Lattice& lattice, const PolygonsView& area);

/// The cells beside a cell that the lattice holds: the six of a hexagon; of a square the four that share a side and, with `corners`, the four that
/// share a corner. Ascending.
struct CellsBeside {
  std::array<std::uint32_t, 8> cell{};
  std::uint8_t count = 0;
  [[nodiscard]] const std::uint32_t* begin() const { return cell.data(); }
  [[nodiscard]] const std::uint32_t* end() const { return cell.data() + count; }
};
[[nodiscard]] CellsBeside cells_beside(const Lattice& lattice, std::uint32_t cell, bool corners);

/// The corners of a cell, counter-clockwise, not closed; neighbouring cells share theirs to the last bit.
struct CellCorners {
  std::array<double, 6> x_m{}, y_m{};
  std::uint8_t count = 0;
};
[[nodiscard]] CellCorners cell_corners(const Lattice& lattice, std::uint32_t cell);

/// The cells as shapes of the location plane; neighbours share their corners to the last bit.
[[nodiscard]] Polygons cell_shapes(const Lattice& lattice, std::span<const std::uint32_t> cells, const Planes& planes);

/// Stable name of a cell: cell size, column and row of the whole plane, e.g. "200m_-12_407"; of a hexagon "200m_hex_-12_407".
[[nodiscard]] std::string cell_id(const Lattice& lattice, std::uint32_t column, std::uint32_t row);

inline constexpr std::uint32_t kNoCell = 0xffffffffU;
/// The cell of each report (row * columns + column), kNoCell where it lies outside the lattice. Of equally near hexagons the southernmost, then westernmost.
[[nodiscard]] std::vector<std::uint32_t> cell_of(const Lattice& lattice, MetricView reports);

}  // namespace bailiwick
