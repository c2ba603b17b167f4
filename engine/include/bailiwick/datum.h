/// The Chinese map offsets GCJ-02 and BD-09, undone.
#pragma once

#include <span>

namespace bailiwick {

enum class Datum { wgs84, gcj02, bd09 };

/// Brings longitudes and latitudes (degrees) of `datum` to WGS-84 in place, by fixed-point iteration to better than 1 mm.
/// Outside the rectangle 72.004-137.8347 E, 0.8293-55.8271 N the offset is zero by definition. wgs84 changes nothing.
/// Source of the forward formula: the constants of every public implementation (a = 6378245, e2 = 0.00669342162296594323; wandergis/coordtransform).
void to_wgs84(Datum datum, std::span<double> lon, std::span<double> lat);

/// The forward offset, for tests and for those who must answer a map in its own datum.
void from_wgs84(Datum datum, std::span<double> lon, std::span<double> lat);

}  // namespace bailiwick
