/// CRS as text: what the rest of the library knows of it without GDAL's headers.
#pragma once

#include <string>

namespace bailiwick::layers::gdal {

struct CrsName {
  std::string wkt;    ///< WKT2:2019; empty when unknown
  std::string label;  ///< "EPSG:4490", "OGC:CRS84"; "WKT" when it has no code; empty when unknown
  bool geographic = false;
};

/// The CRS of user text; "local" (plane metres without a CRS) passes with an empty wkt. Throws Error(unknown_crs) naming `option`.
[[nodiscard]] CrsName crs_from_text(const std::string& text, const std::string& option);

}  // namespace bailiwick::layers::gdal
