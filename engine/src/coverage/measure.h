/// Areas of faces and lengths of edges, in metres.
#pragma once

#include <bailiwick/context.h>
#include <bailiwick/plane.h>
#include <bailiwick/polygons.h>

#include "coverage/arrangement.h"

#include <vector>

namespace bailiwick::coverage {

/// Area of each face, on the ground: its border carried to the plane of `map` as curves, cut into pieces of at most 1 km, each taken as the parabola through
/// its ends and middle. For a map projection over R = 6,371 km the error of a piece of length L is below L^5 / (720 R^3), 1e-8 m2 at 1 km. Both
/// faces beside an edge get the same curve, so areas add up. Face 0 holds minus the sum of the others.
[[nodiscard]] std::vector<double> face_areas(const Arrangement& a, const PlaneMap& map, const Context& context);

/// Area of each face in the location plane's own units; each cycle is summed about its own origin.
[[nodiscard]] std::vector<double> face_areas(const Arrangement& a);

/// The area of a shape whose rings are simple and nested as parts say, on the ground, along the same curves.
[[nodiscard]] double ring_area(const PolygonsView& shapes, std::size_t shape, const PlaneMap& map);

/// The area that a closed rim, ground to its left, goes round, in the location plane's own units: the sum over its own edges and nothing else.
[[nodiscard]] double own_area(const Arrangement& a, const std::vector<HalfEdge>& rim);

/// The nodes' places carried over `map`.
[[nodiscard]] std::vector<Point> carried(const std::vector<Point>& nodes, const PlaneMap& map, const Context& context);

}  // namespace bailiwick::coverage
