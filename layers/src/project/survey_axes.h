/// Chinese survey files name the northing X and the easting Y. Their columns are told apart by magnitude and zone prefix.
#pragma once

#include "gdal/project_crs.h"

#include <optional>
#include <span>
#include <string>

namespace bailiwick::layers {

/// The prefix of a CGCS2000 zone (13 to 23: six degrees wide, 25 to 45: three) when nine tenths of the values are eastings that carry it.
[[nodiscard]] std::optional<int> zone_prefix(std::span<const double> values);

/// The EPSG code of the CGCS2000 Gauss-Kruger zone with this prefix.
[[nodiscard]] int zone_code(int prefix);

struct SurveyAxes {
  bool swapped = false;  ///< the x column holds northings
  std::string reason;    ///< empty when there was nothing to choose
};

/// For a projected system and columns named x and y only. Throws Error(invalid_argument) when the eastings carry the prefix of another zone.
[[nodiscard]] SurveyAxes survey_axes(const Crs& crs, const std::string& x_name, const std::string& y_name, std::span<const double> x,
                                     std::span<const double> y);

/// A sentence for the error of a file without a CRS; empty when nothing can be told.
[[nodiscard]] std::string survey_hint(std::span<const double> x, std::span<const double> y, const std::string& option);

}  // namespace bailiwick::layers
