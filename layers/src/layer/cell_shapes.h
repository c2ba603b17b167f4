/// Cells as polygons of the location plane.
#pragma once

#include <bailiwick/lattice.h>
#include <bailiwick/plane.h>

#include <span>

namespace bailiwick::layers {

/// The outlines of `cells`, one shape each, counter-clockwise. Neighbouring cells share their corners to the last bit.
[[nodiscard]] Polygons cell_shapes(const Lattice& lattice, std::span<const std::uint32_t> cells, const Planes& planes);

}  // namespace bailiwick::layers
