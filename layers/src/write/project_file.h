/// The QGIS project that lies in the GeoPackage.
#pragma once

#include <bailiwick/layers/write.h>

#include <string>
#include <vector>

namespace bailiwick::layers::write {

struct ProjectParts {
  std::string title;
  std::string file;          ///< name of the GeoPackage, beside which relative paths begin
  std::vector<Raster> rasters;  ///< files relative to it
  std::string lang;
};

/// The text of the .qgs: groups, layers with their styles, the map's CRS (the metric plane, so that the city has its shape) and extent.
[[nodiscard]] std::string project_text(const std::vector<Layer>& layers, const CrsInfo& crs, const ProjectParts& parts);

}  // namespace bailiwick::layers::write
