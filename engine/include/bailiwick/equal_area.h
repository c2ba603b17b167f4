/// A metric plane of the engine's own, for those who have longitudes and latitudes and no PROJ.
#pragma once

#include <bailiwick/plane.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bailiwick {

struct Ellipsoid {
  double semi_major_m, inverse_flattening;
};

/// The ellipsoid of a geographic system by its label: "EPSG:4326", "OGC:CRS84", "EPSG:4490", "EPSG:4269", ...; the urn and URL spellings too.
/// Empty for every other label.
[[nodiscard]] std::optional<Ellipsoid> ellipsoid_of(std::string_view crs);

/// Lambert azimuthal equal-area on an ellipsoid, true at its centre: metres east and north of it. EPSG method 9820 (guidance note 7-2, 3.3.2);
/// Snyder 1987, pages 187 to 190. Equal to PROJ's `laea` to 1e-9 m within
/// 100 km of the centre up to 80 degrees of latitude; at the poles to 1e-6 m.
class EqualArea {
 public:
  /// Throws Error(invalid_argument) for an ellipsoid or a centre (degrees) that cannot be.
  EqualArea(const Ellipsoid& ellipsoid, double lat, double lon);

  /// Longitudes and latitudes in degrees -> metres, in place. What cannot be carried (not finite, a latitude beyond a pole, the centre's antipode)
  /// becomes infinite.
  void forward(std::span<double> x, std::span<double> y) const noexcept;
  /// Metres -> degrees, in place; longitudes within 180 degrees of the centre's. Beyond the ends of the world: infinite.
  void inverse(std::span<double> x, std::span<double> y) const noexcept;

 private:
  struct Place {
    double x, y;
  };
  [[nodiscard]] Place to_metres(double lon, double lat) const noexcept;
  [[nodiscard]] Place to_degrees(double x, double y) const noexcept;
  [[nodiscard]] double authalic(double sin_lat) const noexcept;
  [[nodiscard]] double latitude(double q) const noexcept;

  double e_, e2_, lat_, lon_;
  double pole_q_, sin_centre_, cos_centre_;  // authalic q of the pole; sine and cosine of the centre's authalic latitude
  double semi_major_m_, radius_m_, stretch_;  // a, and Snyder's Rq and D
  double east_, north_;                      // Rq D and Rq / D on an ellipsoid of radius 1
  int pole_;                                 // 1, -1: the centre is a pole
};

/// The planes of a geographic location plane: metres and areas in EqualArea on the ellipsoid of `crs`, centred on (lon, lat) rounded to 0.1 degree.
/// `metric_crs` may hold the name of an earlier centre, "LAEA:40.7,-74.0", which then counts. Throws Error(unknown_crs) for a `crs` that
/// ellipsoid_of() does not know, Error(invalid_argument) for another `metric_crs`.
[[nodiscard]] Planes equal_area_planes(const std::string& crs, double lon, double lat, const std::string& metric_crs = {});

/// The planes of a city grid whose unit is `metres` long: metres by that factor alone.
[[nodiscard]] Planes grid_planes(const std::string& crs, double metres = 1);

}  // namespace bailiwick
