#include "density/sums.h"

#include <bailiwick/error.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "density/gaussian_grid.h"
#include "density/kernels.h"
#include "density/moment_rows.h"
#include "density/plain_rows.h"

namespace bailiwick::density_room {

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
  if (options.adaptive && options.edge == EdgeCorrection::uniform) {
    throw Error(ErrorCode::invalid_argument, "adaptive kernels: expected edge correction none or diggle, found uniform, which knows one radius only");
  }
}

/// Constants in ns of one core, measured; they choose between two exact methods and nothing else.
Method method_for(std::size_t reports, const Lattice& lattice, const DensityOptions& options) {
  constexpr double kMostBins = 2e8;  // of 4 bytes
  if (options.kernel == Kernel::triangular) return Method::plain;
  if (options.kernel == Kernel::gaussian) {
    constexpr double kAffordable = 1e8;  // exponentials: about half a second; and nodes of 16 bytes
    const double far = reach(options.kernel) * options.bandwidth.radius_m / lattice.cell_m;
    const double cells = std::min(4 * far * far, static_cast<double>(lattice.size()));
    const bool plain = static_cast<double>(reports) * cells <= kAffordable;
    return plain || mesh_nodes(lattice, options.bandwidth.radius_m) > kAffordable ? Method::plain : Method::mesh;
  }
  const double margin = reach_in_cells(lattice, options.bandwidth.radius_m), disk = 4 * margin * margin;
  const double bins = (lattice.columns + 2 * margin) * (lattice.rows + 2 * margin);
  if (bins > kMostBins) return Method::plain;
  const auto n = static_cast<double>(reports);
  const double plainly = n * (100 + 1.2 * disk);
  const double by_moments = n * (40 + 8 * margin) + bins * (4 + 2 * margin);
  return plainly < by_moments ? Method::plain : Method::moments;
}

std::uint32_t rows_together(Method method, const Lattice& lattice, const DensityOptions& options) {
  return method == Method::moments ? rows_of_moments(lattice, options.kernel, options.bandwidth.radius_m) : 1;
}

std::vector<double> sums_at(Method method, MetricView reports, std::span<const double> weight, const Lattice& lattice, const DensityOptions& options,
                            const Context& context) {
  std::vector<double> sum(lattice.size(), 0.0);
  const auto add = method == Method::mesh ? add_by_mesh : method == Method::moments ? add_by_moments : add_plainly;
  add(reports, weight, lattice, options.kernel, options.bandwidth.radius_m, sum, context);
  return sum;
}

double per_km2_of_peak(const DensityOptions& options) { return peak(options.kernel) / (options.bandwidth.radius_m * options.bandwidth.radius_m) * 1e6; }

}  // namespace bailiwick::density_room
