#include "hotspots/neighbour_sums.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace bailiwick::hotspots_room {
namespace {

/// Counts and members of three cells in a row (or the middle one alone), so that nine cells cost two passes of three.
struct RowSums {
  std::vector<std::uint64_t> sum;
  std::vector<std::uint32_t> members;
};

template <class Value>
class Masked {
 public:
  Masked(const Lattice& lattice, std::span<const Value> count, std::span<const std::uint8_t> inside)
      : columns_(lattice.columns), count_(count), inside_(inside) {}

  [[nodiscard]] bool member(std::size_t cell) const { return inside_.empty() || inside_[cell] != 0; }

  /// Sums over the cells west, at and east of each cell of `row`; with `middle_only` over the cell alone.
  void row_sums(std::uint32_t row, bool middle_only, RowSums& out) const {
    out.sum.assign(columns_, 0);
    out.members.assign(columns_, 0);
    const std::size_t first = std::size_t{row} * columns_;
    for (std::uint32_t c = 0; c < columns_; ++c) {
      if (!member(first + c)) continue;
      const std::uint32_t begin = middle_only || c == 0 ? c : c - 1, end = middle_only || c + 1 == columns_ ? c : c + 1;
      for (std::uint32_t to = begin; to <= end; ++to) {
        out.sum[to] += count_[first + c];
        ++out.members[to];
      }
    }
  }

 private:
  std::uint32_t columns_;
  std::span<const Value> count_;
  std::span<const std::uint8_t> inside_;
};

/// Room for as many as there may be.
template <class Value>
LagsOf<Value> room_for(std::size_t places) {
  LagsOf<Value> out;
  out.cell.reserve(places);
  out.count.reserve(places);
  out.neighbours.reserve(places);
  out.sum.reserve(places);
  return out;
}

/// Hexagons: the six beside each.
template <class Value>
LagsOf<Value> hexagon_lags(const Lattice& lattice, std::span<const Value> count, std::span<const std::uint8_t> inside) {
  const auto member = [&](std::uint32_t cell) { return inside.empty() || inside[cell] != 0; };
  auto out = room_for<Value>(lattice.size());
  for (std::uint32_t cell = 0; cell < lattice.size(); ++cell) {
    if (!member(cell)) continue;
    std::uint32_t neighbours = 0;
    std::uint64_t sum = 0;
    for (const auto other : cells_beside(lattice, cell, false)) {
      if (!member(other)) continue;
      ++neighbours;
      sum += count[other];
    }
    out.cell.push_back(cell);
    out.count.push_back(count[cell]);
    out.neighbours.push_back(neighbours);
    out.sum.push_back(sum);
    out.most_neighbours = std::max(out.most_neighbours, neighbours);
  }
  return out;
}

template <class Value>
LagsOf<Value> lattice_lags(const Lattice& lattice, std::span<const Value> count, std::span<const std::uint8_t> inside, Neighbours neighbours) {
  if (lattice.shape == CellShape::hexagon) return hexagon_lags(lattice, count, inside);
  const Masked<Value> cells(lattice, count, inside);
  const bool rook = neighbours == Neighbours::rook;
  auto out = room_for<Value>(lattice.size());
  RowSums below, here, above;
  below.sum.assign(lattice.columns, 0);
  below.members.assign(lattice.columns, 0);
  const RowSums none = below;
  for (std::uint32_t row = 0; row < lattice.rows; ++row) {
    if (row > 0) cells.row_sums(row - 1, rook, below);
    cells.row_sums(row, false, here);
    if (row + 1 < lattice.rows) {
      cells.row_sums(row + 1, rook, above);
    } else {
      above = none;
    }
    for (std::uint32_t c = 0; c < lattice.columns; ++c) {
      const std::size_t cell = std::size_t{row} * lattice.columns + c;
      if (!cells.member(cell)) continue;
      out.cell.push_back(static_cast<std::uint32_t>(cell));
      out.count.push_back(count[cell]);
      out.neighbours.push_back(below.members[c] + here.members[c] + above.members[c] - 1);
      out.sum.push_back(below.sum[c] + here.sum[c] + above.sum[c] - count[cell]);
      out.most_neighbours = std::max(out.most_neighbours, out.neighbours.back());
    }
  }
  return out;
}

template <class Value>
LagsOf<Value> listed_lags(std::span<const Value> count, const Weights& weights) {
  auto out = room_for<Value>(weights.size());
  for (std::uint32_t place = 0; place < weights.size(); ++place) {
    std::uint64_t sum = 0;
    for (const auto other : weights.of(place)) sum += count[other];
    out.cell.push_back(place);
    out.count.push_back(count[place]);
    out.neighbours.push_back(static_cast<std::uint32_t>(weights.of(place).size()));
    out.sum.push_back(sum);
    out.most_neighbours = std::max(out.most_neighbours, out.neighbours.back());
  }
  return out;
}

}  // namespace

Steps steps_of(std::span<const double> value, std::span<const std::uint8_t> inside, std::uint64_t terms) {
  Steps steps;
  double most = -std::numeric_limits<double>::infinity();
  steps.least = std::numeric_limits<double>::infinity();
  const auto member = [&](std::size_t i) { return inside.empty() || inside[i] != 0; };
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (!member(i)) continue;
    steps.least = std::min(steps.least, value[i]);
    most = std::max(most, value[i]);
  }
  steps.step.assign(value.size(), 0);
  if (!(most > steps.least)) return steps;
  const int bits = std::min(52, 62 - static_cast<int>(std::bit_width(terms)));
  int of_range = 0, of_largest = 0;
  (void)std::frexp(most / 2 - steps.least / 2, &of_range);  // halves, as the range itself may be beyond a double
  (void)std::frexp(std::max(std::abs(most), std::abs(steps.least)), &of_largest);
  const int exponent = std::max({of_range + 1 - bits, of_largest - 53, -1022});
  steps.size = std::ldexp(1.0, exponent);
  const double per_size = std::ldexp(1.0, -exponent), least = steps.least * per_size;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (member(i)) steps.step[i] = static_cast<std::uint64_t>(std::llround(value[i] * per_size - least));
  }
  return steps;
}

Lags lags(const Lattice& lattice, std::span<const std::uint32_t> count, std::span<const std::uint8_t> inside, Neighbours neighbours) {
  return lattice_lags(lattice, count, inside, neighbours);
}
LagsOf<std::uint64_t> lags(const Lattice& lattice, std::span<const std::uint64_t> step, std::span<const std::uint8_t> inside, Neighbours neighbours) {
  return lattice_lags(lattice, step, inside, neighbours);
}
Lags lags(std::span<const std::uint32_t> count, const Weights& weights) { return listed_lags(count, weights); }
LagsOf<std::uint64_t> lags(std::span<const std::uint64_t> step, const Weights& weights) { return listed_lags(step, weights); }

}  // namespace bailiwick::hotspots_room
