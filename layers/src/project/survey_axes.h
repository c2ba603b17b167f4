/// Chinese survey files name the northing X and the easting Y. Their columns are told apart by magnitude and zone prefix, the same
/// whether their names were guessed or given: a run from the resolved project file judges as the first did.
#pragma once

#include "gdal/project_crs.h"

#include <span>
#include <string>

namespace bailiwick::layers {

struct SurveyAxes {
  bool swapped = false;  ///< the x column holds northings
  std::string reason;    ///< empty when there was nothing to choose
};

/// For a projected system and columns named x and y only. Throws Error(invalid_argument) when the eastings carry the prefix of another zone.
[[nodiscard]] SurveyAxes survey_axes(const Crs& crs, const std::string& x_name, const std::string& y_name, std::span<const double> x,
                                     std::span<const double> y);

/// For a city grid without a system: a northing of China is 2 to 6 million metres, an easting has 6 digits, or 8 with its zone.
[[nodiscard]] SurveyAxes local_axes(const std::string& x_name, const std::string& y_name, std::span<const double> x, std::span<const double> y);

/// A sentence for the error of a file without a CRS; empty when nothing can be told.
[[nodiscard]] std::string survey_hint(std::span<const double> x, std::span<const double> y, const std::string& option);

}  // namespace bailiwick::layers
