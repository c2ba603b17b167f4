/// Exact kernel sums, every place against every cell it reaches.
#pragma once

#include <bailiwick/density.h>

#include <span>

#include "density/places.h"
#include "density/take_row.h"

namespace bailiwick::density_room {

/// Adds up kernels over their peak at every cell centre. Best where few reports reach few cells; serves every kernel.
void add_plainly(MetricView reports, std::span<const double> weight, const Lattice& lattice, Kernel kernel, double radius_m,
                 const TakeRow& take, const Context& context);

/// The same with a radius for each place.
void add_each_plainly(const Places& places, std::span<const double> radius_m, const Lattice& lattice, Kernel kernel, const TakeRow& take, const Context& context);

}  // namespace bailiwick::density_room
