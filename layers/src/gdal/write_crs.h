/// CRSs as the files we write need them.
#pragma once

#include <functional>
#include <span>
#include <string>

namespace bailiwick::layers::gdal {

/// Transforms coordinates of the CRS `from` to those of `to` in place, x before y (longitude before latitude) on both sides; not thread-safe.
/// Throws Error(unknown_crs) where PROJ knows no way; values that cannot be transformed become infinite.
using CoordinateMap = std::function<void(std::span<double>, std::span<double>)>;
[[nodiscard]] CoordinateMap crs_map(const std::string& from, const std::string& to);

/// What a QGIS project says of a CRS.
struct CrsText {
  std::string wkt;        ///< WKT2:2019 on one line
  std::string authority;  ///< "EPSG:4490"; empty when it has no number
  std::string name;
  bool geographic = false;
};
[[nodiscard]] CrsText crs_text(const std::string& wkt);

}  // namespace bailiwick::layers::gdal
