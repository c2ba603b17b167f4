/// Surfaces as a raster in memory, and what every raster of a density shares.
#pragma once

#include "gdal/gdal_handles.h"

#include <bailiwick/layers/write.h>

#include <array>
#include <vector>

namespace bailiwick::layers::gdal {

inline constexpr const char* kDensityName = "density_per_km2";
inline constexpr const char* kDensityUnit = "1/km2";

/// The north-west corner and the cells, as GDAL takes them.
[[nodiscard]] std::array<double, 6> corner_of(const Lattice& lattice);
/// The CRS of a raster; none where `crs` has none.
[[nodiscard]] SpatialReference density_reference(const CrsInfo& crs);
/// Throws Error(limit_exceeded) for a side longer than GDAL can count.
void require_sides(const Lattice& lattice);

/// The values from north to south, as rasters lie.
[[nodiscard]] std::vector<float> north_up(const DensityGrid& grid);

/// North up, float32, with nodata, name and unit. No CRS where `crs` has none.
[[nodiscard]] Dataset raster_in_memory(const Raster& raster, const CrsInfo& crs);

}  // namespace bailiwick::layers::gdal
