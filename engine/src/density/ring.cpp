#include "density/ring.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "density/vector_clones.h"
#include "density/vectors.h"

namespace bailiwick::density_room {
namespace {

/// Rounding of places and centres is far smaller; cells this close to the rim are evaluated place by place.
constexpr double kMargin = 1e-9;

double squared(double v) { return v * v; }

/// at[flat] += weight x max(0, 1 - squared distance)^power, summed over the places first. The step of the uniform kernel is 1 wherever that is above 0.
template <int power>
[[gnu::always_inline]] inline void add_places(const Ring& ring, Ring::Part part, std::span<const Place> places, double* at) {
  const double *const x = ring.x.data(), *const y = ring.y.data();
  const auto* const flat = ring.flat.data();
  const Eight none{};
  for (std::size_t i = part.begin; i < part.end; i += 16) {
    const Eight x0 = eight_at(x + i), x1 = eight_at(x + i + 8), y0 = eight_at(y + i), y1 = eight_at(y + i + 8);
    Eight sum0{}, sum1{};
    for (const auto& place : places) {
      const auto kernel = [&](const Eight& cx, const Eight& cy) __attribute__((always_inline)) {
        const Eight dx = cx - place.x, dy = cy - place.y, rest = 1 - (dx * dx + dy * dy);
        if constexpr (power == 0) return rest > none ? none + 1 : none;
        const Eight inner = rest > none ? rest : none;
        if constexpr (power == 2) return inner * inner;
        if constexpr (power == 3) return inner * inner * inner;
        return inner;
      };
      sum0 += place.weight * kernel(x0, y0);
      sum1 += place.weight * kernel(x1, y1);
    }
    const std::size_t lanes = std::min<std::size_t>(16, part.end - i);
    double sums[16];
    std::memcpy(sums, &sum0, sizeof sum0);
    std::memcpy(sums + 8, &sum1, sizeof sum1);
    for (std::size_t k = 0; k < lanes; ++k) at[flat[i + k]] += sums[k];
  }
}

// One function per power: attributes of templates do not reach their instances.
BAILIWICK_VECTOR_CLONES void add_uniform(const Ring& ring, Ring::Part part, std::span<const Place> places, double* at) {
  add_places<0>(ring, part, places, at);
}
BAILIWICK_VECTOR_CLONES void add_epanechnikov(const Ring& ring, Ring::Part part, std::span<const Place> places, double* at) {
  add_places<1>(ring, part, places, at);
}
BAILIWICK_VECTOR_CLONES void add_quartic(const Ring& ring, Ring::Part part, std::span<const Place> places, double* at) {
  add_places<2>(ring, part, places, at);
}
BAILIWICK_VECTOR_CLONES void add_triweight(const Ring& ring, Ring::Part part, std::span<const Place> places, double* at) {
  add_places<3>(ring, part, places, at);
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
  constexpr double kOut = 4;  // radii away
  ring.x.resize(ring.x.size() + 16, kOut);
  ring.y.resize(ring.x.size(), kOut);
  return ring;
}

void add_ring(const Ring& ring, Ring::Part part, Kernel kernel, std::span<const Place> places, double* at) {
  switch (kernel) {
    case Kernel::uniform: return add_uniform(ring, part, places, at);
    case Kernel::epanechnikov: return add_epanechnikov(ring, part, places, at);
    case Kernel::triweight: return add_triweight(ring, part, places, at);
    default: return add_quartic(ring, part, places, at);
  }
}

}  // namespace bailiwick::density_room
