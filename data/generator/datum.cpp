#include "datum.h"

#include <cmath>
#include <numbers>

namespace generator {
namespace {

constexpr double kPi = std::numbers::pi;

double waves(double t) { return (20 * std::sin(kPi * t) + 40 * std::sin(kPi * t / 3)) * 2 / 3; }

double ripple(double x) { return (20 * std::sin(6 * x * kPi) + 20 * std::sin(2 * x * kPi)) * 2 / 3; }

double shift_north(double x, double y) {
  return -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x)) + ripple(x) +
         waves(y) + (160 * std::sin(y / 12 * kPi) + 320 * std::sin(y * kPi / 30)) * 2 / 3;
}

double shift_east(double x, double y) {
  return 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x)) + ripple(x) + waves(x) +
         (150 * std::sin(x / 12 * kPi) + 300 * std::sin(x / 30 * kPi)) * 2 / 3;
}

}  // namespace

Degrees gcj02(const Degrees& wgs84) {
  constexpr double kA = 6378245.0, kE2 = 0.00669342162296594323;
  const double x = wgs84.lon - 105, y = wgs84.lat - 35, latitude = wgs84.lat / 180 * kPi;
  const double sine = std::sin(latitude), w2 = 1 - kE2 * sine * sine, w = std::sqrt(w2);
  return {wgs84.lon + shift_east(x, y) * 180 / (kA / w * std::cos(latitude) * kPi),
          wgs84.lat + shift_north(x, y) * 180 / (kA * (1 - kE2) / (w2 * w) * kPi)};
}

Place gcj02(const Place& wgs84) {
  const auto degrees = [](std::int64_t quanta) { return static_cast<double>(quanta) / static_cast<double>(kPerDegree); };
  const Degrees moved = gcj02(Degrees{degrees(wgs84.lon), degrees(wgs84.lat)});
  const auto quanta = [](double value) { return static_cast<std::int64_t>(std::llround(value * static_cast<double>(kPerDegree))); };
  return {quanta(moved.lon), quanta(moved.lat)};
}

}  // namespace generator
