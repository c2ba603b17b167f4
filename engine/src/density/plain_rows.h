/// Exact kernel sums, every place against every cell it reaches.
#pragma once

#include <bailiwick/density.h>

#include <span>

#include "density/places.h"

namespace bailiwick::density_room {

/// Adds up kernels over their peak into `sum` (row by row of the lattice). Best where few reports reach few cells; serves every kernel.
void add_plainly(MetricView reports, std::span<const double> weight, const Lattice& lattice, Kernel kernel, double radius_m,
                 std::span<double> sum, const Context& context);

/// The same with a radius for each place.
void add_each_plainly(const Places& places, std::span<const double> radius_m, const Lattice& lattice, Kernel kernel, std::span<double> sum,
                      const Context& context);

}  // namespace bailiwick::density_room
