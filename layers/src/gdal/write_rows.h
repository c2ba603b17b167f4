/// A surface in a file of ours, as GDAL reads it.
#pragma once

#include "gdal/gdal_handles.h"

#include <bailiwick/layers/write.h>

namespace bailiwick::layers::gdal {

/// North up, float32, with nodata, name and unit: what raster_in_memory() gives of the same grid. Borrows `rows`.
[[nodiscard]] Dataset raster_of_rows(const RasterRows& rows, const CrsInfo& crs);

}  // namespace bailiwick::layers::gdal
