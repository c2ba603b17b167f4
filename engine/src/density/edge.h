/// Kernels cut by the border of the study area.
#pragma once

#include <bailiwick/density.h>

#include <span>
#include <vector>

namespace bailiwick::density_room {

/// The centres of the cells inside.
struct Centres {
  std::vector<double> x, y;
};
[[nodiscard]] Centres centres_inside(const Lattice& lattice, std::span<const std::uint8_t> inside);

/// What a cell holds of a kernel of mass 1 where the kernel has its peak.
[[nodiscard]] double mass_of_cell(const Lattice& lattice, Kernel kernel, double radius_m);

/// A kernel for each report: one radius for all, or one each.
struct Kernels {
  Kernel kernel;
  std::span<const double> radius_m;

  [[nodiscard]] double radius_of(std::size_t report) const { return radius_m[radius_m.size() == 1 ? 0 : report]; }
};

/// The weight of each report over the share of its kernel that falls on cells inside: the sum of the cells inside is then the weight, whatever the
/// shape of the area. A report whose kernel reaches no such cell by 1e-9 of its peak gets 0 and counts in `lost`.
[[nodiscard]] std::vector<double> weights_by_diggle(MetricView reports, std::span<const double> weight, const Lattice& lattice,
                                                    std::span<const std::uint8_t> inside, const Kernels& kernels, const Context& context,
                                                    double& lost);

}  // namespace bailiwick::density_room
