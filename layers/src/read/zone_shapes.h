/// Coordinates that no zone can have.
#pragma once

#include <bailiwick/polygons.h>

#include <string>

namespace bailiwick::layers {

/// Why shape `shape` cannot be used: a coordinate that is not finite or beyond 1e15, or, in degrees, out of range or an edge wider than 180
/// degrees. Empty: nothing.
[[nodiscard]] std::string coordinate_fault(const PolygonsView& shapes, std::size_t shape, bool geographic);

}  // namespace bailiwick::layers
