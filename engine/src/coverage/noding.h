/// A soup cut at every meeting: edges that meet at their ends only.
#pragma once

#include <bailiwick/context.h>

#include "coverage/crossings.h"
#include "coverage/soup.h"

#include <cstdint>
#include <span>
#include <vector>

namespace bailiwick::coverage {

/// A piece of an input segment between two nodes, `from` before `to` along it (west to east; upright ones south to north).
struct Piece {
  std::uint32_t from, to;
  std::uint32_t segment;  ///< its direction is that segment's, exactly
};

/// The nodes come first from input vertices, in lexicographic order of their places, then from crossings. Crossings that are the same place,
/// decided exactly, are one node; a crossing that is a vertex is that vertex.
struct Noded {
  std::vector<Point> nodes;         ///< crossings rounded to the nearest doubles within an ulp or two
  std::vector<Point> rests;         ///< per node from vertex_count on: what rounding took away
  std::uint32_t vertex_count = 0;   ///< nodes [0, vertex_count) are input vertices
  std::vector<Crossing> crossing_of;  ///< per node from vertex_count on: two segments that cross there
  std::vector<Piece> pieces;        ///< by from, to
  std::vector<std::uint32_t> toggle_offsets{0};
  std::vector<Toggle> toggles;      ///< per piece; never empty
  std::vector<std::uint32_t> cut_offsets{0};  ///< per segment: its inner nodes in order are cuts[cut_offsets[s] ...)
  std::vector<std::uint32_t> cuts;

  /// The node's place about an origin, without the loss that rounding to doubles so far from zero brings.
  [[nodiscard]] Point about(Point origin, std::uint32_t node) const {
    const Point p{nodes[node].x - origin.x, nodes[node].y - origin.y};
    if (node < vertex_count) return p;
    return {p.x + rests[node - vertex_count].x, p.y + rests[node - vertex_count].y};
  }
  [[nodiscard]] std::span<const Toggle> toggles_of(std::size_t piece) const {
    return std::span(toggles).subspan(toggle_offsets[piece], toggle_offsets[piece + 1] - toggle_offsets[piece]);
  }
};

[[nodiscard]] Noded node(const Soup& soup, const Context& context);

}  // namespace bailiwick::coverage
