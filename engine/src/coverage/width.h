/// How wide a polygon is at its widest.
#pragma once

#include <bailiwick/polygons.h>

namespace bailiwick::coverage {

/// The diameter of the largest circle in part `part`, within 4e-9 of the part's extent: the circle's centre is a vertex of the Voronoi diagram of the
/// part's edges. A part thinner than that grid of its own, or too large for it, has its mean width 2 A / P instead, which never
/// exceeds the diameter (A <= r P).
[[nodiscard]] double inscribed_diameter(const PolygonsView& metric, std::size_t part);

}  // namespace bailiwick::coverage
