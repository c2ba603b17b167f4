#include <bailiwick/datum.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace bailiwick {
namespace {

using std::numbers::pi;

struct Place {
  double lon, lat;
};
constexpr Place operator+(Place a, Place b) { return {a.lon + b.lon, a.lat + b.lat}; }
constexpr Place operator-(Place a, Place b) { return {a.lon - b.lon, a.lat - b.lat}; }

// The formula was never published; these constants are those of the public implementations (wandergis/coordtransform).
constexpr double kAxis = 6378245.0;                      // Krassovsky 1940, metres
constexpr double kEccentricity2 = 0.00669342162296594323;

constexpr bool has_offset(Place p) { return p.lon >= 72.004 && p.lon <= 137.8347 && p.lat >= 0.8293 && p.lat <= 55.8271; }

/// WGS-84 -> GCJ-02 as a difference in degrees.
Place gcj_offset(Place wgs) {
  const double x = wgs.lon - 105.0;
  const double y = wgs.lat - 35.0;
  const double root = std::sqrt(std::abs(x));
  const double common = (20.0 * std::sin(6.0 * x * pi) + 20.0 * std::sin(2.0 * x * pi)) * 2.0 / 3.0;
  const double north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common +
                       (20.0 * std::sin(y * pi) + 40.0 * std::sin(y / 3.0 * pi)) * 2.0 / 3.0 +
                       (160.0 * std::sin(y / 12.0 * pi) + 320.0 * std::sin(y / 30.0 * pi)) * 2.0 / 3.0;
  const double east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common +
                      (20.0 * std::sin(x * pi) + 40.0 * std::sin(x / 3.0 * pi)) * 2.0 / 3.0 +
                      (150.0 * std::sin(x / 12.0 * pi) + 300.0 * std::sin(x / 30.0 * pi)) * 2.0 / 3.0;
  const double phi = wgs.lat / 180.0 * pi;
  const double w2 = 1.0 - kEccentricity2 * std::sin(phi) * std::sin(phi);
  const double w = std::sqrt(w2);
  return {east * 180.0 / (kAxis / w * std::cos(phi) * pi), north * 180.0 / (kAxis * (1.0 - kEccentricity2) / (w2 * w) * pi)};
}

Place gcj_from_wgs(Place wgs) { return has_offset(wgs) ? wgs + gcj_offset(wgs) : wgs; }

/// GCJ-02 -> BD-09 (the public formula of Baidu's SDK users: wandergis/coordtransform).
Place bd_from_gcj(Place gcj) {
  constexpr double k = pi * 3000.0 / 180.0;
  const double radius = std::hypot(gcj.lon, gcj.lat) + 0.00002 * std::sin(gcj.lat * k);
  const double angle = std::atan2(gcj.lat, gcj.lon) + 0.000003 * std::cos(gcj.lon * k);
  return {radius * std::cos(angle) + 0.0065, radius * std::sin(angle) + 0.006};
}

Place bd_from_wgs(Place wgs) { return has_offset(wgs) ? bd_from_gcj(gcj_from_wgs(wgs)) : wgs; }

/// Finds the place that `forward` takes to `target`: place <- place + (target - forward(place)). The offsets vary by some 1e-3 a degree, so
/// each step gains three digits; ten are far more than a double can show.
template <class Forward>
Place undone(Place target, Forward forward) {
  Place place = target;
  for (int step = 0; step < 30; ++step) {
    const Place miss = target - forward(place);
    place = place + miss;
    if (std::max(std::abs(miss.lon), std::abs(miss.lat)) < 1e-13) break;
  }
  return place;
}

/// Undoes a datum. The rectangle of the offset is that of the WGS-84 place; just outside it the offset is zero by definition, so the
/// place itself is the answer when it maps to itself. Near the rectangle's rim the smooth offset is undone first.
Place wgs_from(Datum datum, Place given) {
  if (!std::isfinite(given.lon) || !std::isfinite(given.lat)) return given;
  const Place wgs = datum == Datum::gcj02 ? undone(given, [](Place p) { return p + gcj_offset(p); })
                                          : undone(given, [](Place p) { return bd_from_gcj(p + gcj_offset(p)); });
  return has_offset(wgs) ? wgs : given;
}

}  // namespace

void to_wgs84(Datum datum, std::span<double> lon, std::span<double> lat) {
  if (datum == Datum::wgs84) return;
  for (std::size_t i = 0; i < lon.size(); ++i) {
    const Place wgs = wgs_from(datum, {lon[i], lat[i]});
    lon[i] = wgs.lon;
    lat[i] = wgs.lat;
  }
}

void from_wgs84(Datum datum, std::span<double> lon, std::span<double> lat) {
  if (datum == Datum::wgs84) return;
  for (std::size_t i = 0; i < lon.size(); ++i) {
    const Place moved = datum == Datum::gcj02 ? gcj_from_wgs({lon[i], lat[i]}) : bd_from_wgs({lon[i], lat[i]});
    lon[i] = moved.lon;
    lat[i] = moved.lat;
  }
}

}  // namespace bailiwick
