#include <bailiwick/equal_area.h>

#include <bailiwick/error.h>

#include <array>
#include <charconv>
#include <cmath>

namespace bailiwick {
namespace {

struct Named {
  std::string_view code;
  Ellipsoid ellipsoid;
};
/// Geographic systems that zones and reports come in, longitude first; ellipsoids as EPSG registers them.
constexpr Ellipsoid kWgs84{6378137, 298.257223563}, kGrs80{6378137, 298.257222101}, kKrassowsky{6378245, 298.3}, kIag75{6378140, 298.257};
constexpr std::array kKnown{
    Named{"EPSG:4326", kWgs84},      Named{"OGC:CRS84", kWgs84},
    Named{"EPSG:4490", kGrs80},       // CGCS2000
    Named{"EPSG:4269", kGrs80},       // NAD83
    Named{"EPSG:4258", kGrs80},       // ETRS89
    Named{"EPSG:4283", kGrs80},       // GDA94
    Named{"EPSG:7844", kGrs80},       // GDA2020
    Named{"EPSG:4674", kGrs80},       // SIRGAS 2000
    Named{"EPSG:4612", kGrs80},       // JGD2000
    Named{"EPSG:6668", kGrs80},       // JGD2011
    Named{"EPSG:4214", kKrassowsky},  // Beijing 1954
    Named{"EPSG:4555", kKrassowsky},  // New Beijing
    Named{"EPSG:4610", kIag75},       // Xian 1980
};

/// "urn:ogc:def:crs:EPSG::4326" and "http://www.opengis.net/def/crs/OGC/1.3/CRS84" as "EPSG:4326" and "OGC:CRS84".
std::string short_code(std::string_view crs) {
  const bool urn = crs.starts_with("urn:ogc:def:crs:"), url = crs.find("/def/crs/") != std::string_view::npos;
  if (!urn && !url) return std::string(crs);
  auto rest = urn ? crs.substr(16) : crs.substr(crs.find("/def/crs/") + 9);
  const char separator = urn ? ':' : '/';
  const auto first = rest.find(separator), last = rest.rfind(separator);
  if (first == std::string_view::npos) return std::string(crs);
  return std::string(rest.substr(0, first)) + ":" + std::string(rest.substr(last + 1));
}

double to_tenth(double degrees) {
  const double rounded = std::nearbyint(degrees * 10) / 10;
  return rounded == 0 ? 0 : rounded;  // never -0
}

/// One digit after the point, whatever the locale.
std::string tenths(double degrees) {
  std::array<char, 32> text;
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), degrees, std::chars_format::fixed, 1).ptr};
}

struct Centre {
  double lat, lon;
};
Centre parsed_centre(const std::string& text) {
  constexpr std::string_view kPrefix = "LAEA:";
  Centre centre{};
  const char* const end = text.data() + text.size();
  const auto lat = text.starts_with(kPrefix) ? std::from_chars(text.data() + kPrefix.size(), end, centre.lat) : std::from_chars_result{end, std::errc::invalid_argument};
  const bool comma = lat.ec == std::errc{} && lat.ptr != end && *lat.ptr == ',';
  const auto lon = comma ? std::from_chars(lat.ptr + 1, end, centre.lon) : lat;
  if (comma && lon.ec == std::errc{} && lon.ptr == end) return centre;
  throw Error(ErrorCode::invalid_argument, "metric plane: expected LAEA:<latitude>,<longitude>, found '" + text.substr(0, 40) +
                                               "'; pass coordinates in metres instead where the plane is another");
}

}  // namespace

std::optional<Ellipsoid> ellipsoid_of(std::string_view crs) {
  const auto code = short_code(crs);
  for (const auto& known : kKnown) {
    if (known.code == code) return known.ellipsoid;
  }
  return {};
}

Planes equal_area_planes(const std::string& crs, double lon, double lat, const std::string& metric_crs) {
  const auto ellipsoid = ellipsoid_of(crs);
  if (!ellipsoid) {
    throw Error(ErrorCode::unknown_crs, "location plane: expected a geographic system that is known without a database, such as EPSG:4326, found '" +
                                            crs.substr(0, 80) + "'; bring the zones to one, or say how many metres its unit has");
  }
  const auto centre = metric_crs.empty() ? Centre{to_tenth(lat), to_tenth(lon)} : parsed_centre(metric_crs);
  const EqualArea plane(*ellipsoid, centre.lat, centre.lon);
  const auto label = "LAEA:" + tenths(centre.lat) + "," + tenths(centre.lon);
  const PlaneMap forward = [plane](std::span<double> x, std::span<double> y) { plane.forward(x, y); };
  return {crs, label, label, true, forward, forward, [plane](std::span<double> x, std::span<double> y) { plane.inverse(x, y); }};
}

Planes grid_planes(const std::string& crs, double metres) {
  if (!(metres > 0) || !std::isfinite(metres)) throw Error(ErrorCode::invalid_argument, "city grid: expected the length of its unit in metres, above 0, found none");
  const auto times = [](double factor) -> PlaneMap {
    if (factor == 1) return [](std::span<double>, std::span<double>) {};
    return [factor](std::span<double> x, std::span<double> y) {
      for (auto& v : x) v *= factor;
      for (auto& v : y) v *= factor;
    };
  };
  const auto label = metres == 1 ? crs : crs + " in metres";
  return {crs, label, label, false, times(metres), times(metres), times(1 / metres)};
}

}  // namespace bailiwick
