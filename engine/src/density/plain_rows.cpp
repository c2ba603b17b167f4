#include "density/plain_rows.h"

#include <algorithm>
#include <cmath>

#include "density/kernels.h"
#include "density/places.h"
#include "density/vector_clones.h"
#include "run/blocks.h"

namespace bailiwick::density_room {
namespace {

/// A column at most two west of the first one whose centre is not west of `x`, within the lattice.
std::uint32_t column_near(const Lattice& lattice, double x) {
  const double guess = std::floor(x / lattice.cell_m - 0.5) - static_cast<double>(lattice.first_column);
  return static_cast<std::uint32_t>(std::clamp(guess, 0.0, static_cast<double>(lattice.columns)));
}

/// Cells of a row beside each other, and a place some way off their centre line.
struct Stretch {
  double first;  ///< the first cell's centre in cells from the plane's origin
  double cell_m, x_m, dy2, scale, weight;
};

/// sum[i] += weight x the kernel at cell i.
template <Kernel kernel>
[[gnu::always_inline]] inline void add_stretch(double* __restrict sum, std::size_t cells, const Stretch& at) {
  for (std::size_t i = 0; i < cells; ++i) {
    const double dx = at.x_m - (at.first + static_cast<double>(static_cast<std::int32_t>(i))) * at.cell_m;
    sum[i] += at.weight * shape<kernel>((dx * dx + at.dy2) * at.scale);
  }
}

// One function per kernel: attributes of templates do not reach their instances.
BAILIWICK_VECTOR_CLONES void add_uniform(double* sum, std::size_t n, const Stretch& at) { add_stretch<Kernel::uniform>(sum, n, at); }
BAILIWICK_VECTOR_CLONES void add_epanechnikov(double* sum, std::size_t n, const Stretch& at) { add_stretch<Kernel::epanechnikov>(sum, n, at); }
BAILIWICK_VECTOR_CLONES void add_quartic(double* sum, std::size_t n, const Stretch& at) { add_stretch<Kernel::quartic>(sum, n, at); }
BAILIWICK_VECTOR_CLONES void add_triangular(double* sum, std::size_t n, const Stretch& at) { add_stretch<Kernel::triangular>(sum, n, at); }
BAILIWICK_VECTOR_CLONES void add_triweight(double* sum, std::size_t n, const Stretch& at) { add_stretch<Kernel::triweight>(sum, n, at); }
void add_gaussian(double* sum, std::size_t n, const Stretch& at) { add_stretch<Kernel::gaussian>(sum, n, at); }

using AddStretch = void (*)(double*, std::size_t, const Stretch&);
AddStretch stretch_adder(Kernel kernel) {
  switch (kernel) {
    case Kernel::uniform: return add_uniform;
    case Kernel::epanechnikov: return add_epanechnikov;
    case Kernel::triangular: return add_triangular;
    case Kernel::triweight: return add_triweight;
    case Kernel::gaussian: return add_gaussian;
    case Kernel::quartic: break;
  }
  return add_quartic;
}

/// Adds every place in reach of a row's centre line to the cells of the row, in the order of the places. `radius_of(i)` is at most `largest`.
template <class RadiusOf>
void add_row(const Places& places, const RadiusOf& radius_of, double largest, const Lattice& lattice, Kernel kernel, std::uint32_t row, double* sum,
             const Context& context) {
  const auto add = stretch_adder(kernel);
  const double farthest = reach(kernel) * largest, y = lattice.centre_y_m(row);
  const auto begin = std::lower_bound(places.y.begin(), places.y.end(), y - farthest) - places.y.begin();
  for (auto i = static_cast<std::size_t>(begin); i < places.size() && places.y[i] <= y + farthest; ++i) {
    if (i % 1024 == 0) context.check();
    const double radius = radius_of(i), far = reach(kernel) * radius;
    const double dy = places.y[i] - y;
    if (std::abs(dy) > far) continue;
    const double half = std::sqrt(std::max(0.0, far * far - dy * dy));
    const std::uint32_t first = column_near(lattice, places.x[i] - half);                                // a cell more on either side:
    const std::uint32_t end = std::min(lattice.columns, column_near(lattice, places.x[i] + half) + 2);  // the kernel itself is 0 there
    if (first >= end) continue;
    const double centre = static_cast<double>(lattice.first_column + first) + 0.5;
    add(sum + first, end - first, {centre, lattice.cell_m, places.x[i], dy * dy, 1 / (radius * radius), places.weight[i]});
  }
}

template <class RadiusOf>
void add_rows(const Places& places, const RadiusOf& radius_of, double largest, const Lattice& lattice, Kernel kernel, const TakeRow& take, const Context& context) {
  std::vector<std::vector<double>> sums(context.thread_count());
  run::for_blocks(lattice.rows, 1, context, "density", [&](const run::Block& block) {
    auto& row = sums[block.worker];
    row.assign(lattice.columns, 0.0);
    add_row(places, radius_of, largest, lattice, kernel, static_cast<std::uint32_t>(block.begin), row.data(), context);
    take(block.begin, row);
  });
}

}  // namespace

void add_plainly(MetricView reports, std::span<const double> weight, const Lattice& lattice, Kernel kernel, double radius_m,
                 const TakeRow& take, const Context& context) {
  add_rows(merged_places(reports, weight, run::portion(context, 0, 0.1)), [radius_m](std::size_t) { return radius_m; }, radius_m, lattice, kernel, take,
           run::portion(context, 0.1, 1));
}

void add_each_plainly(const Places& places, std::span<const double> radius_m, const Lattice& lattice, Kernel kernel, const TakeRow& take,
                      const Context& context) {
  const double largest = radius_m.empty() ? 0 : *std::max_element(radius_m.begin(), radius_m.end());
  add_rows(places, [radius_m](std::size_t i) { return radius_m[i]; }, largest, lattice, kernel, take, context);
}

}  // namespace bailiwick::density_room
