/// Sums of kernels at every cell centre, by the method that suits them.
#pragma once

#include <bailiwick/density.h>

#include <cstdint>
#include <span>
#include <vector>

namespace bailiwick::density_room {

/// Throws Error(invalid_argument) where a density cannot be meant so.
void check_options(const Lattice& lattice, std::span<const std::uint8_t> inside, const DensityOptions& options);

enum class Method : std::uint8_t { plain, moments, mesh };

/// Polynomial kernels over more than a few cells are cheaper by moments, unless reports are few. A gaussian of many reports over many cells goes over
/// a mesh, to 1e-6 of the maximum.
[[nodiscard]] Method method_for(std::size_t reports, const Lattice& lattice, const DensityOptions& options);

/// Rows that moments are summed over together: parts of a lattice that begin at multiples of it give the bytes of the whole.
[[nodiscard]] std::uint32_t rows_together(Method method, const Lattice& lattice, const DensityOptions& options);

/// Kernels over their peak, each of options.bandwidth, summed at every cell centre.
[[nodiscard]] std::vector<double> sums_at(Method method, MetricView reports, std::span<const double> weight, const Lattice& lattice, const DensityOptions& options,
                                          const Context& context);

/// What turns such a sum of reports into reports per km2.
[[nodiscard]] double per_km2_of_peak(const DensityOptions& options);

/// A sum as files hold it. Where places cancel to nothing at the rim of their kernels, rounding may fall below 0.
[[nodiscard]] inline float stored(double sum, double per_km2) { return static_cast<float>(sum > 0 ? sum * per_km2 : 0.0); }

}  // namespace bailiwick::density_room
