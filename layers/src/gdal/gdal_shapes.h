/// OGR geometries into flat columns.
#pragma once

#include "gdal/gdal_features.h"
#include "gdal/gdal_handles.h"

namespace bailiwick::layers::gdal {

/// Appends the shape of one feature to `out` (kind, fault, and one shape each in polygons and lines, one entry each in x and y).
/// `geometry` may be null. Heights are dropped. Of a collection the polygons are taken, or its lines where it has no polygon.
void append_shape(const OGRGeometry* geometry, const FeatureLimits& limits, Features& out);

}  // namespace bailiwick::layers::gdal
