#include "project/survey_axes.h"

#include "gdal/project_zones.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace bailiwick::layers {
namespace {

/// Names that say x and y without saying east or north.
bool neutral(const std::string& name, char letter) {
  if (name.empty() || (name[0] != letter && name[0] != static_cast<char>(letter - 'a' + 'A'))) return false;
  constexpr std::array<std::string_view, 4> kTails{"", "坐标", "_coord", "_coordinate"};
  return std::find(kTails.begin(), kTails.end(), std::string_view(name).substr(1)) != kTails.end();
}

double share_near(std::span<const double> values, double centre, double reach = kHalfZone_m) {
  std::size_t near = 0;
  for (const double v : values) near += std::abs(v - centre) <= reach ? 1 : 0;
  return values.empty() ? 0 : static_cast<double>(near) / static_cast<double>(values.size());
}

double share_between(std::span<const double> values, double low, double high) {
  return share_near(values, (low + high) / 2, (high - low) / 2);
}

}  // namespace

SurveyAxes local_axes(const std::string& x_name, const std::string& y_name, std::span<const double> x, std::span<const double> y) {
  if (x.empty() || !neutral(x_name, 'x') || !neutral(y_name, 'y')) return {};
  const bool northing = share_between(x, 1.9e6, 6e6) > 0.9;
  if (!northing || (share_between(y, 1e5, 9e5) <= 0.9 && !zone_prefix(y))) return {};
  return {true, fmt::format("column {} taken as northing and {} as easting, as surveyors write them, by their size", x_name, y_name)};
}

SurveyAxes survey_axes(const Crs& crs, const std::string& x_name, const std::string& y_name, std::span<const double> x,
                       std::span<const double> y) {
  if (!crs.projected() || crs.unit() != 1 || !crs.false_easting() || x.empty()) return {};
  const double centre = *crs.false_easting();
  const auto prefix = zone_prefix(x) ? zone_prefix(x) : zone_prefix(y);
  if (prefix && crs.northing_first() && std::abs(*prefix * 1e6 + 500'000 - centre) > 1) {
    throw Error(ErrorCode::invalid_argument,
                fmt::format("--reports-crs: the eastings carry the zone prefix {}, and {} has a false easting of {:.0f} m; pass EPSG:{}", *prefix,
                            crs.label(), centre, zone_code(*prefix)));
  }
  if (!neutral(x_name, 'x') || !neutral(y_name, 'y')) return {};
  const double as_named = share_near(x, centre), swapped = share_near(y, centre);
  if (as_named > 0.5 && swapped > 0.5) {
    return {false, fmt::format("columns {} and {} taken as easting and northing: by magnitude either could be", x_name, y_name)};
  }
  if (swapped > 0.5) {
    return {true, fmt::format("column {} taken as northing and {} as easting, as surveyors write them: {} lies within {:.0f} km of {:.0f} m, the "
                              "false easting of {}",
                              x_name, y_name, y_name, kHalfZone_m / 1000, centre, crs.label())};
  }
  return {false, fmt::format("column {} taken as easting and {} as northing, by magnitude", x_name, y_name)};
}

std::string survey_hint(std::span<const double> x, std::span<const double> y, const std::string& option) {
  const auto prefix = zone_prefix(x) ? zone_prefix(x) : zone_prefix(y);
  if (!prefix) return {};
  return fmt::format("; the values look like CGCS2000 zone {}: {} EPSG:{}", *prefix, option, zone_code(*prefix));
}

}  // namespace bailiwick::layers
