#include "density/adaptive.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "density/edge.h"
#include "density/plain_rows.h"
#include "density/sums.h"
#include "density/sweep_rows.h"
#include "run/blocks.h"

namespace bailiwick::density_room {
namespace {

constexpr double kTrim = 5;

/// The centre at or before a place along one axis, and the share of the way to the next.
struct Between {
  std::uint32_t first, next;
  double share;
};

Between between(double at, double cell_m, std::int64_t first, std::uint32_t cells) {
  const double place = std::clamp(at / cell_m - 0.5 - static_cast<double>(first), 0.0, static_cast<double>(cells - 1));
  const auto cell = static_cast<std::uint32_t>(place);
  return {cell, std::min(cell + 1, cells - 1), place - cell};
}

double read_at(std::span<const double> pilot, const Lattice& lattice, double x, double y) {
  if (pilot.empty()) return 0;
  const auto c = between(x, lattice.cell_m, lattice.first_column, lattice.columns);
  const auto r = between(y, lattice.cell_m, lattice.first_row, lattice.rows);
  const auto along = [&](std::size_t row) {
    const double* line = pilot.data() + row * lattice.columns;
    return line[c.first] + c.share * (line[c.next] - line[c.first]);
  };
  const double low = along(r.first), high = along(r.next);
  return std::max(0.0, low + r.share * (high - low));
}

}  // namespace

std::vector<double> adaptive_radii(const Places& places, const Lattice& lattice, std::span<const double> pilot, double radius_m) {
  std::vector<double> radius(places.size());
  double logs = 0, weight = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    radius[i] = read_at(pilot, lattice, places.x[i], places.y[i]);
    if (!(radius[i] > 0)) continue;
    logs += places.weight[i] * std::log(radius[i]);
    weight += places.weight[i];
  }
  const double mean = weight > 0 ? std::exp(logs / weight) : 0;
  for (double& r : radius) r = radius_m * (r > 0 ? std::min(std::sqrt(mean / r), kTrim) : kTrim);
  return radius;
}

void add_adaptively(MetricView reports, std::span<const double> weight, const Lattice& lattice, std::span<const std::uint8_t> inside,
                    const DensityOptions& options, std::span<const double> pilot, const TakeRow& take, const Context& context, double& lost) {
  auto places = merged_places(reports, weight, run::portion(context, 0, 0.1));
  const double radius_m = options.bandwidth.radius_m;
  const auto radius = adaptive_radii(places, lattice, pilot, radius_m);
  if (options.edge == EdgeCorrection::diggle) {
    places.weight = weights_by_diggle({places.x, places.y}, places.weight, lattice, inside, {options.kernel, radius}, run::portion(context, 0.1, 0.3), lost);
  }
  for (std::size_t i = 0; i < places.size(); ++i) places.weight[i] *= (radius_m / radius[i]) * (radius_m / radius[i]);
  const auto add = method_for_each(radius, lattice, options.kernel) == Method::sweep ? add_each_by_sweep : add_each_plainly;
  add(places, radius, lattice, options.kernel, take, run::portion(context, 0.3, 1));
}

}  // namespace bailiwick::density_room
