/// Bands of rows of a lattice, to which places are dealt out.
#pragma once

#include <bailiwick/lattice.h>

#include <cstdint>

#include "density/place.h"

namespace bailiwick::density_room {

/// The lattice with `margin` more cells on every side.
[[nodiscard]] Lattice grown_by(Lattice lattice, std::uint32_t margin);

/// Bands of `together` rows, the last one perhaps of fewer.
struct RowBands {
  double cell_m, first_column, first_row, columns, rows;
  std::uint32_t together;

  [[nodiscard]] std::size_t count() const;
};

/// Bands that fit a cache each.
[[nodiscard]] RowBands row_bands(const Lattice& lattice, std::size_t reports);

/// Places of positive weight within the lattice of `bands`.
[[nodiscard]] DealtPlaces dealt_to_rows(MetricView reports, std::span<const double> weight, const RowBands& bands, const Context& context);

/// The cells of a band's places, counted from the band's first row; rows are `row_cells` apart.
void cells_in_band(const RowBands& bands, std::size_t band, std::size_t row_cells, std::span<const Place> places, std::span<std::uint32_t> cell);

/// Writes in which row of its band each place lies.
void rows_in_band(const RowBands& bands, std::size_t band, std::span<const Place> places, std::span<std::uint32_t> row);

}  // namespace bailiwick::density_room
