/// Exact kernel sums by a sweep along each row of cells.
#pragma once

#include <bailiwick/density.h>

#include <span>

#include "density/places.h"
#include "density/take_row.h"

namespace bailiwick::density_room {

/// Adds up kernels over their peak at every cell centre. Along the centre line of a row a place's kernel is a polynomial between two
/// ends: it is added at the first cell within and taken away after the last, and a running sum gives the row. Best where cells are more than places;
/// polynomial kernels only. Every row stands for itself.
void add_by_sweep(MetricView reports, std::span<const double> weight, const Lattice& lattice, Kernel kernel, double radius_m, const TakeRow& take, const Context& context);

/// The same with a radius for each place.
void add_each_by_sweep(const Places& places, std::span<const double> radius_m, const Lattice& lattice, Kernel kernel, const TakeRow& take,
                       const Context& context);

}  // namespace bailiwick::density_room
