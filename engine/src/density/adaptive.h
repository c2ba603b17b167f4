/// Abramson's adaptive kernels: wide where reports are few, narrow where they are many.
#pragma once

#include <bailiwick/density.h>

#include <span>
#include <vector>

#include "density/places.h"
#include "density/take_row.h"

namespace bailiwick::density_room {

/// The radius of each place: radius_m x sqrt(G / pilot), at most 5 times radius_m (Abramson 1982; spatstat's bw.abram and its trim). `pilot` holds sums of
/// kernels of that radius at every centre of the lattice; between four centres it is read bilinearly, beyond the outermost as on them. G is the geometric
/// mean of the pilot over the places, by weight.
[[nodiscard]] std::vector<double> adaptive_radii(const Places& places, const Lattice& lattice, std::span<const double> pilot, double radius_m);

/// Sums of the kernels of every place, each of its own radius, over the peak of one of options.bandwidth.radius_m. `pilot` as above. With Diggle's
/// correction each kernel is made whole by its own share inside.
void add_adaptively(MetricView reports, std::span<const double> weight, const Lattice& lattice, std::span<const std::uint8_t> inside,
                    const DensityOptions& options, std::span<const double> pilot, const TakeRow& take, const Context& context, double& lost);

}  // namespace bailiwick::density_room
