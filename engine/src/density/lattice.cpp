#include <bailiwick/error.h>
#include <bailiwick/lattice.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "density/cell_along.h"
#include "density/box.h"
#include "density/round_numbers.h"

namespace bailiwick {
namespace {

/// Cells are numbered in 32 bits, and kNoCell is none of them.
constexpr double kMostCells = 4294967295.0;
/// Beyond this column number doubles no longer tell neighbouring cells apart.
constexpr double kFarthestCell = 4503599627370496.0;  // 2^52

struct Span {
  double first, last;  ///< numbers of the first and last cell of the whole plane along one axis
  [[nodiscard]] double count() const { return last - first + 1; }
};

/// The cells that have ground in [low, high]; the line `high` itself has none when it is a cell border.
Span cells_over(double low, double high, double cell_m) {
  const double first = std::floor(low / cell_m);
  return {first, std::max(first, std::ceil(high / cell_m) - 1)};
}

/// Hexagons of shifted rows reach half a cell farther east, so the box needs one that begins half a cell farther west.
Span columns_over(const density_room::Box& box, double cell_m, CellShape shape) {
  return cells_over(shape == CellShape::hexagon ? box.west - cell_m / 2 : box.west, box.east, cell_m);
}

Span rows_over(const density_room::Box& box, double cell_m, CellShape shape) {
  return cells_over(box.south, box.north, Lattice{cell_m, 0, 0, 0, 0, shape}.row_m());
}

void check_cell_size(double cell_m) {
  if (!std::isfinite(cell_m) || cell_m <= 0) {
    throw Error(ErrorCode::invalid_argument, "cell size: expected a positive number of metres, found " +
                                                 (std::isfinite(cell_m) ? density_room::text(cell_m, 6) : std::string("none")) +
                                                 "; name one such as 200");
  }
}

double cells_of(const density_room::Box& box, double cell_m, CellShape shape) {
  return columns_over(box, cell_m, shape).count() * rows_over(box, cell_m, shape).count();
}

/// The smallest round cell size with which the box fits the limit; 0 when none does: cells larger than the box still have four about a corner.
double round_fit(const density_room::Box& box, double cell_m, double limit, CellShape shape) {
  const double side = std::max(box.east - box.west, box.north - box.south);
  double fit = cell_m;
  while (!(cells_of(box, fit, shape) <= limit)) {
    if (fit > side) return 0;
    fit = density_room::round_up(std::nextafter(fit, std::numeric_limits<double>::infinity()));
  }
  return fit;
}

density_room::Box checked_box(const PolygonsView& shapes, double cell_m, double margin_m) {
  check_cell_size(cell_m);
  const auto box = density_room::grown(density_room::box_of(shapes), margin_m);
  if (!box.has_ground()) {
    throw Error(ErrorCode::invalid_argument, "the lattice: expected an area with finite corners to lay cells over, found none");
  }
  return box;
}

double limit_of(const CellLimits& limits) { return std::min(static_cast<double>(limits.max_cells), kMostCells - 1); }

/// The memory that a density over so many cells takes; nothing where it is too much to be said.
std::string room_of(double cells) {
  constexpr double kBytes = 13, kGib = 1024.0 * 1024 * 1024;  // a sum, a value and a mask
  const double gib = cells * kBytes / kGib;
  return gib < 1 || gib > 1e9 ? std::string() : " (some " + density_room::text(gib, gib < 10 ? 1 : 0) + " GiB)";
}

[[noreturn]] void throw_too_many(const density_room::Box& box, double cell_m, double limit, CellShape shape) {
  constexpr double kUncounted = 1e300;
  const double fit = round_fit(box, cell_m, limit, shape), cells = cells_of(box, cell_m, shape);
  throw Error(ErrorCode::limit_exceeded, "cell size " + density_room::shown(cell_m) + " m makes " +
                                             (cells < kUncounted ? "about " + density_room::shown(cells) : std::string("more than 1e+300")) +
                                             " cells over this area" + room_of(cells) + ": expected at most " + density_room::text(limit, 0) +
                                             (fit > 0 ? "; use " + density_room::shown(fit) + " m or more" : "; raise the limit to 4 or more"));
}

}  // namespace

std::string_view code(CellShape shape) { return shape == CellShape::hexagon ? "hexagon" : "square"; }

Lattice lattice_over(const PolygonsView& shapes, double cell_m, double margin_m, const CellLimits& limits, CellShape shape) {
  if (!std::isfinite(margin_m) || margin_m < 0) {
    throw Error(ErrorCode::invalid_argument, "margin of the lattice: expected 0 or more metres, found another value");
  }
  const auto box = checked_box(shapes, cell_m, margin_m);
  const Span across = columns_over(box, cell_m, shape);
  const Span up = rows_over(box, cell_m, shape);
  if (!(across.count() * up.count() <= limit_of(limits))) throw_too_many(box, cell_m, limit_of(limits), shape);
  if (std::max({std::abs(across.first), std::abs(across.last), std::abs(up.first), std::abs(up.last)}) > kFarthestCell) {
    throw Error(ErrorCode::limit_exceeded, "cell size " + density_room::shown(cell_m) +
                                               " m is too small to be told apart this far from the plane's origin; use a larger one");
  }
  Lattice lattice;
  lattice.cell_m = cell_m;
  lattice.first_column = static_cast<std::int64_t>(across.first);
  lattice.first_row = static_cast<std::int64_t>(up.first);
  lattice.columns = static_cast<std::uint32_t>(across.count());
  lattice.rows = static_cast<std::uint32_t>(up.count());
  lattice.shape = shape;
  return lattice;
}

double fitting_cell(const PolygonsView& shapes, double cell_m, const CellLimits& limits, CellShape shape) {
  return round_fit(checked_box(shapes, cell_m, 0), cell_m, limit_of(limits), shape);
}

std::string cell_id(const Lattice& lattice, std::uint32_t column, std::uint32_t row) {
  return density_room::text(lattice.cell_m, 9) + (lattice.shape == CellShape::hexagon ? "m_hex_" : "m_") + std::to_string(lattice.first_column + column) + "_" +
         std::to_string(lattice.first_row + row);
}

namespace {

using density_room::cell_along;

/// The hexagon whose centre is nearest: in each row it is the one whose width holds the report, and only three rows come into question.
std::uint32_t hexagon_of(const Lattice& lattice, double x, double y) {
  const double middle = std::floor(y / lattice.row_m());
  std::uint32_t nearest = kNoCell;
  double least = std::numeric_limits<double>::infinity();
  for (const double row : {middle - 1, middle, middle + 1}) {
    const double shift = std::fmod(row, 2) != 0 ? lattice.cell_m / 2 : 0.0;
    const double column = cell_along(x - shift, lattice.cell_m);
    const double dx = x - shift - (column + 0.5) * lattice.cell_m, dy = y - (row + 0.5) * lattice.row_m();
    const double squared = dx * dx + dy * dy;
    if (!(squared < least)) continue;  // of equal ones the first: the southernmost
    least = squared;
    const double c = column - static_cast<double>(lattice.first_column), r = row - static_cast<double>(lattice.first_row);
    const bool within = c >= 0 && c < lattice.columns && r >= 0 && r < lattice.rows;
    nearest = within ? static_cast<std::uint32_t>(r) * lattice.columns + static_cast<std::uint32_t>(c) : kNoCell;
  }
  return nearest;
}

}  // namespace

std::vector<std::uint32_t> cell_of(const Lattice& lattice, MetricView reports) {
  if (lattice.shape == CellShape::hexagon) {
    std::vector<std::uint32_t> cell(reports.size());
    for (std::size_t i = 0; i < cell.size(); ++i) cell[i] = hexagon_of(lattice, reports.x_m[i], reports.y_m[i]);
    return cell;
  }
  std::vector<std::uint32_t> cell(reports.size(), kNoCell);
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const double column = cell_along(reports.x_m[i], lattice.cell_m) - static_cast<double>(lattice.first_column);
    const double row = cell_along(reports.y_m[i], lattice.cell_m) - static_cast<double>(lattice.first_row);
    const bool within = column >= 0 && column < lattice.columns && row >= 0 && row < lattice.rows;  // false for NaN
    if (within) cell[i] = static_cast<std::uint32_t>(row) * lattice.columns + static_cast<std::uint32_t>(column);
  }
  return cell;
}

}  // namespace bailiwick
