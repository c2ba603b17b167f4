#include "density/plain_rows.h"

#include <algorithm>
#include <cmath>

#include "density/kernels.h"
#include "density/places.h"
#include "run/blocks.h"

namespace bailiwick::density_room {
namespace {

/// A column at most two west of the first one whose centre is not west of `x`, within the lattice.
std::uint32_t column_near(const Lattice& lattice, double x) {
  const double guess = std::floor(x / lattice.cell_m - 0.5) - static_cast<double>(lattice.first_column);
  return static_cast<std::uint32_t>(std::clamp(guess, 0.0, static_cast<double>(lattice.columns)));
}

/// Adds every place in reach of a row's centre line to the cells of the row, in the order of the places. `radius_of(i)` is at most `largest`.
template <Kernel kernel, class RadiusOf>
void add_row(const Places& places, const RadiusOf& radius_of, double largest, const Lattice& lattice, std::uint32_t row, double* sum) {
  const double farthest = reach(kernel) * largest, y = lattice.centre_y_m(row);
  const auto begin = std::lower_bound(places.y.begin(), places.y.end(), y - farthest) - places.y.begin();
  for (auto i = static_cast<std::size_t>(begin); i < places.size() && places.y[i] <= y + farthest; ++i) {
    const double radius = radius_of(i), far = reach(kernel) * radius, scale = 1 / (radius * radius);
    const double dy = places.y[i] - y;
    if (std::abs(dy) > far) continue;
    const double half = std::sqrt(std::max(0.0, far * far - dy * dy));
    const std::uint32_t end = std::min(lattice.columns, column_near(lattice, places.x[i] + half) + 2);  // a cell more on either side:
    for (auto column = column_near(lattice, places.x[i] - half); column < end; ++column) {              // the kernel itself is 0 there
      const double dx = places.x[i] - lattice.centre_x_m(column);
      sum[column] += places.weight[i] * shape<kernel>((dx * dx + dy * dy) * scale);
    }
  }
}

template <class RadiusOf>
void add_rows(const Places& places, const RadiusOf& radius_of, double largest, const Lattice& lattice, Kernel kernel, const TakeRow& take, const Context& context) {
  std::vector<std::vector<double>> sums(context.thread_count());
  run::for_blocks(lattice.rows, 1, context, "density", [&](const run::Block& block) {
    auto& row = sums[block.worker];
    row.assign(lattice.columns, 0.0);
    with_kernel(kernel, [&]<Kernel chosen>() { add_row<chosen>(places, radius_of, largest, lattice, static_cast<std::uint32_t>(block.begin), row.data()); });
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
