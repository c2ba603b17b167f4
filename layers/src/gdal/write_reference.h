/// The CRS object of a file we write.
#pragma once

#include "gdal/gdal_handles.h"

#include <string>

namespace bailiwick::layers::gdal {

/// The CRS `wkt` for a GeoPackage: longitude before latitude, and OGC:CRS84, which GeoPackage has no number for, as EPSG:4326 (its coordinates are stored in
/// that order anyway).
[[nodiscard]] SpatialReference geopackage_reference(const std::string& wkt);

}  // namespace bailiwick::layers::gdal
