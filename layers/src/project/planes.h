/// The metric planes of a city.
#pragma once

#include "project/source_plane.h"

namespace bailiwick::layers {

struct MetricPlanes {
  Planes planes;
  std::string location_wkt, metric_wkt;
  double centre_lon, centre_lat;  ///< degrees; NaN for local
  std::string reason;
};

/// Lambert azimuthal equal-area on the location CRS's ellipsoid, centred on (x, y) of the location plane rounded to 0.1 degree; `metric_crs`
/// ("EPSG:n", "LAEA:<lat>,<lon>" or empty) may name another projected system for cells, distances and density: areas stay equal-area.
/// A local grid is its own metric plane. Throws Error(unknown_crs), Error(invalid_argument) for a CRS that is not projected.
[[nodiscard]] MetricPlanes metric_planes(const SourcePlane& location, double x, double y, const std::string& metric_crs);

}  // namespace bailiwick::layers
