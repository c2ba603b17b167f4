/// Square cells of the metric plane.
#pragma once

#include <bailiwick/plane.h>
#include <bailiwick/reports.h>

#include <cstdint>
#include <string>
#include <vector>

namespace bailiwick {

/// A block of square cells whose corners lie at multiples of the cell size, so that cells keep their names from run to run.
/// Cell (column, row) covers [ (first_column + column) * cell_m, + cell_m ) eastward and likewise northward; row 0 is the southernmost.
struct Lattice {
  double cell_m = 0;
  std::int64_t first_column = 0, first_row = 0;
  std::uint32_t columns = 0, rows = 0;

  [[nodiscard]] std::uint64_t size() const { return std::uint64_t{columns} * rows; }
  [[nodiscard]] double west_m() const { return static_cast<double>(first_column) * cell_m; }
  [[nodiscard]] double south_m() const { return static_cast<double>(first_row) * cell_m; }
  [[nodiscard]] double centre_x_m(std::uint32_t column) const { return (static_cast<double>(first_column + column) + 0.5) * cell_m; }
  [[nodiscard]] double centre_y_m(std::uint32_t row) const { return (static_cast<double>(first_row + row) + 0.5) * cell_m; }
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
[[nodiscard]] Lattice lattice_over(const PolygonsView& shapes, double cell_m, double margin_m = 0, const CellLimits& limits = {});

/// `cell_m` itself where lattice_over lays it, else the smallest 1, 2 or 5 times a power of ten above it that stays within the limit; 0 when none
/// does, as four cells may be needed about a corner. The same refusals of sizes and grounds as lattice_over.
[[nodiscard]] double fitting_cell(const PolygonsView& shapes, double cell_m, const CellLimits& limits = {});

/// 1 for the cells whose centre lies in `area` (metric plane, even-odd over all rings of all shapes), row by row from the south.
[[nodiscard]] std::vector<std::uint8_t> cells_inside(const Lattice& lattice, const PolygonsView& area);

/// Stable name of a cell: cell size, column and row of the whole plane, e.g. "200m_-12_407".
[[nodiscard]] std::string cell_id(const Lattice& lattice, std::uint32_t column, std::uint32_t row);

inline constexpr std::uint32_t kNoCell = 0xffffffffU;
/// The cell of each report (row * columns + column), kNoCell where it lies outside the lattice.
[[nodiscard]] std::vector<std::uint32_t> cell_of(const Lattice& lattice, MetricView reports);

}  // namespace bailiwick
