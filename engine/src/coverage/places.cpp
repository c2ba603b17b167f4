/// Crossing places in order: a floating filter with its error bound first, rational arithmetic where it cannot tell.
#include "coverage/places.h"

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace bailiwick::coverage {
namespace {

using Rational = boost::multiprecision::cpp_rational;

constexpr double kUnit = std::numeric_limits<double>::epsilon();
constexpr double kCrossError = 3.3306690738754716e-16;  // of a 2 x 2 determinant of differences, per sum of magnitudes (Shewchuk 1997)

/// A number and how far at most the true one is from it.
struct Bounded {
  double value, error;
};

/// The rounded sum and its exact error (Knuth's TwoSum).
std::pair<double, double> two_sum(double a, double b) {
  const double sum = a + b;
  const double b_part = sum - a;
  return {sum, (a - (sum - b_part)) + (b - b_part)};
}

int decide(Bounded p, Bounded q) {
  if (p.value - q.value > p.error + q.error) return 1;
  if (q.value - p.value > p.error + q.error) return -1;
  return 0;
}

Bounded cross(double ux, double uy, double vx, double vy) {
  const double left = ux * vy;
  const double right = uy * vx;
  return {left - right, kCrossError * (std::abs(left) + std::abs(right))};
}

/// How far along s, from 0 to 1, it meets t.
Bounded share(const Segment& s, const Segment& t) {
  const double tx = t.b.x - t.a.x;
  const double ty = t.b.y - t.a.y;
  const auto over = cross(t.a.x - s.a.x, t.a.y - s.a.y, tx, ty);
  const auto under = cross(s.b.x - s.a.x, s.b.y - s.a.y, tx, ty);
  const double certain = std::abs(under.value) - under.error;
  if (!(certain > 0)) return {0.5, std::numeric_limits<double>::infinity()};
  const double value = over.value / under.value;
  return {value, 2 * (over.error + std::abs(value) * under.error) / certain + kUnit * std::abs(value)};
}

Bounded share(const Segment& s, Point p) {
  const bool upright = s.a.x == s.b.x;
  const double value = upright ? (p.y - s.a.y) / (s.b.y - s.a.y) : (p.x - s.a.x) / (s.b.x - s.a.x);
  return {value, 4 * kUnit * std::abs(value)};
}

Rational exact_share(const Segment& s, const Segment& t) {
  const Rational tx = Rational(t.b.x) - Rational(t.a.x);
  const Rational ty = Rational(t.b.y) - Rational(t.a.y);
  const Rational over = (Rational(t.a.x) - Rational(s.a.x)) * ty - (Rational(t.a.y) - Rational(s.a.y)) * tx;
  const Rational under = (Rational(s.b.x) - Rational(s.a.x)) * ty - (Rational(s.b.y) - Rational(s.a.y)) * tx;
  return over / under;
}

Rational exact_share(const Segment& s, Point p) {
  if (s.a.x == s.b.x) return (Rational(p.y) - Rational(s.a.y)) / (Rational(s.b.y) - Rational(s.a.y));
  return (Rational(p.x) - Rational(s.a.x)) / (Rational(s.b.x) - Rational(s.a.x));
}

int sign_of(const Rational& value) { return value.sign(); }

Rational exact_height(const Segment& s, double x) {
  return Rational(s.a.y) + (Rational(x) - Rational(s.a.x)) * (Rational(s.b.y) - Rational(s.a.y)) / (Rational(s.b.x) - Rational(s.a.x));
}

Bounded height(const Segment& s, double x) {
  const double rise = (x - s.a.x) / (s.b.x - s.a.x) * (s.b.y - s.a.y);
  return {s.a.y + rise, 4 * kUnit * (std::abs(s.a.y) + std::abs(rise))};
}

}  // namespace

int compare_along(const Segment& s, const Segment& t, Point p) {
  if (const int known = decide(share(s, t), share(s, p)); known != 0) return known;
  return sign_of(exact_share(s, t) - exact_share(s, p));
}

int compare_along(const Segment& s, const Segment& t, const Segment& u) {
  if (const int known = decide(share(s, t), share(s, u)); known != 0) return known;
  return sign_of(exact_share(s, t) - exact_share(s, u));
}

int compare_abscissa(const Segment& s, const Segment& t, double x) {
  const auto along = share(s, t);
  const double width = s.b.x - s.a.x;
  const double value = s.a.x + along.value * width;
  const double error = along.error * width + 2 * kUnit * (std::abs(s.a.x) + std::abs(width));
  if (const int known = decide({value, error}, {x, 0}); known != 0) return known;
  return sign_of(Rational(s.a.x) + exact_share(s, t) * (Rational(s.b.x) - Rational(s.a.x)) - Rational(x));
}

int orientation_of_crossing(Point a, Point b, const Segment& s, const Segment& t) {
  const Rational along = exact_share(s, t);
  const Rational x = Rational(s.a.x) + along * (Rational(s.b.x) - Rational(s.a.x)) - Rational(a.x);
  const Rational y = Rational(s.a.y) + along * (Rational(s.b.y) - Rational(s.a.y)) - Rational(a.y);
  return sign_of((Rational(b.x) - Rational(a.x)) * y - (Rational(b.y) - Rational(a.y)) * x);
}

int compare_heights(const Segment& s, const Segment& t, double x) {
  if (const int known = decide(height(s, x), height(t, x)); known != 0) return known;
  if (const int known = sign_of(exact_height(s, x) - exact_height(t, x)); known != 0) return known;
  return -turn(s, t);
}

Place crossing_place(const Segment& s, const Segment& t) {
  const auto along = share(s, t);
  if (along.error <= 8 * kUnit) {
    const auto [x, rest_x] = two_sum(s.a.x, along.value * (s.b.x - s.a.x));
    const auto [y, rest_y] = two_sum(s.a.y, along.value * (s.b.y - s.a.y));
    return {{x, y}, {rest_x, rest_y}};
  }
  const Rational exact = exact_share(s, t);
  const Rational x = Rational(s.a.x) + exact * (Rational(s.b.x) - Rational(s.a.x));
  const Rational y = Rational(s.a.y) + exact * (Rational(s.b.y) - Rational(s.a.y));
  const Point near{x.convert_to<double>(), y.convert_to<double>()};
  const Rational rest_x = x - Rational(near.x);
  const Rational rest_y = y - Rational(near.y);
  return {near, {rest_x.convert_to<double>(), rest_y.convert_to<double>()}};
}

}  // namespace bailiwick::coverage
