/// Weighted places by the row of cells they lie in.
#pragma once

#include <bailiwick/lattice.h>

#include <span>
#include <vector>

#include "density/place.h"
#include "density/places.h"

namespace bailiwick::density_room {

/// Places of positive weight by rows, within a row from west to east; equal places merged, their weights added in rising order. Nothing depends on the
/// order of the reports.
struct RowPlaces {
  run::LargeArray<double> column;   ///< of the output; below 0 and beyond the last column for places beside it
  run::LargeArray<double> x, y;     ///< about the centre of their cell, in units of `unit_m`
  run::LargeArray<double> weight;
  run::LargeArray<double> reach2;   ///< the squared radius of each one's kernel, in units of `unit_m`: at most 1
  std::vector<std::size_t> begin, end;  ///< of each row's places, from `margin` rows below the output's first
  std::uint32_t margin = 0;
  double unit_m = 0;
};

/// Places outside the lattice grown by `margin` cells are left out. Every kernel has the radius `unit_m`.
[[nodiscard]] RowPlaces row_places(MetricView reports, std::span<const double> weight, const Lattice& lattice, std::uint32_t margin, double unit_m,
                                   const Context& context);

/// The same for the places of these numbers, which rise, each with its own radius of at most `unit_m`. Places stay in their order within a row.
[[nodiscard]] RowPlaces row_places(const Places& places, std::span<const double> radius_m, std::span<const std::size_t> numbers, const Lattice& lattice,
                                   std::uint32_t margin, double unit_m);

}  // namespace bailiwick::density_room
