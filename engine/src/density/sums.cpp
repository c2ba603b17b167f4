#include "density/sums.h"

#include <bailiwick/error.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "density/gaussian_grid.h"
#include "density/kernels.h"
#include "density/moment_rows.h"
#include "density/moments.h"
#include "density/plain_rows.h"
#include "density/sweep_rows.h"

namespace bailiwick::density_room {

void check_options(const Lattice& lattice, std::span<const std::uint8_t> inside, const DensityOptions& options) {
  if (!std::isfinite(options.bandwidth.radius_m) || options.bandwidth.radius_m <= 0) {
    throw Error(ErrorCode::invalid_argument, "bandwidth: expected a positive number of metres, found another value; name one such as 500m");
  }
  if (lattice.shape != CellShape::square) {
    throw Error(ErrorCode::invalid_argument, "density: expected square cells, found hexagons; lay a lattice of squares");
  }
  if (!inside.empty() && inside.size() != lattice.size()) {
    throw Error(ErrorCode::invalid_argument, "density: expected a mask of " + std::to_string(lattice.size()) + " cells, found " +
                                                 std::to_string(inside.size()));
  }
  if (options.edge != EdgeCorrection::none && inside.empty() && lattice.size() > 0) {
    throw Error(ErrorCode::invalid_argument, "edge correction: expected a study area, found none; name one or use none");
  }
  if (!(options.gaussian_bound >= 0)) {
    throw Error(ErrorCode::invalid_argument, "bound of a gaussian: expected a share of the maximum, 0 or more, found another value; the default is 1e-6");
  }
  if (options.adaptive && options.edge == EdgeCorrection::uniform) {
    throw Error(ErrorCode::invalid_argument, "adaptive kernels: expected edge correction none or diggle, found uniform, which knows one radius only");
  }
}

namespace {

/// What a method costs by the power of a polynomial kernel, 0 to 3: numbers summed for each cell, and ns for each place and row it reaches.
struct Costs {
  double numbers, sweep_ns;
};
constexpr std::array<Costs, 4> kCosts{{{2, 5.4}, {5, 5.4}, {10, 8.6}, {17, 13.5}}};

constexpr double kPlaceNs = 60, kCellNs = 4.5;  // of a sweep, beside its rows
constexpr double kFarthest = 1e6;          // cells: rows beside the lattice are numbered too

/// Of one place, by every cell it reaches within the lattice; and by a sweep along every row.
double plain_ns(const Lattice& lattice, double margin) { return 100 + 1.2 * std::min<double>(2 * margin, lattice.columns) * std::min<double>(2 * margin, lattice.rows); }
double swept_ns(const Lattice& lattice, double margin, double row_ns) { return kPlaceNs + row_ns * std::min(margin, lattice.rows / 2.0); }

std::size_t power(Kernel kernel) {
  return with_kernel(kernel, []<Kernel chosen>() {
    if constexpr (kIsPolynomial<chosen>) return static_cast<std::size_t>(Moments<chosen>::kPower);
    return std::size_t{0};
  });
}

Method method_for_gaussian(double reports, const Lattice& lattice, const DensityOptions& options) {
  constexpr double kAffordable = 1e8;  // exponentials: about half a second; and nodes of 16 bytes
  const double sigma_m = options.bandwidth.radius_m;
  const double far = reach(Kernel::gaussian) * sigma_m / lattice.cell_m;
  const double cells = std::min(4 * far * far, static_cast<double>(lattice.size()));
  if (options.gaussian_bound < kBoundOfMesh) return Method::plain;
  return reports * cells <= kAffordable || mesh_nodes(lattice, sigma_m) > kAffordable ? Method::plain : Method::mesh;
}

}  // namespace

/// Constants in ns of one core, measured; they choose between exact methods and nothing else.
Method method_for(std::size_t reports, const Lattice& lattice, const DensityOptions& options) {
  const auto n = static_cast<double>(reports), cells = static_cast<double>(lattice.size());
  if (options.kernel == Kernel::triangular) return Method::plain;
  if (options.kernel == Kernel::gaussian) return method_for_gaussian(n, lattice, options);
  constexpr double kMostBins = 2e8;  // of 4 bytes
  const auto [numbers, sweep_ns] = kCosts[power(options.kernel)];
  const double margin = reach_in_cells(lattice, options.bandwidth.radius_m);
  const double bins = (lattice.columns + 2 * margin) * (lattice.rows + 2 * margin);
  const double plainly = n * plain_ns(lattice, margin);
  const double by_sweep = n * swept_ns(lattice, margin, sweep_ns) + kCellNs * cells;
  const double by_moments = n * (40 + 0.9 * margin) + std::min(n, bins / 2) * 1.2 * margin + bins * (4 + 0.3 * numbers * margin * (1 + margin / 200));
  if (plainly < std::min(by_sweep, by_moments) || margin > kFarthest) return Method::plain;
  const bool coarse = margin <= static_cast<double>(power(options.kernel));  // a tile is many radii wide then, and high powers lose their digits
  return by_sweep < by_moments || bins > kMostBins || coarse ? Method::sweep : Method::moments;
}

Method method_for_each(std::span<const double> radius_m, const Lattice& lattice, Kernel kernel) {
  const bool polynomial = with_kernel(kernel, []<Kernel chosen>() { return kIsPolynomial<chosen>; });
  if (!polynomial) return Method::plain;
  constexpr double kLayers = 6;
  double plainly = 0, by_sweep = kLayers * kCellNs * static_cast<double>(lattice.size());
  for (const double radius : radius_m) {
    const double margin = reach_in_cells(lattice, radius);
    if (margin > kFarthest) return Method::plain;
    plainly += plain_ns(lattice, margin);
    by_sweep += swept_ns(lattice, margin, kCosts[power(kernel)].sweep_ns);
  }
  return plainly <= by_sweep ? Method::plain : Method::sweep;
}

std::uint32_t rows_together(Method method, const Lattice& lattice, const DensityOptions& options) {
  return method == Method::moments ? rows_of_moments(lattice, options.kernel, options.bandwidth.radius_m) : 1;
}

void sum_rows(Method method, MetricView reports, std::span<const double> weight, const Lattice& lattice, const DensityOptions& options, const TakeRow& take,
              const Context& context) {
  const auto by = [&](auto add) { add(reports, weight, lattice, options.kernel, options.bandwidth.radius_m, take, context); };
  switch (method) {
    case Method::plain: return by(add_plainly);
    case Method::moments: return by(add_by_moments);
    case Method::sweep: return by(add_by_sweep);
    case Method::mesh: return by(add_by_mesh);
  }
}

std::vector<double> sums_at(Method method, MetricView reports, std::span<const double> weight, const Lattice& lattice, const DensityOptions& options,
                            const Context& context) {
  std::vector<double> all(lattice.size());
  sum_rows(method, reports, weight, lattice, options, [&](std::size_t row, std::span<const double> sums) {
    std::copy(sums.begin(), sums.end(), &all[row * lattice.columns]);
  }, context);
  return all;
}

double per_km2_of_peak(const DensityOptions& options) { return peak(options.kernel) / (options.bandwidth.radius_m * options.bandwidth.radius_m) * 1e6; }

void Finish::operator()(std::size_t first_cell, std::span<const double> sums, float* out) const {
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const double sum = share.empty() ? sums[i] : sums[i] / share[first_cell + i];
    out[i] = static_cast<float>(sum > 0 ? sum * per_km2 : 0.0);
  }
  if (inside.empty()) return;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (inside[first_cell + i] == 0) out[i] = DensityGrid::kOutside;
  }
}

}  // namespace bailiwick::density_room
