/// Signs decided exactly: a floating filter first, exact sums where it cannot tell.
#pragma once

namespace bailiwick::coverage {

struct Point {
  double x, y;

  friend bool operator==(const Point&, const Point&) = default;
  /// By x, then y: along any straight edge this is the order of its places.
  friend bool operator<(const Point& p, const Point& q) { return p.x < q.x || (p.x == q.x && p.y < q.y); }
};

/// A straight edge whose ends are in lexicographic order, a < b.
struct Segment {
  Point a, b;
};

/// Sign of (b - a) x (c - a): 1 when c lies left of a -> b, -1 right, 0 on the line.
[[nodiscard]] int orientation(Point a, Point b, Point c);

/// Sign of (s.b - s.a) x (t.b - t.a): 1 when t turns left of s, 0 when they are parallel.
[[nodiscard]] int turn(const Segment& s, const Segment& t);

/// Whether p, known to lie on the line of s, lies strictly between its ends.
[[nodiscard]] inline bool strictly_within(const Segment& s, Point p) { return s.a < p && p < s.b; }

}  // namespace bailiwick::coverage
