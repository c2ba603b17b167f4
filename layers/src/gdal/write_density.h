/// Surfaces as a raster in memory.
#pragma once

#include "gdal/gdal_handles.h"

#include <bailiwick/layers/write.h>

#include <vector>

namespace bailiwick::layers::gdal {

/// The values from north to south, as rasters lie.
[[nodiscard]] std::vector<float> north_up(const DensityGrid& grid);

/// North up, float32, with nodata, name and unit. No CRS where `crs` has none.
[[nodiscard]] Dataset raster_in_memory(const Raster& raster, const CrsInfo& crs);

}  // namespace bailiwick::layers::gdal
