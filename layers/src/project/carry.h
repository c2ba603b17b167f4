/// Shapes brought into the location plane.
#pragma once

#include "project/source_plane.h"

namespace bailiwick::layers {

/// The shapes of one file in the location plane: the same bytes where the planes agree; else with edges densified so that they bow by at most
/// 1 mm, each from its lexicographically smaller end. Throws Error naming file and feature for an edge wider than 180 degrees, a
/// latitude beyond 90 or a vertex that cannot be carried over.
[[nodiscard]] Polygons carried(const RawZones& zones, const SourcePlane& from, const SourcePlane& location);

/// The clues of a level or area file.
[[nodiscard]] CrsClues clues_of(const RawZones& zones, const std::string& given, const std::string& option, const std::string& datum);

/// West, south, east, north of all vertices; infinite and inverted when there are none.
struct Box {
  double west, south, east, north;
  [[nodiscard]] bool empty() const { return !(west <= east); }
  [[nodiscard]] bool holds(double x, double y) const { return x >= west && x <= east && y >= south && y <= north; }
};
[[nodiscard]] Box box_of(const PolygonsView& shapes);

/// Whether reading has warned already that nobody named the datum: once is enough.
[[nodiscard]] bool warned_of_datum(const std::vector<Warning>& warnings);

}  // namespace bailiwick::layers
