#include <bailiwick/density.h>
#include <bailiwick/error.h>

#include <algorithm>
#include <cmath>

#include "density/kernels.h"
#include "density/places.h"
#include "run/blocks.h"

namespace bailiwick {

std::string_view code(Kernel kernel) {
  switch (kernel) {
    case Kernel::quartic: return "quartic";
    case Kernel::epanechnikov: return "epanechnikov";
    case Kernel::uniform: return "uniform";
    case Kernel::triangular: return "triangular";
    case Kernel::triweight: return "triweight";
    case Kernel::gaussian: return "gaussian";
  }
  return "unknown";
}

namespace {

using density_room::Places;

void check_options(const Lattice& lattice, std::span<const std::uint8_t> inside, const DensityOptions& options) {
  if (!std::isfinite(options.bandwidth.radius_m) || options.bandwidth.radius_m <= 0) {
    throw Error(ErrorCode::invalid_argument, "bandwidth: expected a positive number of metres, found another value; name one such as 500m");
  }
  if (!inside.empty() && inside.size() != lattice.size()) {
    throw Error(ErrorCode::invalid_argument, "density: expected a mask of " + std::to_string(lattice.size()) + " cells, found " +
                                                 std::to_string(inside.size()));
  }
}

/// The first column whose centre is not west of `x`, within the lattice.
std::uint32_t column_east_of(const Lattice& lattice, double x) {
  const double guess = std::floor(x / lattice.cell_m - 0.5) - static_cast<double>(lattice.first_column);
  return static_cast<std::uint32_t>(std::clamp(guess, 0.0, static_cast<double>(lattice.columns)));
}

/// Adds every place in reach of a row's centre line to the cells of the row, in the order of the places.
template <Kernel kernel>
void add_row(const Places& places, const Lattice& lattice, std::uint32_t row, double radius, std::vector<double>& sum) {
  const double reach = density_room::reach(kernel) * radius, y = lattice.centre_y_m(row), scale = 1 / (radius * radius);
  const auto begin = std::lower_bound(places.y.begin(), places.y.end(), y - reach) - places.y.begin();
  for (auto i = static_cast<std::size_t>(begin); i < places.size() && places.y[i] <= y + reach; ++i) {
    const double dy = places.y[i] - y, half = std::sqrt(std::max(0.0, reach * reach - dy * dy));
    const std::uint32_t end = std::min(lattice.columns, column_east_of(lattice, places.x[i] + half) + 2);  // a cell more on either side:
    for (auto column = column_east_of(lattice, places.x[i] - half); column < end; ++column) {              // the kernel itself is 0 there
      const double dx = places.x[i] - lattice.centre_x_m(column);
      sum[column] += places.weight[i] * density_room::shape<kernel>((dx * dx + dy * dy) * scale);
    }
  }
}

}  // namespace

DensityGrid density(MetricView reports, std::span<const double> weight, const Lattice& lattice, std::span<const std::uint8_t> inside,
                    const DensityOptions& options, const Context& context) {
  check_options(lattice, inside, options);
  const Places places = density_room::merged_places(reports, weight);
  DensityGrid grid{lattice, options.kernel, options.bandwidth, std::vector<float>(lattice.size(), 0.0F)};
  const double radius = options.bandwidth.radius_m;
  const double per_km2 = density_room::peak(options.kernel) / (radius * radius) * 1e6;
  run::for_blocks(lattice.rows, 1, context, "density", [&](const run::Block& block) {
    const auto row = static_cast<std::uint32_t>(block.begin);
    std::vector<double> sum(lattice.columns, 0.0);
    density_room::with_kernel(options.kernel, [&]<Kernel kernel>() { add_row<kernel>(places, lattice, row, radius, sum); });
    for (std::uint32_t column = 0; column < lattice.columns; ++column) {
      const std::size_t cell = std::size_t{row} * lattice.columns + column;
      const bool masked = !inside.empty() && inside[cell] == 0;
      grid.per_km2[cell] = masked ? DensityGrid::kOutside : static_cast<float>(sum[column] * per_km2);
    }
  });
  return grid;
}

}  // namespace bailiwick
