#include "project/survey_axes.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>

namespace bailiwick::layers {
namespace {

constexpr double kHalfZone_m = 450'000;  // a six-degree zone reaches 334 km from its meridian at the equator; data overlaps its neighbours

/// Names that say x and y without saying east or north.
bool neutral(const std::string& name, char letter) {
  if (name.empty() || (name[0] != letter && name[0] != static_cast<char>(letter - 'a' + 'A'))) return false;
  constexpr std::array<std::string_view, 4> kTails{"", "坐标", "_coord", "_coordinate"};
  return std::find(kTails.begin(), kTails.end(), std::string_view(name).substr(1)) != kTails.end();
}

bool is_prefix(int prefix) { return (prefix >= 13 && prefix <= 23) || (prefix >= 25 && prefix <= 45); }

double share_near(std::span<const double> values, double centre) {
  std::size_t near = 0;
  for (const double v : values) near += std::abs(v - centre) <= kHalfZone_m ? 1 : 0;
  return values.empty() ? 0 : static_cast<double>(near) / static_cast<double>(values.size());
}

}  // namespace

std::optional<int> zone_prefix(std::span<const double> values) {
  std::map<int, std::size_t> found;
  for (const double v : values) {
    if (!(v > 13e6 && v < 46e6)) continue;
    const int prefix = static_cast<int>(v / 1e6);
    if (is_prefix(prefix) && std::abs(v - prefix * 1e6 - 500'000) <= kHalfZone_m) ++found[prefix];
  }
  for (const auto& [prefix, count] : found) {
    if (count * 10 >= values.size() * 9) return prefix;
  }
  return {};
}

int zone_code(int prefix) { return prefix <= 23 ? 4491 + prefix - 13 : 4513 + prefix - 25; }

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
