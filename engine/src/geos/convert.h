/// Flat polygons to GEOS and back.
#pragma once

#include <bailiwick/polygons.h>

#include "geos/context.h"

namespace bailiwick::geos {

/// Shape `shape` as a multipolygon; the first ring of a part is its shell. Null where a ring is not closed or has fewer than four vertices.
[[nodiscard]] Geometry multipolygon(const PolygonsView& shapes, std::size_t shape);

/// Shape `shape` as a multilinestring: its rings are lines, which need not be closed. Null where a line has fewer than two vertices.
[[nodiscard]] Geometry multilinestring(const PolygonsView& lines, std::size_t shape);

/// Appends the polygons of `geometry` (any type; points and lines are left out) as one shape.
void append(const GEOSGeometry* geometry, Polygons& to);

}  // namespace bailiwick::geos
