/// Opening vector files for reading, with every guard of ours.
#pragma once

#include "gdal/gdal_handles.h"

#include <string>

namespace bailiwick::layers::gdal {

/// Opens a file read-only with the driver list {GeoJSON, GPKG, ESRI Shapefile, FlatGeobuf} and nothing else. `path` is a canonical absolute
/// path of a regular file (local_file()) or a name below /vsimem/bailiwick/ that we made ourselves. `encoding` overrides that of a
/// Shapefile's attributes; empty leaves it to GDAL. `shown` is the name for messages.
///
/// Throws Error(unreadable_file) with GDAL's reason. Call inside ThreadSettings.
[[nodiscard]] Dataset open_vector(const std::string& path, const std::string& shown, const std::string& encoding = {});

/// The CRS of user text (EPSG:n, OGC:CRS84, WKT2), x = longitude or easting first. Throws Error(unknown_crs) naming `option`. Text is limited in
/// length and nesting before PROJ sees it; file names and URLs are refused.
[[nodiscard]] SpatialReference reference_from_text(const std::string& text, const std::string& option);

/// WKT2:2019 on one line; empty for null.
[[nodiscard]] std::string wkt_of(const OGRSpatialReference* reference);
/// "EPSG:4490", "OGC:CRS84"; empty when there is no authority code and none is found with full confidence.
[[nodiscard]] std::string label_of(const OGRSpatialReference* reference);

}  // namespace bailiwick::layers::gdal
