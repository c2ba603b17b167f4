/// Coordinate reference systems, as values over PROJ. All coordinates here are in "x, y" order: easting or longitude first, whatever the
/// order the system's own definition names.
#pragma once

#include <bailiwick/plane.h>

#include <memory>
#include <optional>
#include <string>

namespace bailiwick::layers {

/// An immutable horizontal CRS; copies share it.
class Crs {
 public:
  /// From a code ("EPSG:4490", "OGC:CRS84"), WKT, a "+proj=" string or the exact name of one system of PROJ's database ("CGCS2000"); nothing is looked
  /// up by likeness. `place` names the file or option in the error. The text is bounded before PROJ sees it: no PROJJSON, no deep nesting. Throws
  /// Error(unknown_crs).
  [[nodiscard]] static Crs from_text(const std::string& text, const std::string& place);

  /// Lambert azimuthal equal-area in metres on the geographic CRS beneath `base`, centred on a place given in degrees of that CRS. Its label is
  /// "LAEA:<lat>,<lon>".
  [[nodiscard]] static Crs equal_area(const Crs& base, double lat, double lon);

  [[nodiscard]] const std::string& label() const;  ///< "EPSG:4490"; else the name
  [[nodiscard]] const std::string& name() const;
  [[nodiscard]] const std::string& ellipsoid() const;
  [[nodiscard]] const std::string& wkt() const;  ///< WKT2:2019
  [[nodiscard]] bool geographic() const;         ///< x, y are longitude, latitude
  [[nodiscard]] bool projected() const;
  [[nodiscard]] double unit() const;             ///< of x and y: metres, or radians when geographic
  [[nodiscard]] bool northing_first() const;     ///< projected, and the definition names the northing first
  [[nodiscard]] std::optional<double> false_easting() const;  ///< of the projection, in metres
  [[nodiscard]] bool wgs84_like() const;         ///< CRS84, EPSG:4326 or EPSG:4490: the same ground to the centimetre

  [[nodiscard]] Crs geographic_base() const;     ///< itself when geographic

  struct Data;
  [[nodiscard]] const Data& data() const { return *data_; }

 private:
  explicit Crs(std::shared_ptr<const Data> data) : data_(std::move(data)) {}
  std::shared_ptr<const Data> data_;
};

/// Whether coordinates may be copied bit for bit from one to the other: the same by PROJ's comparison, whatever the axis order, or both
/// of CRS84, EPSG:4326 and EPSG:4490.
[[nodiscard]] bool same_plane(const Crs& a, const Crs& b);

/// A thread-safe map between two CRSs; what cannot be carried over becomes infinite. Throws Error(unknown_crs) when PROJ knows no way.
[[nodiscard]] PlaneMap transformation(const Crs& from, const Crs& to);

[[nodiscard]] PlaneMap identity();

}  // namespace bailiwick::layers
