/// Sums of kernels at every cell centre, by the method that suits them.
#pragma once

#include <bailiwick/density.h>

#include <cstdint>
#include <span>
#include <vector>

#include "density/take_row.h"

namespace bailiwick::density_room {

/// Throws Error(invalid_argument) where a density cannot be meant so.
void check_options(const Lattice& lattice, std::span<const std::uint8_t> inside, const DensityOptions& options);

enum class Method : std::uint8_t { plain, moments, sweep, mesh };

/// The cheapest exact method: polynomial kernels by moments where many reports share cells, by a sweep along rows where cells are more than reports,
/// plainly where both are few. A gaussian of many reports over many cells goes over a mesh, to 1e-6 of the maximum.
[[nodiscard]] Method method_for(std::size_t reports, const Lattice& lattice, const DensityOptions& options);

/// The same for kernels each of its own radius, which are summed plainly or by a sweep.
[[nodiscard]] Method method_for_each(std::span<const double> radius_m, const Lattice& lattice, Kernel kernel);

/// Rows that moments are summed over together: parts of a lattice that begin at multiples of it give the bytes of the whole.
[[nodiscard]] std::uint32_t rows_together(Method method, const Lattice& lattice, const DensityOptions& options);

/// Kernels over their peak, each of options.bandwidth, summed at every cell centre.
void sum_rows(Method method, MetricView reports, std::span<const double> weight, const Lattice& lattice, const DensityOptions& options, const TakeRow& take,
              const Context& context);

/// All of them, row by row from the south.
[[nodiscard]] std::vector<double> sums_at(Method method, MetricView reports, std::span<const double> weight, const Lattice& lattice, const DensityOptions& options,
                                          const Context& context);

/// What turns such a sum of reports into reports per km2.
[[nodiscard]] double per_km2_of_peak(const DensityOptions& options);

/// Makes densities of the sums of rows that begin at a cell. Where places cancel to nothing at the rim of their kernels, rounding may fall below 0.
struct Finish {
  double per_km2;                        ///< of a sum of 1
  std::span<const std::uint8_t> inside;  ///< by cell, or empty
  std::span<const double> share;         ///< by cell: by which sums are divided; or empty

  void operator()(std::size_t first_cell, std::span<const double> sums, float* out) const;
};

}  // namespace bailiwick::density_room
