#include "plane.h"

#include <array>
#include <cmath>
#include <numbers>

namespace generator {
namespace {

constexpr long double kRadians = std::numbers::pi_v<long double> / 180;

/// Snyder's q, equation (3-12).
long double q_of(const Ellipsoid& ellipsoid, long double sin_lat) {
  const long double e = std::sqrt(ellipsoid.e2), e_sin = e * sin_lat;
  return (1 - ellipsoid.e2) * (sin_lat / (1 - e_sin * e_sin) - std::log((1 - e_sin) / (1 + e_sin)) / (2 * e));
}

long double degrees(std::int64_t quanta) { return static_cast<long double>(quanta) / kPerDegree; }

/// Chords an edge is cut into. An edge of length L bows off its chord by less than L^2 / 8R: 0.2 mm for 100 m; cut in 16 and 32, with
/// Richardson's step on top, what is left of it is far below 1e-9 m.
constexpr int kSteps = 16;

/// Twice the area between the chord polygon of `steps` equal parts of an edge and the origin.
long double doubled_fan(const EqualArea& plane, const Place& a, const Place& b, const Metres& origin, int steps) {
  long double sum = 0;
  Metres last = plane(a);
  for (int i = 1; i <= steps; ++i) {
    const long double t = static_cast<long double>(i) / steps;
    const Metres next = i == steps ? plane(b)
                                   : plane(degrees(a.lon) + t * degrees(b.lon - a.lon), degrees(a.lat) + t * degrees(b.lat - a.lat));
    sum += (last.x - origin.x) * (next.y - origin.y) - (last.y - origin.y) * (next.x - origin.x);
    last = next;
  }
  return sum;
}

}  // namespace

Ellipsoid cgcs2000() {
  const long double f = 1 / 298.257222101L;
  return {6378137.0L, f * (2 - f)};
}

EqualArea::EqualArea(const Ellipsoid& ellipsoid, long double centre_lon_degrees, long double centre_lat_degrees)
    : ellipsoid_(ellipsoid), lon0_(centre_lon_degrees * kRadians) {
  const long double lat1 = centre_lat_degrees * kRadians, sin1 = std::sin(lat1);
  q_pole_ = q_of(ellipsoid, 1);
  r_q_ = ellipsoid.a * std::sqrt(q_pole_ / 2);
  const long double beta1 = std::asin(q_of(ellipsoid, sin1) / q_pole_);
  sin_beta1_ = std::sin(beta1);
  cos_beta1_ = std::cos(beta1);
  const long double m1 = std::cos(lat1) / std::sqrt(1 - ellipsoid.e2 * sin1 * sin1);
  d_ = ellipsoid.a * m1 / (r_q_ * cos_beta1_);
}

Metres EqualArea::operator()(long double lon_degrees, long double lat_degrees) const {
  const long double beta = std::asin(q_of(ellipsoid_, std::sin(lat_degrees * kRadians)) / q_pole_);
  const long double lon = lon_degrees * kRadians - lon0_;
  const long double b = r_q_ * std::sqrt(2 / (1 + sin_beta1_ * std::sin(beta) + cos_beta1_ * std::cos(beta) * std::cos(lon)));
  return {b * d_ * std::cos(beta) * std::sin(lon), b / d_ * (cos_beta1_ * std::sin(beta) - sin_beta1_ * std::cos(beta) * std::cos(lon))};
}

Metres EqualArea::operator()(const Place& place) const { return (*this)(degrees(place.lon), degrees(place.lat)); }

EqualArea metric_plane(const Box& box) {
  const auto centre = [](std::int64_t low, std::int64_t high) { return std::round(degrees(low + high) / 2 * 10) / 10; };
  return {cgcs2000(), centre(box.west, box.east), centre(box.south, box.north)};
}

long double area_m2(const EqualArea& plane, const Ring& ring) {
  const Metres origin = plane(ring.front());
  long double sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Place &a = ring[i], &b = ring[(i + 1) % ring.size()];
    const long double coarse = doubled_fan(plane, a, b, origin, kSteps), fine = doubled_fan(plane, a, b, origin, 2 * kSteps);
    sum += fine + (fine - coarse) / 3;  // Richardson: the error of a chord polygon falls with the square of the step
  }
  return sum / 2;
}

long double area_m2(const EqualArea& plane, const std::vector<Polygon>& polygons) {
  long double sum = 0;
  for (const Polygon& polygon : polygons)
    for (const Ring& ring : polygon) sum += area_m2(plane, ring);
  return sum;
}

long double ellipsoid_area_m2(const Ellipsoid& ellipsoid, const Ring& ring) {
  // Three-point Gauss-Legendre: q is so smooth over an edge of 1 km that the rest is below 1e-20.
  const long double offset = std::sqrt(0.6L) / 2;
  const std::array<long double, 3> at{0.5L - offset, 0.5L, 0.5L + offset}, weight{5 / 18.0L, 8 / 18.0L, 5 / 18.0L};
  const long double q0 = q_of(ellipsoid, std::sin(degrees(ring.front().lat) * kRadians));
  long double sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Place &a = ring[i], &b = ring[(i + 1) % ring.size()];
    long double mean = 0;
    for (std::size_t k = 0; k < at.size(); ++k)
      mean += weight[k] * (q_of(ellipsoid, std::sin((degrees(a.lat) + at[k] * degrees(b.lat - a.lat)) * kRadians)) - q0);
    sum -= mean * degrees(b.lon - a.lon) * kRadians;
  }
  return sum * ellipsoid.a * ellipsoid.a / 2;
}

long double length_m(const EqualArea& plane, const std::vector<Place>& line) {
  long double sum = 0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const Metres a = plane(line[i]), b = plane(line[i + 1]);
    sum += std::hypot(b.x - a.x, b.y - a.y);
  }
  return sum;
}

}  // namespace generator
