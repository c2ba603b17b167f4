#include <bailiwick/equal_area.h>

#include <bailiwick/error.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace bailiwick {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kNowhere = std::numeric_limits<double>::infinity();
constexpr double kPoleDegrees = 1e-9;  // closer to a pole than that, the centre is the pole

[[noreturn]] void refuse(const std::string& what) { throw Error(ErrorCode::invalid_argument, "equal-area plane: expected " + what); }

}  // namespace

EqualArea::EqualArea(const Ellipsoid& ellipsoid, double lat, double lon) : lat_(lat * kDegree), lon_(lon) {
  const double a = ellipsoid.semi_major_m, rf = ellipsoid.inverse_flattening;
  if (!(a > 0) || !std::isfinite(a) || !(rf > 1)) refuse("an ellipsoid with a radius and an inverse flattening above 1, found another");
  if (!(std::abs(lat) <= 90) || !(std::abs(lon) <= 360)) refuse("a centre in degrees, found one beyond 90 or 360 degrees");
  const double f = 1 / rf;
  e2_ = 2 * f - f * f;
  e_ = std::sqrt(e2_);
  pole_q_ = authalic(1);
  const double sin_lat = std::sin(lat_);
  pole_ = 90 - std::abs(lat) < kPoleDegrees ? (lat > 0 ? 1 : -1) : 0;
  sin_centre_ = authalic(sin_lat) / pole_q_;
  cos_centre_ = std::sqrt(std::max(0.0, 1 - sin_centre_ * sin_centre_));
  const double unit_radius = std::sqrt(0.5 * pole_q_);
  radius_m_ = a * unit_radius;
  semi_major_m_ = a;
  stretch_ = pole_ != 0 ? 1 : std::cos(lat_) / (std::sqrt(1 - e2_ * sin_lat * sin_lat) * unit_radius * cos_centre_);
  east_ = unit_radius * stretch_;
  north_ = unit_radius / stretch_;
}

/// Snyder's q (3-12): the sine of the authalic latitude times that of the pole.
double EqualArea::authalic(double sin_lat) const noexcept {
  const double es = e_ * sin_lat;
  return (1 - e2_) * (sin_lat / (1 - es * es) - 0.5 / e_ * std::log((1 - es) / (1 + es)));
}

/// The latitude of a q by Newton's steps (Snyder 3-16), to the last bit that counts: PROJ's short series is off by a millimetre.
double EqualArea::latitude(double q) const noexcept {
  const double sin_authalic = q / pole_q_;
  if (!(std::abs(sin_authalic) < 1)) return std::copysign(std::numbers::pi / 2, sin_authalic);
  double lat = std::asin(sin_authalic);
  for (int turn = 0; turn < 20; ++turn) {
    const double sin_lat = std::sin(lat), cos_lat = std::cos(lat), w = 1 - e2_ * sin_lat * sin_lat;
    const double step = w * w / (2 * cos_lat * (1 - e2_)) * (q - authalic(sin_lat));
    if (!std::isfinite(step)) break;
    lat = std::clamp(lat + step, -std::numbers::pi / 2, std::numbers::pi / 2);
    if (std::abs(step) < 1e-16) break;
  }
  return lat;
}

EqualArea::Place EqualArea::to_metres(double lon, double lat) const noexcept {
  constexpr Place nowhere{kNowhere, kNowhere};
  if (!std::isfinite(lon) || !(std::abs(lat) <= 90)) return nowhere;
  const double around = lon * kDegree - lon_ * kDegree;
  const double q = authalic(std::sin(lat * kDegree));
  if (pole_ != 0) {
    const double distance = radius_m_ * std::sqrt(std::max(0.0, 2 * (1 - pole_ * q / pole_q_)));
    return {distance * std::sin(around), -pole_ * distance * std::cos(around)};
  }
  const double sin_b = q / pole_q_, cos_b = std::sqrt(std::max(0.0, 1 - sin_b * sin_b)), cos_around = std::cos(around);
  const double facing = 1 + sin_centre_ * sin_b + cos_centre_ * cos_b * cos_around;
  if (!(facing > 1e-12)) return nowhere;  // the antipode is everywhere
  const double scale = std::sqrt(2 / facing);
  return {semi_major_m_ * (east_ * scale * cos_b * std::sin(around)), semi_major_m_ * (north_ * scale * (cos_centre_ * sin_b - sin_centre_ * cos_b * cos_around))};
}

EqualArea::Place EqualArea::to_degrees(double x, double y) const noexcept {
  constexpr Place nowhere{kNowhere, kNowhere};
  const double east = x / stretch_, north = y * stretch_, distance = std::hypot(east, north);
  if (!(distance <= 2 * radius_m_)) return nowhere;
  if (distance == 0) return {lon_, lat_ / kDegree};
  const double half_sine = distance / (2 * radius_m_);  // of half the angle at the earth's middle
  const double sin_angle = 2 * half_sine * std::sqrt(1 - half_sine * half_sine), cos_angle = 1 - 2 * half_sine * half_sine;
  if (pole_ != 0) {
    return {lon_ + std::atan2(east, -pole_ * north) / kDegree, latitude(pole_ * pole_q_ * cos_angle) / kDegree};
  }
  const double sin_b = cos_angle * sin_centre_ + north * sin_angle * cos_centre_ / distance;
  const double around = std::atan2(east * sin_angle, distance * cos_centre_ * cos_angle - north * sin_centre_ * sin_angle);
  return {lon_ + around / kDegree, latitude(pole_q_ * sin_b) / kDegree};
}

void EqualArea::forward(std::span<double> x, std::span<double> y) const noexcept {
  for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
    const auto place = to_metres(x[i], y[i]);
    x[i] = place.x;
    y[i] = place.y;
  }
}

void EqualArea::inverse(std::span<double> x, std::span<double> y) const noexcept {
  for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
    const auto place = to_degrees(x[i], y[i]);
    x[i] = place.x;
    y[i] = place.y;
  }
}

}  // namespace bailiwick
