/// A GeoPackage: OGR makes the tables, their indexes, the default styles and the QGIS project; the rows go in through SQLite.
#pragma once

#include <bailiwick/layers/write.h>

#include <filesystem>
#include <string>
#include <vector>

namespace bailiwick::layers::gdal {

/// A row of layer_styles; the default style of a table is applied by QGIS when it opens it.
struct StoredStyle {
  std::string table, name, description, qml;
  bool is_default = true;
  bool geometry = true;
};

/// A row of qgis_projects.
struct StoredProject {
  std::string name;
  std::string zip;  ///< the bytes of a .qgz
};

/// Writes everything to `path`, which is replaced. Coordinates and numbers go in as they are, in full doubles.
void write_geopackage(const std::filesystem::path& path, const std::vector<Layer>& layers, const CrsInfo& crs,
                      const std::vector<StoredStyle>& styles, const StoredProject& project, const Context& context);

/// Opens the file anew, asks SQLite for its integrity and counts the rows of every table. Throws Error(unwritable_file).
void check_geopackage(const std::filesystem::path& path, const std::vector<Layer>& layers, const Context& context);

}  // namespace bailiwick::layers::gdal
