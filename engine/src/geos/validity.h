/// What is wrong with a polygon, in the words of the OGC rules.
#pragma once

#include <bailiwick/polygons.h>

#include <optional>
#include <string>

namespace bailiwick::geos {

struct Fault {
  std::string reason;
  double x, y;
};

/// The first fault GEOS finds in shape `shape`, with its place; nothing when it is valid. A ring that is not closed or too short has its
/// first vertex as place.
[[nodiscard]] std::optional<Fault> fault_of(const PolygonsView& shapes, std::size_t shape);

}  // namespace bailiwick::geos
