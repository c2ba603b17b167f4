/// How far straight edges of one plane bow in another.
#pragma once

#include "project/source_plane.h"

#include <optional>
#include <vector>

namespace bailiwick::layers {

/// One file's shapes in its own plane.
struct Drawn {
  const SourcePlane& plane;
  const Polygons& shapes;
};

/// The largest distance, in metres, between an edge of either that is straight in its own plane and its chord in the other's; 0 where the planes are one.
/// The distance is taken at the middle and the quarters of the edge; a degree counts as 111.32 km either way, which never makes it smaller.
[[nodiscard]] double largest_bow_m(const Drawn& first, const Drawn& second);

}  // namespace bailiwick::layers
