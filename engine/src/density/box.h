/// The box of shapes in the metric plane.
#pragma once

#include <bailiwick/polygons.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace bailiwick::density_room {

struct Box {
  double west = std::numeric_limits<double>::infinity(), south = west;
  double east = -west, north = -west;

  /// A place with finite corners; false for no vertices and for vertices that are not finite.
  [[nodiscard]] bool has_ground() const { return west <= east && south <= north && std::isfinite(east - west) && std::isfinite(north - south); }
};

[[nodiscard]] inline Box box_of(const PolygonsView& shapes) {
  Box box;
  for (std::size_t i = 0; i < shapes.x.size(); ++i) {
    box.west = std::min(box.west, shapes.x[i]);
    box.east = std::max(box.east, shapes.x[i]);
    box.south = std::min(box.south, shapes.y[i]);
    box.north = std::max(box.north, shapes.y[i]);
  }
  return box;
}

[[nodiscard]] inline Box grown(Box box, double margin_m) {
  box.west -= margin_m;
  box.south -= margin_m;
  box.east += margin_m;
  box.north += margin_m;
  return box;
}

}  // namespace bailiwick::density_room
