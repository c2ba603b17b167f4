/// The rows of a GeoPackage whose empty tables are there.
#pragma once

#include <bailiwick/layers/write.h>

#include <filesystem>
#include <vector>

namespace bailiwick::layers::write {

/// Fills the tables of the layers: rows numbered from 1, geometries as GeoPackage's binary, the spatial index, extent and number of rows in
/// the tables of contents. The triggers that would keep these up to date row by row are put away meanwhile.
void fill_geopackage(const std::filesystem::path& path, const std::vector<Layer>& layers, const Context& context);

}  // namespace bailiwick::layers::write
