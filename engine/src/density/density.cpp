#include <bailiwick/density.h>
#include <bailiwick/error.h>

#include <algorithm>
#include <cmath>

#include "density/adaptive.h"
#include "density/edge.h"
#include "density/gaussian_grid.h"
#include "density/kernels.h"
#include "density/moment_rows.h"
#include "density/places.h"
#include "density/plain_rows.h"

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

void check_options(const Lattice& lattice, std::span<const std::uint8_t> inside, const DensityOptions& options) {
  if (!std::isfinite(options.bandwidth.radius_m) || options.bandwidth.radius_m <= 0) {
    throw Error(ErrorCode::invalid_argument, "bandwidth: expected a positive number of metres, found another value; name one such as 500m");
  }
  if (!inside.empty() && inside.size() != lattice.size()) {
    throw Error(ErrorCode::invalid_argument, "density: expected a mask of " + std::to_string(lattice.size()) + " cells, found " +
                                                 std::to_string(inside.size()));
  }
  if (options.edge != EdgeCorrection::none && inside.empty() && lattice.size() > 0) {
    throw Error(ErrorCode::invalid_argument, "edge correction: expected a study area, found none; name one or use none");
  }
}

void check_adaptive(const DensityOptions& options) {
  if (options.adaptive && options.edge == EdgeCorrection::uniform) {
    throw Error(ErrorCode::invalid_argument, "adaptive kernels: expected edge correction none or diggle, found uniform, which knows one radius only");
  }
}

enum class Method : std::uint8_t { plain, moments, mesh };

/// Polynomial kernels over more than a few cells are cheaper by moments, unless reports are few. Constants in ns of one core, measured; they
/// choose between two exact methods and nothing else. A gaussian of many reports over many cells goes over a mesh, to 1e-6 of the maximum.
Method method_for(std::size_t reports, const Lattice& lattice, const DensityOptions& options) {
  constexpr double kMostBins = 2e8;  // of 4 bytes
  if (options.kernel == Kernel::triangular) return Method::plain;
  if (options.kernel == Kernel::gaussian) {
    constexpr double kAffordable = 1e8;  // exponentials: about half a second; and nodes of 16 bytes
    const double reach = density_room::reach(options.kernel) * options.bandwidth.radius_m / lattice.cell_m;
    const double cells = std::min(4 * reach * reach, static_cast<double>(lattice.size()));
    const bool plain = static_cast<double>(reports) * cells <= kAffordable;
    return plain || density_room::mesh_nodes(lattice, options.bandwidth.radius_m) > kAffordable ? Method::plain : Method::mesh;
  }
  const double margin = density_room::reach_in_cells(lattice, options.bandwidth.radius_m), disk = 4 * margin * margin;
  const double bins = (lattice.columns + 2 * margin) * (lattice.rows + 2 * margin);
  if (bins > kMostBins) return Method::plain;
  const auto n = static_cast<double>(reports);
  const double plainly = n * (100 + 1.2 * disk);
  const double by_moments = n * (40 + 8 * margin) + bins * (4 + 2 * margin);
  return plainly < by_moments ? Method::plain : Method::moments;
}

/// Kernels over their peak, summed at every cell centre.
std::vector<double> sums_at(MetricView reports, std::span<const double> weight, const Lattice& lattice, const DensityOptions& options,
                            const Context& context) {
  std::vector<double> sum(lattice.size(), 0.0);
  const auto method = method_for(reports.size(), lattice, options);
  const auto add = method == Method::mesh      ? density_room::add_by_mesh
                   : method == Method::moments ? density_room::add_by_moments
                                               : density_room::add_plainly;
  add(reports, weight, lattice, options.kernel, options.bandwidth.radius_m, sum, context);
  return sum;
}

/// With one radius for all, corrected at the border as asked.
std::vector<double> fixed_sums(MetricView reports, std::span<const double> weight, const Lattice& lattice, std::span<const std::uint8_t> inside,
                               const DensityOptions& options, const Context& context, double& lost) {
  const double radius = options.bandwidth.radius_m;
  std::vector<double> corrected;
  if (options.edge == EdgeCorrection::diggle) {
    corrected = density_room::weights_by_diggle(reports, weight, lattice, inside, {options.kernel, {&radius, 1}}, context, lost);
    weight = corrected;
  }
  auto sum = sums_at(reports, weight, lattice, options, context);
  if (options.edge == EdgeCorrection::uniform) {
    const auto centres = density_room::centres_inside(lattice, inside);
    const auto share = sums_at({centres.x, centres.y}, {}, lattice, options, context);
    const double cell = density_room::mass_of_cell(lattice, options.kernel, radius);
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] = inside[i] != 0 ? sum[i] / (share[i] * cell) : 0.0;  // its own centre is inside
  }
  return sum;
}

std::vector<double> adaptive_sums(MetricView reports, std::span<const double> weight, const Lattice& lattice, std::span<const std::uint8_t> inside,
                                  const DensityOptions& options, const Context& context, double& lost) {
  const auto pilot = sums_at(reports, weight, lattice, options, context);
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
  check_options(lattice, inside, options);
  check_adaptive(options);
  density_room::check_places(reports, weight);
  DensityGrid grid{lattice, options.kernel, options.bandwidth, options.edge, 0, std::vector<float>(lattice.size(), 0.0F)};
  const auto sum = options.adaptive ? adaptive_sums(reports, weight, lattice, inside, options, context, grid.lost_weight)
                                    : fixed_sums(reports, weight, lattice, inside, options, context, grid.lost_weight);
  const double per_km2 = density_room::peak(options.kernel) / (options.bandwidth.radius_m * options.bandwidth.radius_m) * 1e6;
  for (std::size_t cell = 0; cell < sum.size(); ++cell) {
    const bool masked = !inside.empty() && inside[cell] == 0;
    // Where places cancel to nothing at the rim of their kernels, rounding may fall below 0.
    grid.per_km2[cell] = masked ? DensityGrid::kOutside : static_cast<float>(std::max(0.0, sum[cell] * per_km2));
  }
  return grid;
}

}  // namespace bailiwick
