/// Well-known binary, ISO and extended, both byte orders, heights and measures left out; every byte checked before it is read.
#pragma once

#include <bailiwick/polygons.h>

#include <string>
#include <string_view>

namespace bailiwick::c {

/// What was found wrong: null: nothing.
using Fault = const char*;

/// Ends the ring that began at vertex `begin`, closed; as everywhere here, a ring of fewer than three places has no inside and is left out: false.
[[nodiscard]] bool end_ring(Polygons& shapes, std::size_t begin);

/// A point; an empty one gives NaN.
[[nodiscard]] Fault read_point(std::string_view wkb, double& x, double& y);
/// Appends one shape: a polygon or a multipolygon that is not empty. On a fault `shapes` is left unfinished.
[[nodiscard]] Fault append_shape(std::string_view wkb, Polygons& shapes);

/// A shape of `shapes` as a multipolygon, little-endian, appended to `wkb`.
void write_multipolygon(const PolygonsView& shapes, std::size_t shape, std::string& wkb);

}  // namespace bailiwick::c
