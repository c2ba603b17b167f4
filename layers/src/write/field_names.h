/// The names a table's columns get in files.
#pragma once

#include <bailiwick/layers/table.h>

#include <string>
#include <vector>

namespace bailiwick::layers::write {

/// One name per column: its own, or with _2, _3 ... behind it where an earlier column has the same name but for the case of ASCII letters
/// (SQLite knows no difference), or where it is `fid`, `ogc_fid`, `geom` or empty, which GDAL and GeoPackage keep for themselves. The same in every format, so
/// that one style fits all.
[[nodiscard]] std::vector<std::string> field_names(const Table& table);

}  // namespace bailiwick::layers::write
