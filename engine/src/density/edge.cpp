#include "density/edge.h"

#include <algorithm>
#include <cmath>

#include "density/kernels.h"
#include "run/blocks.h"

namespace bailiwick::density_room {
namespace {

struct Range {
  std::uint32_t begin, end;
};

/// The cells along an axis whose centres may lie within `reach` of `at`: one more on either side, where the kernel is 0 anyway.
Range cells_near(double at, double reach, double cell_m, std::int64_t first, std::uint32_t cells) {
  const auto clamped = [&](double cell) { return static_cast<std::uint32_t>(std::clamp(cell, 0.0, static_cast<double>(cells))); };
  const double origin = static_cast<double>(first);
  return {clamped(std::floor((at - reach) / cell_m - origin) - 1), clamped(std::ceil((at + reach) / cell_m - origin) + 1)};
}

template <Kernel kernel>
double sum_inside(double x, double y, const Lattice& lattice, std::span<const std::uint8_t> inside, double radius) {
  const double far = reach(kernel) * radius, scale = 1 / (radius * radius);
  const Range columns = cells_near(x, far, lattice.cell_m, lattice.first_column, lattice.columns);
  const Range rows = cells_near(y, far, lattice.cell_m, lattice.first_row, lattice.rows);
  double sum = 0;
  for (auto row = rows.begin; row < rows.end; ++row) {
    const double dy = y - lattice.centre_y_m(row);
    for (auto column = columns.begin; column < columns.end; ++column) {
      const double dx = x - lattice.centre_x_m(column);
      if (inside[std::size_t{row} * lattice.columns + column] != 0) sum += shape<kernel>((dx * dx + dy * dy) * scale);
    }
  }
  return sum;
}

}  // namespace

Centres centres_inside(const Lattice& lattice, std::span<const std::uint8_t> inside) {
  Centres centres;
  for (std::uint32_t row = 0; row < lattice.rows; ++row) {
    for (std::uint32_t column = 0; column < lattice.columns; ++column) {
      if (inside[std::size_t{row} * lattice.columns + column] == 0) continue;
      centres.x.push_back(lattice.centre_x_m(column));
      centres.y.push_back(lattice.centre_y_m(row));
    }
  }
  return centres;
}

double mass_of_cell(const Lattice& lattice, Kernel kernel, double radius_m) {
  return peak(kernel) * (lattice.cell_m / radius_m) * (lattice.cell_m / radius_m);
}

std::vector<double> weights_by_diggle(MetricView reports, std::span<const double> weight, const Lattice& lattice, std::span<const std::uint8_t> inside,
                                      const Kernels& kernels, const Context& context, double& lost) {
  std::vector<double> corrected(reports.size(), 0.0);
  run::for_blocks(reports.size(), 1024, context, "density", [&](const run::Block& block) {
    for (auto i = block.begin; i < block.end; ++i) {
      const double radius = kernels.radius_of(i);
      const double sum = with_kernel(kernels.kernel, [&]<Kernel kernel>() { return sum_inside<kernel>(reports.x_m[i], reports.y_m[i], lattice, inside, radius); });
      if (sum > 0) corrected[i] = (weight.empty() ? 1.0 : weight[i]) / (sum * mass_of_cell(lattice, kernels.kernel, radius));
    }
  });
  std::vector<double> missed;  // added in rising order, so that the order of reports does not matter
  for (std::size_t i = 0; i < reports.size(); ++i) {
    if (corrected[i] == 0) missed.push_back(weight.empty() ? 1.0 : weight[i]);
  }
  std::sort(missed.begin(), missed.end());
  lost = 0;
  for (const double w : missed) lost += w;
  return corrected;
}

}  // namespace bailiwick::density_room
