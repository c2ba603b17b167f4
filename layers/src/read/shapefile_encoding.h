/// Which encoding the attributes of a Shapefile are in, and whether its parts are plain files.
#pragma once

#include <string>

namespace bailiwick::layers {

/// For the .shp or .dbf at `path`: empty where a .cpg beside it says so (GDAL reads it) or the language id of the .dbf names a code page, else
/// "UTF-8" where every text is valid UTF-8, else "GB18030", but "CP1252" where a .dbf that calls itself ANSI holds single letters beyond ASCII.
[[nodiscard]] std::string shapefile_encoding(const std::string& path, const std::string& shown);

/// Throws Error where .shp, .shx, .dbf, .prj or .cpg beside it is there and no regular file.
void check_shapefile_parts(const std::string& path, const std::string& shown);

}  // namespace bailiwick::layers
