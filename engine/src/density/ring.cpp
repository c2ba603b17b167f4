#include "density/ring.h"

#include <algorithm>
#include <cmath>

#include "density/vector_clones.h"

namespace bailiwick::density_room {
namespace {

/// Rounding of places and centres is far smaller; cells this close to the rim are evaluated place by place.
constexpr double kMargin = 1e-9;

double squared(double v) { return v * v; }

/// sums[i] += weight x max(0, 1 - squared distance)^power. The step of the uniform kernel is 1 wherever that is above 0.
template <int power>
[[gnu::always_inline]] inline void add_place(double* __restrict sums, const double* __restrict x, const double* __restrict y, std::size_t n,
                                             const Place& place) {
  for (std::size_t i = 0; i < n; ++i) {
    const double dx = x[i] - place.x, dy = y[i] - place.y, rest = 1 - (dx * dx + dy * dy);
    const double inner = rest > 0 ? rest : 0.0;
    double value = rest > 0 ? 1.0 : 0.0;
    if constexpr (power == 1) value = inner;
    if constexpr (power == 2) value = inner * inner;
    if constexpr (power == 3) value = inner * inner * inner;
    sums[i] += place.weight * value;
  }
}

// One function per power: attributes of templates do not reach their instances.
BAILIWICK_VECTOR_CLONES void add_uniform(double* __restrict s, const double* __restrict x, const double* __restrict y, std::size_t n, const Place& p) {
  add_place<0>(s, x, y, n, p);
}
BAILIWICK_VECTOR_CLONES void add_epanechnikov(double* __restrict s, const double* __restrict x, const double* __restrict y, std::size_t n, const Place& p) {
  add_place<1>(s, x, y, n, p);
}
BAILIWICK_VECTOR_CLONES void add_quartic(double* __restrict s, const double* __restrict x, const double* __restrict y, std::size_t n, const Place& p) {
  add_place<2>(s, x, y, n, p);
}
BAILIWICK_VECTOR_CLONES void add_triweight(double* __restrict s, const double* __restrict x, const double* __restrict y, std::size_t n, const Place& p) {
  add_place<3>(s, x, y, n, p);
}

/// Columns from 0 up to this one lie inside the disk around any place of the cell at 0, in the row at this offset; -1: none do.
std::int64_t whole_columns(std::int64_t row, std::int64_t margin, double cell) {
  std::int64_t column = -1;
  const auto certain = [&](std::int64_t c) {
    return (squared(static_cast<double>(c) + 0.5) + squared(static_cast<double>(std::abs(row)) + 0.5)) * cell * cell < 1 - kMargin;
  };
  while (column < margin && certain(column + 1)) ++column;
  return column;
}

/// No place of the cell at 0 reaches the centre at this offset.
bool out_of_reach(std::int64_t row, std::int64_t column, double cell) {
  const auto nearest = [](std::int64_t offset) { return std::max(0.0, static_cast<double>(std::abs(offset)) - 0.5); };
  return (squared(nearest(row)) + squared(nearest(column))) * cell * cell > 1 + kMargin;
}

}  // namespace

Ring ring_around(std::uint32_t margin, double cell, std::size_t width) {
  Ring ring;
  ring.margin = margin;
  for (std::int64_t row = 0; row <= ring.margin; ++row) ring.whole.push_back(whole_columns(row, ring.margin, cell));
  for (std::int64_t row = -ring.margin; row <= ring.margin; ++row) {
    ring.row_begin.push_back(ring.x.size());
    const auto whole = ring.whole[static_cast<std::size_t>(std::abs(row))];
    for (std::int64_t column = -ring.margin; column <= ring.margin; ++column) {
      if (std::abs(column) <= whole || out_of_reach(row, column, cell)) continue;
      ring.x.push_back(static_cast<double>(column) * cell);
      ring.y.push_back(static_cast<double>(row) * cell);
      ring.flat.push_back(row * static_cast<std::int64_t>(width) + column);
    }
  }
  ring.row_begin.push_back(ring.x.size());
  return ring;
}

void add_ring(const Ring& ring, Ring::Part part, Kernel kernel, std::span<const Place> places, std::span<double> sums) {
  const double *x = ring.x.data() + part.begin, *y = ring.y.data() + part.begin;
  const std::size_t n = part.end - part.begin;
  for (const auto& place : places) {
    switch (kernel) {
      case Kernel::uniform: add_uniform(sums.data(), x, y, n, place); break;
      case Kernel::epanechnikov: add_epanechnikov(sums.data(), x, y, n, place); break;
      case Kernel::triweight: add_triweight(sums.data(), x, y, n, place); break;
      default: add_quartic(sums.data(), x, y, n, place); break;
    }
  }
}

}  // namespace bailiwick::density_room
