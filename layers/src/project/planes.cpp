#include "project/planes.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>

namespace bailiwick::layers {
namespace {

MetricPlanes local_planes(const std::string& metric_crs) {
  if (!metric_crs.empty() && metric_crs != "local") {
    throw Error(ErrorCode::invalid_argument, fmt::format("--crs: a local city grid cannot be carried to {}; leave the option out", metric_crs));
  }
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  return {{"local", "local", "local", false, identity(), identity(), identity()},
          {},
          {},
          kNone,
          kNone,
          "metric plane: the local city grid itself, taken as metres; without a named system only the GeoPackage is written"};
}

double to_tenth(double degrees) {
  const double rounded = std::nearbyint(degrees * 10) / 10;
  return rounded == 0 ? 0 : rounded;  // never -0
}

struct Place {
  double lon, lat;
};

/// (x, y) of the location plane in degrees of its geographic base.
Place in_degrees(const Crs& location, double x, double y) {
  const auto base = location.geographic_base();
  if (!location.geographic()) {
    transformation(location, base)(std::span(&x, 1), std::span(&y, 1));
  }
  if (!std::isfinite(x) || !std::isfinite(y)) {
    throw Error(ErrorCode::invalid_coordinate,
                fmt::format("the city's centre cannot be carried from {} to degrees; is it really the zones' system?", location.label()));
  }
  const double degrees = base.unit() * 180 / std::numbers::pi;
  return {x * degrees, y * degrees};
}

/// "40.7 N 74.0 W".
std::string shown(const Place& place) {
  return fmt::format("{:.1f} {} {:.1f} {}", std::abs(place.lat), place.lat < 0 ? 'S' : 'N', std::abs(place.lon), place.lon < 0 ? 'W' : 'E');
}

/// "LAEA:<lat>,<lon>", as written into a resolved project file.
bool parse_centre(const std::string& text, Place& centre) {
  constexpr std::string_view kPrefix = "LAEA:";
  if (text.rfind(kPrefix, 0) != 0) return false;
  const char* const end = text.data() + text.size();
  const auto lat = std::from_chars(text.data() + kPrefix.size(), end, centre.lat);
  const bool comma = lat.ec == std::errc{} && lat.ptr != end && *lat.ptr == ',';
  const auto lon = comma ? std::from_chars(lat.ptr + 1, end, centre.lon) : lat;
  if (!comma || lon.ec != std::errc{} || lon.ptr != end || std::abs(centre.lat) > 90 || std::abs(centre.lon) > 360) {
    throw Error(ErrorCode::invalid_argument, fmt::format("--crs: expected LAEA:<latitude>,<longitude>, found '{}'", text));
  }
  return true;
}

Crs chosen_projection(const std::string& text) {
  auto crs = Crs::from_text(text, "--crs");
  if (!crs.projected()) {
    throw Error(ErrorCode::invalid_argument, fmt::format("--crs: expected a projected system, found {}; degrees are no unit of measure", crs.label()));
  }
  return crs;
}

/// How much longer a way near `place`, to the north or to the east, is in `metric` than on the ground. About its own centre the equal-area plane is true to
/// 1e-6.
double largest_stretch(const Crs& base, const Crs& metric, const Crs& area, const Place& place) {
  constexpr double kStep = 0.01;  // degrees: about a kilometre
  const double unit = std::numbers::pi / 180 / base.unit();
  const auto carried = [&](const Crs& to) {
    std::vector<double> x{place.lon * unit, (place.lon + kStep) * unit, place.lon * unit}, y{place.lat * unit, place.lat * unit, (place.lat + kStep) * unit};
    transformation(base, to)(x, y);
    return std::pair(std::hypot(x[1] - x[0], y[1] - y[0]) * to.unit(), std::hypot(x[2] - x[0], y[2] - y[0]) * to.unit());
  };
  const auto [east, north] = carried(metric);
  const auto [true_east, true_north] = carried(area);
  const double by_east = east / true_east, by_north = north / true_north;
  return std::isfinite(by_east) && std::isfinite(by_north) ? (std::abs(by_east - 1) > std::abs(by_north - 1) ? by_east : by_north) : 0;
}

/// Metres must be metres: a web map's are 1.6 times too long in the middle of Europe, and every density would be wrong by the square.
void require_true_scale(const Crs& from, const Crs& metric, const Crs& area, const Place& place) {
  constexpr double kMost = 0.01;
  const double stretch = largest_stretch(from.geographic_base(), metric, area, place);
  if (std::abs(stretch - 1) <= kMost) return;
  const auto found = stretch > 0 ? fmt::format("{}, in which 1 km measures {:.3g} km there", metric.label(), stretch) : metric.label() + ", which does not reach there";
  throw Error(ErrorCode::invalid_argument,
              fmt::format("--crs: expected a system true to scale at {}, found {}; name the local one or leave the option out", shown(place), found));
}

/// A map whose metric side is in metres, whatever the unit of the projection.
PlaneMap scaled(PlaneMap map, double before, double after) {
  if (before == 1 && after == 1) return map;
  return [map = std::move(map), before, after](std::span<double> x, std::span<double> y) {
    for (auto& v : x) v *= before;
    for (auto& v : y) v *= before;
    map(x, y);
    for (auto& v : x) v *= after;
    for (auto& v : y) v *= after;
  };
}

/// The way back, corrected once by its residual: PROJ 9.1 inverts the equal-area projection by a short series of the authalic latitude and
/// is off by a millimetre; corrected it is exact to 1e-9 m.
PlaneMap refined(PlaneMap forward, PlaneMap back) {
  return [forward = std::move(forward), back = std::move(back)](std::span<double> x, std::span<double> y) {
    std::vector<double> rx(x.begin(), x.end()), ry(y.begin(), y.end());
    back(rx, ry);
    forward(rx, ry);
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (!std::isfinite(rx[i]) || !std::isfinite(ry[i])) continue;
      x[i] += x[i] - rx[i];
      y[i] += y[i] - ry[i];
    }
    back(x, y);
  };
}

}  // namespace

MetricPlanes metric_planes(const SourcePlane& location, double x, double y, const std::string& metric_crs) {
  if (location.local()) return local_planes(metric_crs);
  const Crs& from = *location.crs;
  const auto place = in_degrees(from, x, y);
  Place centre{to_tenth(place.lon), to_tenth(place.lat)};
  const auto by_rule = centre;
  const bool parsed = parse_centre(metric_crs, centre), centre_given = centre.lat != by_rule.lat || centre.lon != by_rule.lon;
  const auto area = Crs::equal_area(from, centre.lat, centre.lon);
  const bool other = !metric_crs.empty() && !parsed;
  const Crs metric = other ? chosen_projection(metric_crs) : area;
  if (other) require_true_scale(from, metric, area, place);
  MetricPlanes made;
  made.planes = {from.label(),
                 metric.label(),
                 area.label(),
                 from.geographic(),
                 scaled(transformation(from, metric), 1, metric.unit()),
                 transformation(from, area),
                 {}};
  made.planes.from_metric = refined(made.planes.to_metric, scaled(transformation(metric, from), 1 / metric.unit(), 1));
  made.location_wkt = from.wkt();
  made.metric_wkt = metric.wkt();
  made.centre_lon = place.lon;
  made.centre_lat = place.lat;
  made.reason = fmt::format("metric plane: Lambert azimuthal equal-area on {}, centred on {}{}", area.ellipsoid(), shown(centre),
                            centre_given ? ", as given" : ", the study area's box centre rounded to 0.1 degree");
  if (other) made.reason = fmt::format("metric plane: {}, as given; areas in {}", metric.label(), area.label());
  return made;
}

}  // namespace bailiwick::layers
