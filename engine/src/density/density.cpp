#include <bailiwick/density.h>
#include <bailiwick/error.h>

#include <algorithm>
#include <cmath>

#include "density/adaptive.h"
#include "density/edge.h"
#include "density/places.h"
#include "density/sums.h"
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

using density_room::method_for;

constexpr double kUntilSums = 0.4;  // of the whole work, where something comes before the sums of reports

/// What a cell's sum is divided by: the share of a kernel around it that lies inside. Its own centre does, where it counts.
std::vector<double> shares_inside(const Lattice& lattice, std::span<const std::uint8_t> inside, const DensityOptions& options, const Context& context) {
  const auto centres = density_room::centres_inside(lattice, inside);
  auto share = density_room::sums_at(method_for(centres.x.size(), lattice, options), {centres.x, centres.y}, {}, lattice, options, context);
  const double cell = density_room::mass_of_cell(lattice, options.kernel, options.bandwidth.radius_m);
  for (double& s : share) s *= cell;
  return share;
}

/// With one radius for all, corrected at the border as asked.
void take_fixed(MetricView reports, std::span<const double> weight, const DensityOptions& options, DensityGrid& grid, std::span<const std::uint8_t> inside,
                const density_room::TakeRow& take, const Context& context) {
  const double radius = options.bandwidth.radius_m;
  std::vector<double> corrected;
  if (options.edge == EdgeCorrection::diggle) {
    corrected = density_room::weights_by_diggle(reports, weight, grid.lattice, inside, {options.kernel, {&radius, 1}}, run::portion(context, 0, kUntilSums), grid.lost_weight);
    weight = corrected;
  }
  density_room::sum_rows(method_for(reports.size(), grid.lattice, options), reports, weight, grid.lattice, options, take,
                         run::portion(context, options.edge == EdgeCorrection::none ? 0 : kUntilSums, 1));
}

void take_adaptive(MetricView reports, std::span<const double> weight, const DensityOptions& options, DensityGrid& grid, std::span<const std::uint8_t> inside,
                   const density_room::TakeRow& take, const Context& context) {
  const auto pilot = density_room::sums_at(method_for(reports.size(), grid.lattice, options), reports, weight, grid.lattice, options,
                                           run::portion(context, 0, kUntilSums));
  density_room::add_adaptively(reports, weight, grid.lattice, inside, options, pilot, take, run::portion(context, kUntilSums, 1), grid.lost_weight);
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
  std::vector<double> share;
  if (options.edge == EdgeCorrection::uniform) share = shares_inside(lattice, inside, options, run::portion(context, 0, kUntilSums));
  const density_room::Finish finish{density_room::per_km2_of_peak(options), inside, share};
  const auto take = [&](std::size_t row, std::span<const double> sums) { finish(row * lattice.columns, sums, &grid.per_km2[row * lattice.columns]); };
  (options.adaptive ? take_adaptive : take_fixed)(reports, weight, options, grid, inside, take, context);
  return grid;
}

}  // namespace bailiwick
