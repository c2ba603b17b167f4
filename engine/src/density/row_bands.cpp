#include "density/row_bands.h"

#include "density/cell_along.h"
#include "density/vector_clones.h"
#include "run/blocks.h"

namespace bailiwick::density_room {
namespace {

BAILIWICK_VECTOR_CLONES void bands_of(const RowBands& bands, const double* __restrict x, const double* __restrict y, std::size_t n,
                                      std::uint32_t* __restrict band) {
  const double per_row = 1.0 / bands.together, west = bands.first_column * bands.cell_m, east = (bands.first_column + bands.columns) * bands.cell_m;
  for (std::size_t i = 0; i < n; ++i) {
    const double row = cell_along(y[i], bands.cell_m) - bands.first_row;
    const bool within = (x[i] >= west) & (x[i] < east) & (row >= 0) & (row < bands.rows);  // false for NaN
    const auto number = static_cast<std::int32_t>((within ? row + 0.5 : 0.0) * per_row);  // the half keeps rounding away from borders
    band[i] = within ? static_cast<std::uint32_t>(number) : kNoBand;
  }
}

BAILIWICK_VECTOR_CLONES void cells_of(const RowBands& bands, double first_row, double row_cells, double first_column, double column_counts,
                                      const Place* __restrict place, std::size_t n, std::uint32_t* __restrict cell) {
  for (std::size_t i = 0; i < n; ++i) {
    const double column = cell_along(place[i].x, bands.cell_m) - first_column, row = cell_along(place[i].y, bands.cell_m) - first_row;
    cell[i] = static_cast<std::uint32_t>(static_cast<std::int64_t>(row * row_cells + column_counts * column));
  }
}

double first_row_of(const RowBands& bands, std::size_t band) { return bands.first_row + static_cast<double>(band * bands.together); }

}  // namespace

Lattice grown_by(Lattice lattice, std::uint32_t margin) {
  lattice.first_column -= margin;
  lattice.first_row -= margin;
  lattice.columns += 2 * margin;
  lattice.rows += 2 * margin;
  return lattice;
}

std::size_t RowBands::count() const { return run::block_count(static_cast<std::size_t>(rows), together); }

RowBands row_bands(const Lattice& lattice, std::size_t reports) {
  const auto together = run::block_count(lattice.rows, fitting_bands(reports, lattice.rows));
  return {lattice.cell_m, static_cast<double>(lattice.first_column), static_cast<double>(lattice.first_row), static_cast<double>(lattice.columns),
          static_cast<double>(lattice.rows), static_cast<std::uint32_t>(together)};
}

DealtPlaces dealt_to_rows(MetricView reports, std::span<const double> weight, const RowBands& bands, const Context& context) {
  return dealt_places(reports, weight, false, bands.count(), [&](MetricView some, std::span<std::uint32_t> band) {
    bands_of(bands, some.x_m.data(), some.y_m.data(), some.size(), band.data());
  }, context);
}

void cells_in_band(const RowBands& bands, std::size_t band, std::size_t row_cells, std::span<const Place> places, std::span<std::uint32_t> cell) {
  cells_of(bands, first_row_of(bands, band), static_cast<double>(row_cells), bands.first_column, 1, places.data(), places.size(), cell.data());
}

void rows_in_band(const RowBands& bands, std::size_t band, std::span<const Place> places, std::span<std::uint32_t> row) {
  cells_of(bands, first_row_of(bands, band), 1, bands.first_column, 0, places.data(), places.size(), row.data());
}

}  // namespace bailiwick::density_room
