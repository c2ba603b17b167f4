/// Weighted places by the cell they lie in.
#pragma once

#include <bailiwick/lattice.h>

#include <span>
#include <vector>

#include "density/place.h"

namespace bailiwick::density_room {

/// Places of positive weight in the order of their cells, within a cell by y, then x; equal places merged, their weights added in rising order.
/// Nothing depends on the order of the reports.
struct BinnedPlaces {
  Lattice lattice;                    ///< the output's, grown by `margin` cells on every side
  run::LargeArray<Place> place;       ///< about the centre of their cell, in units of `unit_m`; with gaps between rows
  run::LargeArray<std::uint32_t> begin;  ///< of each cell's places, one entry more at the end of each row

  [[nodiscard]] std::span<const Place> in(std::size_t row, std::size_t column, std::size_t columns = 1) const {
    const auto* const first = begin.data() + row * (std::size_t{lattice.columns} + 1) + column;
    return place.part(first[0], first[columns]);
  }
};

/// `reports` are checked already. Places outside the grown lattice are left out.
[[nodiscard]] BinnedPlaces binned(MetricView reports, std::span<const double> weight, const Lattice& lattice, std::uint32_t margin, double unit_m,
                                  const Context& context);

}  // namespace bailiwick::density_room
