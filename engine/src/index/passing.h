/// Where the path from a place to its cell's corner crosses a segment.
#pragma once

#include "index/orient.h"
#include "index/segments.h"

#include <algorithm>

namespace bailiwick::index {

/// How a place p lies to a segment. `right` says so for p shifted by (e^2, e), and only where p's height lies on the segment's half-open span.
struct Side {
  bool spans;  ///< ay <= y < by: a horizontal ray from the shifted place can meet the segment
  bool right;  ///< the shifted place lies right of the segment
  bool on;     ///< the place itself lies on the closed segment
};

/// The tie: a place on the segment moves up first. Of a segment that leans right going up the shifted place is then left (above); of one that
/// leans left it is right (above too); of a vertical one it is right by the second shift.
[[nodiscard]] inline Side side_of(const Segment& s, double x, double y) noexcept {
  if (y < s.ay || y > s.by) return {false, false, false};
  const int side = orient(s.ax, s.ay, s.bx, s.by, x, y);
  const bool on = side == 0 && x >= std::min(s.ax, s.bx) && x <= std::max(s.ax, s.bx);
  return {y < s.by, side < 0 || (side == 0 && s.bx <= s.ax), on};
}

/// The path leads from the shifted place level to the upright line through the cell's corner, then along it to the corner. Its crossings
/// with a segment, modulo 2, are
///     spans(p) ? above(p) xor above(corner) : (y >= by) xor above(corner)     if the segment meets the line's height range at all,
///     spans(p) and (right(p) xor segment lies left of the line)               otherwise,
/// so the point where the path turns is never computed. passing() is the part that depends on p, corner_passing() the constant part.
[[nodiscard]] inline bool crosses_line(const Segment& s, double corner_x) noexcept {
  return std::min(s.ax, s.bx) <= corner_x && corner_x < std::max(s.ax, s.bx);  // the line, too, is shifted by e^2
}

[[nodiscard]] inline bool passing(const Segment& s, double corner_x, const Side& place, double y) noexcept {
  if (crosses_line(s, corner_x)) {
    if (!place.spans) return y >= s.by;
    return s.bx > s.ax ? !place.right : place.right;  // above
  }
  return place.spans && place.right != (std::max(s.ax, s.bx) <= corner_x);
}

[[nodiscard]] inline bool corner_passing(const Segment& s, double corner_x, double corner_y) noexcept {
  return crosses_line(s, corner_x) && passing(s, corner_x, side_of(s, corner_x, corner_y), corner_y);
}

/// Whether the path from the shifted place to the shifted corner crosses the segment an odd number of times.
[[nodiscard]] inline bool crosses_path(const Segment& s, double corner_x, double corner_y, double x, double y) noexcept {
  return passing(s, corner_x, side_of(s, x, y), y) != corner_passing(s, corner_x, corner_y);
}

}  // namespace bailiwick::index
