/// Exact kernel sums where many reports share a cell or a kernel covers many cells.
#pragma once

#include <bailiwick/density.h>

#include "density/take_row.h"

namespace bailiwick::density_room {

/// How many cells a kernel of this radius can reach along an axis, beyond the cell of the report.
[[nodiscard]] double reach_in_cells(const Lattice& lattice, double radius_m);

/// The rows of the output that share prefix sums: part of a lattice that begins at a multiple of them gives the bytes of the whole.
[[nodiscard]] std::uint32_t rows_of_moments(const Lattice& lattice, Kernel kernel, double radius_m);

/// Adds up polynomial kernels over their peak at every cell centre. Cells whose every place is certainly inside a kernel's disk
/// are taken whole, through prefix sums of moments along each row; the ring of uncertain cells is evaluated place by place.
void add_by_moments(MetricView reports, std::span<const double> weight, const Lattice& lattice, Kernel kernel, double radius_m,
                    const TakeRow& take, const Context& context);

}  // namespace bailiwick::density_room
