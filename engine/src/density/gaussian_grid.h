/// Gaussian kernel sums to a bound that is a share of the maximum, at a cost per report that does not depend on sigma.
///
/// A gaussian of variance sigma^2 is three in a row: each report is spread on a coarse mesh (spacing sigma / 3) by a narrow one, the mesh is smoothed
/// by a wide one, and read at the cell centres by the narrow one again; variances add up (Greengard and Lee 2004 for the fast spreading). Never
/// are reports moved to cells.
#pragma once

#include <bailiwick/density.h>

#include "density/take_row.h"

namespace bailiwick::density_room {

/// No cell is farther off than this share of the maximum.
inline constexpr double kBoundOfMesh = 2e-7;

/// Nodes of the mesh, to judge its cost.
[[nodiscard]] double mesh_nodes(const Lattice& lattice, double sigma_m);

/// Adds up gaussians over their peak at every cell centre.
void add_by_mesh(MetricView reports, std::span<const double> weight, const Lattice& lattice, Kernel kernel, double sigma_m, const TakeRow& take, const Context& context);

}  // namespace bailiwick::density_room
