/// Which cells have their centre in an area: one horizontal line through the centres of each row, parity of the edges west of each centre.
#include <bailiwick/error.h>
#include <bailiwick/lattice.h>

#include <algorithm>
#include <cmath>

namespace bailiwick {
namespace {

/// The first column whose centre is not west of `x`; `columns` when there is none. A centre exactly on an edge counts as east of it, by the
/// half-open rule (a place counts as shifted up first, then right).
std::uint32_t first_column_east_of(const Lattice& lattice, double x) {
  const double guess = std::ceil(x / lattice.cell_m - 0.5) - static_cast<double>(lattice.first_column);
  auto column = static_cast<std::uint32_t>(std::clamp(guess, 0.0, static_cast<double>(lattice.columns)));
  while (column > 0 && lattice.centre_x_m(column - 1) >= x) --column;
  while (column < lattice.columns && lattice.centre_x_m(column) < x) ++column;
  return column;
}

std::uint32_t first_row_north_of(const Lattice& lattice, double y) {
  const double guess = std::ceil(y / lattice.row_m() - 0.5) - static_cast<double>(lattice.first_row);
  auto row = static_cast<std::uint32_t>(std::clamp(guess, 0.0, static_cast<double>(lattice.rows)));
  while (row > 0 && lattice.centre_y_m(row - 1) >= y) --row;
  while (row < lattice.rows && lattice.centre_y_m(row) < y) ++row;
  return row;
}

/// Flips, in every row the edge crosses, the first cell east of the crossing.
void flip_along_edge(const Lattice& lattice, double x1, double y1, double x2, double y2, std::vector<std::uint8_t>& flips) {
  if (y1 > y2) {
    std::swap(x1, x2);
    std::swap(y1, y2);
  }
  const std::uint32_t end = first_row_north_of(lattice, y2);  // rows with y1 <= centre < y2: each vertex belongs to one of its two edges
  for (std::uint32_t row = first_row_north_of(lattice, y1); row < end; ++row) {
    const double x = x1 + (lattice.centre_y_m(row) - y1) / (y2 - y1) * (x2 - x1);
    const std::uint32_t column = first_column_east_of(lattice, lattice.is_shifted(row) ? x - lattice.cell_m / 2 : x);
    if (column < lattice.columns) flips[std::size_t{row} * lattice.columns + column] ^= 1U;
  }
}

}  // namespace

std::vector<std::uint8_t> cells_inside(const Lattice& lattice, const PolygonsView& area) {
  std::vector<std::uint8_t> inside(lattice.size(), 0);
  const auto finite = [](double value) { return std::isfinite(value); };
  if (!std::all_of(area.x.begin(), area.x.end(), finite) || !std::all_of(area.y.begin(), area.y.end(), finite)) {
    throw Error(ErrorCode::invalid_coordinate, "the area under the cells: expected finite coordinates in metres, found others; check its CRS");
  }
  for (std::size_t ring = 0; ring + 1 < area.ring_offsets.size(); ++ring) {
    const auto vertices = area.vertices_of(ring);
    for (auto v = vertices.begin; v + 1 < vertices.end; ++v) {
      flip_along_edge(lattice, area.x[v], area.y[v], area.x[v + 1], area.y[v + 1], inside);
    }
  }
  for (std::uint32_t row = 0; row < lattice.rows; ++row) {
    const auto begin = inside.begin() + static_cast<std::ptrdiff_t>(std::size_t{row} * lattice.columns);
    std::uint8_t state = 0;
    for (auto cell = begin; cell != begin + lattice.columns; ++cell) *cell = state = static_cast<std::uint8_t>(state ^ *cell);
  }
  return inside;
}

}  // namespace bailiwick
