/// Where segments meet, compared exactly.
#pragma once

#include "coverage/exact.h"

namespace bailiwick::coverage {

/// Each returns -1, 0 or 1 as the first place comes before, at or after the second.

/// The place where s meets t, which it crosses, against p, a place on s; along s.
[[nodiscard]] int compare_along(const Segment& s, const Segment& t, Point p);
/// The places where s meets t and u, which it crosses; along s.
[[nodiscard]] int compare_along(const Segment& s, const Segment& t, const Segment& u);
/// The abscissa of the place where s meets t against x.
[[nodiscard]] int compare_abscissa(const Segment& s, const Segment& t, double x);
/// On which side of the line from a to b the place lies where s meets t: 1 left, -1 right, 0 on it.
[[nodiscard]] int orientation_of_crossing(Point a, Point b, const Segment& s, const Segment& t);
/// The heights of s and t over the abscissa x, which both span and neither ends at; ties go by what follows east of it.
[[nodiscard]] int compare_heights(const Segment& s, const Segment& t, double x);

/// A place as the nearest doubles and what is missing to it: together good to some 1e-16 of the segment's length rather than of the coordinate.
struct Place {
  Point near, rest;
};
/// The place where s meets t, which it crosses.
[[nodiscard]] Place crossing_place(const Segment& s, const Segment& t);

}  // namespace bailiwick::coverage
