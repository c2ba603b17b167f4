/// What lies beside a cell, its corners and its shape.
#include <bailiwick/lattice.h>

#include <utility>

namespace bailiwick {
namespace {

constexpr double kSqrt3 = 1.73205080756887729353;

void add(const Lattice& lattice, std::int64_t column, std::int64_t row, CellsBeside& out) {
  if (column < 0 || row < 0 || column >= lattice.columns || row >= lattice.rows) return;
  out.cell[out.count++] = static_cast<std::uint32_t>(row * lattice.columns + column);
}

}  // namespace

CellsBeside cells_beside(const Lattice& lattice, std::uint32_t cell, bool corners) {
  const std::int64_t column = cell % lattice.columns, row = cell / lattice.columns;
  CellsBeside out;
  if (lattice.shape == CellShape::hexagon) {
    const std::int64_t west = lattice.is_shifted(static_cast<std::uint32_t>(row)) ? column : column - 1;  // the western one of the two above and below
    for (const std::int64_t up : {-1, 0, 1}) {
      add(lattice, up == 0 ? column - 1 : west, row + up, out);
      add(lattice, up == 0 ? column + 1 : west + 1, row + up, out);
    }
    return out;
  }
  for (std::int64_t up = -1; up <= 1; ++up) {
    for (std::int64_t right = -1; right <= 1; ++right) {
      const bool itself = up == 0 && right == 0, diagonal = up != 0 && right != 0;
      if (!itself && (corners || !diagonal)) add(lattice, column + right, row + up, out);
    }
  }
  return out;
}

CellCorners cell_corners(const Lattice& lattice, std::uint32_t cell) {
  const std::uint32_t column = cell % lattice.columns, row = cell / lattice.columns;
  CellCorners out;
  const auto corner = [&](double x, double y) {
    out.x_m[out.count] = x;
    out.y_m[out.count++] = y;
  };
  if (lattice.shape == CellShape::hexagon) {
    // whole numbers of half widths and of half sides, the same for every cell that has the corner
    const auto x = static_cast<double>(2 * (lattice.first_column + column) + 1 + (lattice.is_shifted(row) ? 1 : 0));
    const auto y = static_cast<double>(6 * (lattice.first_row + row) + 3);
    const double half_width = lattice.cell_m / 2, quarter_side = lattice.cell_m / kSqrt3 / 4;
    for (const auto& [right, up] : {std::pair{0.0, -4.0}, {1.0, -2.0}, {1.0, 2.0}, {0.0, 4.0}, {-1.0, 2.0}, {-1.0, -2.0}}) {
      corner((x + right) * half_width, (y + up) * quarter_side);
    }
    return out;
  }
  const double west = static_cast<double>(lattice.first_column + column) * lattice.cell_m;
  const double east = static_cast<double>(lattice.first_column + column + 1) * lattice.cell_m;
  const double south = static_cast<double>(lattice.first_row + row) * lattice.cell_m;
  const double north = static_cast<double>(lattice.first_row + row + 1) * lattice.cell_m;
  corner(west, south);
  corner(east, south);
  corner(east, north);
  corner(west, north);
  return out;
}

Polygons cell_shapes(const Lattice& lattice, std::span<const std::uint32_t> cells, const Planes& planes) {
  Polygons shapes;
  for (const auto cell : cells) {
    const auto corners = cell_corners(lattice, cell);
    for (std::size_t i = 0; i <= corners.count; ++i) shapes.add_vertex(corners.x_m[i % corners.count], corners.y_m[i % corners.count]);
    shapes.end_ring();
    shapes.end_part();
    shapes.end_shape();
  }
  planes.from_metric(shapes.x, shapes.y);
  return shapes;
}

}  // namespace bailiwick
