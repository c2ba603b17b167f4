/// What every statistic of a cell needs of its neighbours: how many take part and what they sum to.
#pragma once

#include <bailiwick/weights.h>

#include <cstdint>
#include <span>
#include <vector>

namespace bailiwick::hotspots_room {

/// The cells that take part, as columns, in the order of the lattice. The cell itself is in neither `neighbours` nor `sum`.
template <class Value>
struct LagsOf {
  std::vector<std::uint32_t> cell;        ///< number in the lattice
  std::vector<Value> count;               ///< reports of the cell
  std::vector<std::uint32_t> neighbours;  ///< how many neighbours take part
  std::vector<std::uint64_t> sum;         ///< reports of those neighbours
  std::uint32_t most_neighbours = 0;      ///< largest of `neighbours`

  [[nodiscard]] std::size_t size() const { return cell.size(); }
};

using Lags = LagsOf<std::uint32_t>;

/// Values as whole steps above the least of them: sums of steps do not depend on the order of their terms.
struct Steps {
  std::vector<std::uint64_t> step;
  double least = 0, size = 1;  ///< value = least + step x size

  [[nodiscard]] double sum(std::uint64_t steps, double terms) const { return terms * least + static_cast<double>(steps) * size; }
};
/// The size is a power of two, so whole numbers and binary fractions stay what they are: 2^-52 of the range or the last bit of the largest value, whichever is
/// more, and more still where sums of `terms` ask for it. Values where `inside` is 0 are 0 steps.
[[nodiscard]] Steps steps_of(std::span<const double> value, std::span<const std::uint8_t> inside, std::uint64_t terms);

/// Sums of so many steps that lie this close may be of equal values: 0.1 + 0.2 and 0.3.
[[nodiscard]] constexpr std::uint64_t slack_of(std::uint64_t terms) { return 2 * terms; }

/// Neighbours outside the lattice or with `inside` 0 are left out. Empty `inside`: every cell takes part.
[[nodiscard]] Lags lags(const Lattice& lattice, std::span<const std::uint32_t> count, std::span<const std::uint8_t> inside, Neighbours neighbours);
[[nodiscard]] LagsOf<std::uint64_t> lags(const Lattice& lattice, std::span<const std::uint64_t> step, std::span<const std::uint8_t> inside, Neighbours neighbours);

/// The same for the places of any neighbourhood; `cell` is the number of the place.
[[nodiscard]] Lags lags(std::span<const std::uint32_t> count, const Weights& weights);
[[nodiscard]] LagsOf<std::uint64_t> lags(std::span<const std::uint64_t> step, const Weights& weights);

}  // namespace bailiwick::hotspots_room
