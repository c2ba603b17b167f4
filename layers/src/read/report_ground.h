/// What the numbers of the reports say of their ground where nobody said it: the zone of a survey grid, a Chinese datum.
#pragma once

#include <bailiwick/layers/read.h>

namespace bailiwick::layers {

/// Where one column holds eastings with the prefix of a CGCS2000 zone (13-23: six degrees, 25-45: three) and no CRS was named, the zone's EPSG code is
/// taken, with a reason and a warning. Which column is the easting is for `locate` to judge.
void take_zone(RawReports& reports);

/// Warns once where positions in degrees lie in China and no datum was named.
void warn_of_report_datum(RawReports& reports, const Settings& settings);

}  // namespace bailiwick::layers
