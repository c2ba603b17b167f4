/// Lines widened to strips.
#pragma once

#include <bailiwick/polygons.h>

#include <string>

namespace bailiwick::geos {

/// Appends the strip `width` wide around line shape `shape` (flat ends, mitred joins) to `to` as one shape. Returns what GEOS complained of;
/// empty when it is well. Nothing is appended then.
[[nodiscard]] std::string append_strip(const PolygonsView& lines, std::size_t shape, double width, Polygons& to);

}  // namespace bailiwick::geos
