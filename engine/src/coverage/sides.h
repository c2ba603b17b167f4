/// The edges of one shape, with the ground to the left.
#pragma once

#include <bailiwick/polygons.h>

#include "coverage/soup.h"

#include "index/orient.h"

namespace bailiwick::coverage {

/// How a ring is walked so that shells (first rings of parts) run counter-clockwise and holes clockwise, by the sign of its area.
struct Walk {
  std::int32_t turn;  ///< 1: as given, -1: backwards
  bool certain;       ///< no rounding can have changed the sign
};
[[nodiscard]] Walk walk_of(const PolygonsView& shapes, std::uint32_t begin, std::uint32_t end, bool hole);

[[noreturn]] void refuse_place(const PolygonsView& shapes, std::uint32_t vertex);

/// A vertex; magnitudes below 1e-100 count as 0, as in the zone index, and -0 becomes 0: equal places have equal bits. Throws Error(invalid_coordinate) for
/// one that is not finite or beyond 1e15.
[[nodiscard]] inline Point place_of(const PolygonsView& shapes, std::uint32_t vertex) {
  const double x = shapes.x[vertex];
  const double y = shapes.y[vertex];
  if (!index::usable(x) || !index::usable(y)) refuse_place(shapes, vertex);
  return {index::flushed(x) + 0.0, index::flushed(y) + 0.0};
}

[[nodiscard]] inline Side side_between(Point from, Point to, Label label, std::int32_t turn) {
  return from < to ? Side{{from, to}, {label, turn}} : Side{{to, from}, {label, -turn}};
}

/// Calls `visit(begin, end, hole)` for the vertices of every ring that has an inside: those of fewer than four vertices have none.
template <typename Visit>
void for_each_ring(const PolygonsView& shapes, std::size_t shape, Visit visit) {
  for (auto p = shapes.shape_offsets[shape]; p < shapes.shape_offsets[shape + 1]; ++p) {
    const auto first = shapes.part_offsets[p];
    for (auto r = first; r < shapes.part_offsets[p + 1]; ++r) {
      const auto [begin, end] = shapes.vertices_of(r);
      if (end - begin >= 4) visit(begin, end, r != first);
    }
  }
}

/// Calls `visit` for every side of the shape that has a length.
template <typename Visit>
void for_each_side(const PolygonsView& shapes, std::size_t shape, Label label, Visit visit) {
  for_each_ring(shapes, shape, [&](std::uint32_t begin, std::uint32_t end, bool hole) {
    const auto turn = walk_of(shapes, begin, end, hole).turn;
    auto from = place_of(shapes, begin);
    for (auto v = begin + 1; v < end; ++v) {
      const auto to = place_of(shapes, v);
      if (!(from == to)) visit(side_between(from, to, label, turn));
      from = to;
    }
  });
}

}  // namespace bailiwick::coverage
