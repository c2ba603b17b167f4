#include "read/survey_axes.h"

#include "gdal/gdal_crs.h"
#include "read/text.h"
#include "read/warnings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace bailiwick::layers {
namespace {

/// Zone number of an easting such as 39 512 345; 0 where the numbers do not share one.
int prefixed_zone(const std::vector<double>& eastings) {
  int zone = 0;
  for (const double e : eastings) {
    const int found = static_cast<int>(e / 1e6);
    const double inner = e - found * 1e6;
    if (!((found >= 13 && found <= 23) || (found >= 25 && found <= 45)) || inner < 100'000 || inner > 900'000) return 0;
    if (zone != 0 && zone != found) return 0;
    zone = found;
  }
  return zone;
}

/// EPSG 4491-4501: six-degree zones 13-23; 4513-4533: three-degree zones 25-45.
int cgcs2000_code(int zone) { return zone <= 23 ? 4491 + zone - 13 : 4513 + zone - 25; }

bool all_between(const std::vector<double>& values, double low, double high) {
  return std::all_of(values.begin(), values.end(), [&](double v) { return v >= low && v <= high; });
}

}  // namespace

void judge_axes(RawReports& reports, const Settings& settings) {
  if (reports.x.empty()) return;
  const bool named = !settings.fields.x.empty() || !settings.fields.y.empty();
  // A northing of China is 2 to 6 million metres; an easting has 6 digits, or 8 with its zone.
  const bool northing_first = all_between(reports.x, 1.9e6, 6e6) && (all_between(reports.y, 1e5, 9e5) || prefixed_zone(reports.y) != 0);
  if (northing_first && !named) {
    std::swap(reports.x, reports.y);
    std::swap(reports.fields.x, reports.fields.y);
    const auto sentence = fmt::format("column '{}' is the easting and '{}' the northing, as Chinese survey files name them, judged by their size",
                                      shown(reports.fields.x), shown(reports.fields.y));
    reports.reasons.push_back(sentence);
    warn(reports.warnings, "survey_axes", sentence);
  }
  const int zone = prefixed_zone(reports.x);
  if (zone == 0 || !reports.crs_label.empty() || !all_between(reports.y, 1.9e6, 6e6)) return;
  const auto crs = gdal::crs_from_text(fmt::format("EPSG:{}", cgcs2000_code(zone)), "--reports-crs");
  reports.crs_wkt = crs.wkt;
  reports.crs_label = crs.label;
  const auto sentence = fmt::format("eastings begin with {}, so the CRS is taken for {} (CGCS2000); pass --reports-crs where it is another", zone, crs.label);
  reports.reasons.push_back(sentence);
  warn(reports.warnings, "crs_by_zone", sentence);
}

void warn_of_report_datum(RawReports& reports, const Settings& settings) {
  const bool degrees = reports.crs_label == "OGC:CRS84" || reports.crs_label == "EPSG:4326" || reports.crs_label == "EPSG:4490";
  if (!settings.reports_datum.empty() || !degrees || reports.x.empty()) return;
  std::uint64_t inside = 0;
  for (std::size_t i = 0; i < reports.size(); ++i) inside += may_be_shifted(reports.x[i], reports.y[i], reports.x[i], reports.y[i]) ? 1 : 0;
  if (2 * inside > reports.size()) warn_of_unnamed_datum(reports.warnings, name_alone(reports.files.front()), "--reports-datum");
}

}  // namespace bailiwick::layers
