/// The way from the location plane to longitude and latitude, for files that know nothing else.
#pragma once

#include <functional>
#include <span>
#include <string>

namespace bailiwick::layers::gdal {

/// Transforms coordinates of the CRS `wkt` to CRS84 (longitude, latitude) in place; not thread-safe. Throws Error(unknown_crs) where PROJ
/// knows no way; values that cannot be transformed become infinite.
[[nodiscard]] std::function<void(std::span<double>, std::span<double>)> to_crs84(const std::string& wkt);

}  // namespace bailiwick::layers::gdal
