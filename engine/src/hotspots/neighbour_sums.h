/// What every statistic of a cell needs of its neighbours: how many take part and what they sum to.
#pragma once

#include <bailiwick/weights.h>

#include <cstdint>
#include <span>
#include <vector>

namespace bailiwick::hotspots_room {

/// The cells that take part, as columns, in the order of the lattice. The cell itself is in neither `neighbours` nor `sum`.
struct Lags {
  std::vector<std::uint32_t> cell;        ///< number in the lattice
  std::vector<std::uint32_t> count;       ///< reports of the cell
  std::vector<std::uint32_t> neighbours;  ///< how many neighbours take part
  std::vector<std::uint64_t> sum;         ///< reports of those neighbours
  std::uint32_t most_neighbours = 0;      ///< largest of `neighbours`

  [[nodiscard]] std::size_t size() const { return cell.size(); }
};

/// Neighbours outside the lattice or with `inside` 0 are left out. Empty `inside`: every cell takes part.
[[nodiscard]] Lags lags(const Lattice& lattice, std::span<const std::uint32_t> count, std::span<const std::uint8_t> inside,
                        Neighbours neighbours);

/// The same for the places of any neighbourhood; `cell` is the number of the place.
[[nodiscard]] Lags lags(std::span<const std::uint32_t> count, const Weights& weights);

}  // namespace bailiwick::hotspots_room
