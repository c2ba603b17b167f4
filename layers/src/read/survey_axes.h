/// Columns named x and y of a projected plane: which one is the easting, judged by magnitude and zone prefix.
#pragma once

#include <bailiwick/layers/read.h>

namespace bailiwick::layers {

/// Chinese survey files call the northing X and the easting Y. Where the numbers say so, x and y are exchanged; where the easting carries the prefix
/// of a CGCS2000 zone (13-23: six degrees, 25-45: three) and no CRS was named, the zone's EPSG code is taken. Every choice is a reason and a warning.
/// Columns that the user named are left as named.
void judge_axes(RawReports& reports, const Settings& settings);

/// Warns once where positions in degrees lie in China and no datum was named.
void warn_of_report_datum(RawReports& reports, const Settings& settings);

}  // namespace bailiwick::layers
