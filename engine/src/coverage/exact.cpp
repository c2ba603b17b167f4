#include "coverage/exact.h"

#include "index/exact_sum.h"
#include "index/orient.h"

#include <cmath>

namespace bailiwick::coverage {
namespace {

/// Shewchuk 1997, section 4.3: the error of a 2 x 2 determinant of differences, per sum of magnitudes: (3 + 16 u) u, u = 2^-53.
constexpr double kFilter = 3.3306690738754716e-16;

}  // namespace

int orientation(Point a, Point b, Point c) { return index::orient(a.x, a.y, b.x, b.y, c.x, c.y); }

int turn(const Segment& s, const Segment& t) {
  const double left = (s.b.x - s.a.x) * (t.b.y - t.a.y);
  const double right = (s.b.y - s.a.y) * (t.b.x - t.a.x);
  const double determinant = left - right;
  const double error = kFilter * (std::abs(left) + std::abs(right));
  if (determinant > error) return 1;
  if (-determinant > error) return -1;
  index::ExactSum sum;  // multiplied out
  sum.add_product(s.b.x, t.b.y);
  sum.add_product(-s.b.x, t.a.y);
  sum.add_product(-s.a.x, t.b.y);
  sum.add_product(s.a.x, t.a.y);
  sum.add_product(-s.b.y, t.b.x);
  sum.add_product(s.b.y, t.a.x);
  sum.add_product(s.a.y, t.b.x);
  sum.add_product(-s.a.y, t.a.x);
  sum.carry();
  return sum.sign();
}

}  // namespace bailiwick::coverage
