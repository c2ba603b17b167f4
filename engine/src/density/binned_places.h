/// Weighted places by the cell they lie in.
#pragma once

#include <bailiwick/lattice.h>

#include <span>
#include <vector>

namespace bailiwick::density_room {

struct Place {
  double y, x, weight;
};

/// Places of positive weight in the order of their cells, within a cell by y, then x; equal places merged, their weights added in rising order.
/// Nothing depends on the order of the reports.
struct BinnedPlaces {
  Lattice lattice;                     ///< the output's, grown by `margin` cells on every side
  std::vector<Place> place;            ///< about the centre of their cell, in units of `unit_m`
  std::vector<std::uint32_t> begin;    ///< of each cell's places; one entry more at the end

  [[nodiscard]] std::span<const Place> in(std::size_t cell) const { return std::span(place).subspan(begin[cell], begin[cell + 1] - begin[cell]); }
};

/// `reports` are checked already. Places outside the grown lattice are left out.
[[nodiscard]] BinnedPlaces binned(MetricView reports, std::span<const double> weight, const Lattice& lattice, std::uint32_t margin, double unit_m);

}  // namespace bailiwick::density_room
