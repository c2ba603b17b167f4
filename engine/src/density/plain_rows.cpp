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

/// Adds every place in reach of a row's centre line to the cells of the row, in the order of the places.
template <Kernel kernel>
void add_row(const Places& places, const Lattice& lattice, std::uint32_t row, double radius, double* sum) {
  const double far = reach(kernel) * radius, y = lattice.centre_y_m(row), scale = 1 / (radius * radius);
  const auto begin = std::lower_bound(places.y.begin(), places.y.end(), y - far) - places.y.begin();
  for (auto i = static_cast<std::size_t>(begin); i < places.size() && places.y[i] <= y + far; ++i) {
    const double dy = places.y[i] - y, half = std::sqrt(std::max(0.0, far * far - dy * dy));
    const std::uint32_t end = std::min(lattice.columns, column_near(lattice, places.x[i] + half) + 2);  // a cell more on either side:
    for (auto column = column_near(lattice, places.x[i] - half); column < end; ++column) {              // the kernel itself is 0 there
      const double dx = places.x[i] - lattice.centre_x_m(column);
      sum[column] += places.weight[i] * shape<kernel>((dx * dx + dy * dy) * scale);
    }
  }
}

}  // namespace

void add_plainly(MetricView reports, std::span<const double> weight, const Lattice& lattice, Kernel kernel, double radius_m,
                 std::span<double> sum, const Context& context) {
  const Places places = merged_places(reports, weight);
  run::for_blocks(lattice.rows, 1, context, "density", [&](const run::Block& block) {
    double* row = sum.data() + block.begin * lattice.columns;
    with_kernel(kernel, [&]<Kernel chosen>() { add_row<chosen>(places, lattice, static_cast<std::uint32_t>(block.begin), radius_m, row); });
  });
}

}  // namespace bailiwick::density_room
