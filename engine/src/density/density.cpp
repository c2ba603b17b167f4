#include <bailiwick/density.h>
#include <bailiwick/error.h>

#include <algorithm>
#include <cmath>

#include "density/adaptive.h"
#include "density/edge.h"
#include "density/places.h"
#include "density/sums.h"

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

/// With one radius for all, corrected at the border as asked.
std::vector<double> fixed_sums(MetricView reports, std::span<const double> weight, const Lattice& lattice, std::span<const std::uint8_t> inside,
                               const DensityOptions& options, const Context& context, double& lost) {
  const double radius = options.bandwidth.radius_m;
  std::vector<double> corrected;
  if (options.edge == EdgeCorrection::diggle) {
    corrected = density_room::weights_by_diggle(reports, weight, lattice, inside, {options.kernel, {&radius, 1}}, context, lost);
    weight = corrected;
  }
  auto sum = density_room::sums_at(density_room::method_for(reports.size(), lattice, options), reports, weight, lattice, options, context);
  if (options.edge == EdgeCorrection::uniform) {
    const auto centres = density_room::centres_inside(lattice, inside);
    const auto share = density_room::sums_at(density_room::method_for(centres.x.size(), lattice, options), {centres.x, centres.y}, {}, lattice, options, context);
    const double cell = density_room::mass_of_cell(lattice, options.kernel, radius);
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] = inside[i] != 0 ? sum[i] / (share[i] * cell) : 0.0;  // its own centre is inside
  }
  return sum;
}

std::vector<double> adaptive_sums(MetricView reports, std::span<const double> weight, const Lattice& lattice, std::span<const std::uint8_t> inside,
                                  const DensityOptions& options, const Context& context, double& lost) {
  const auto pilot = density_room::sums_at(density_room::method_for(reports.size(), lattice, options), reports, weight, lattice, options, context);
  std::vector<double> sum(lattice.size(), 0.0);
  density_room::add_adaptively(reports, weight, lattice, inside, options, pilot, sum, context, lost);
  return sum;
}

}  // namespace

std::string_view code(EdgeCorrection edge) {
  switch (edge) {
    case EdgeCorrection::none: return "none";
    case EdgeCorrection::uniform: return "uniform";
    case EdgeCorrection::diggle: return "diggle";
  }
  return "unknown";
}

DensityGrid density(MetricView reports, std::span<const double> weight, const Lattice& lattice, std::span<const std::uint8_t> inside,
                    const DensityOptions& options, const Context& context) {
  density_room::check_options(lattice, inside, options);
  density_room::check_places(reports, weight);
  DensityGrid grid{lattice, options.kernel, options.bandwidth, options.edge, 0, std::vector<float>(lattice.size(), 0.0F)};
  const auto sum = options.adaptive ? adaptive_sums(reports, weight, lattice, inside, options, context, grid.lost_weight)
                                    : fixed_sums(reports, weight, lattice, inside, options, context, grid.lost_weight);
  const double per_km2 = density_room::per_km2_of_peak(options);
  for (std::size_t cell = 0; cell < sum.size(); ++cell) {
    const bool masked = !inside.empty() && inside[cell] == 0;
    grid.per_km2[cell] = masked ? DensityGrid::kOutside : density_room::stored(sum[cell], per_km2);
  }
  return grid;
}

}  // namespace bailiwick
