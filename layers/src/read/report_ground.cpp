#include "read/report_ground.h"

#include "gdal/gdal_crs.h"
#include "gdal/project_zones.h"
#include "read/warnings.h"

#include <fmt/format.h>

#include <algorithm>

namespace bailiwick::layers {

void take_zone(RawReports& reports) {
  if (reports.x.empty() || !reports.crs_label.empty()) return;
  const auto of_x = zone_prefix(reports.x), zone = of_x ? of_x : zone_prefix(reports.y);
  // A northing of China is 2 to 6 million metres.
  const auto& northings = of_x ? reports.y : reports.x;
  if (!zone || !std::all_of(northings.begin(), northings.end(), [](double v) { return v >= 1.9e6 && v <= 6e6; })) return;
  const auto crs = gdal::crs_from_text(fmt::format("EPSG:{}", zone_code(*zone)), "--reports-crs");
  reports.crs_wkt = crs.wkt;
  reports.crs_label = crs.label;
  const Warning choice("crs_by_zone", {{"zone", fmt::format("{}", *zone)}, {"crs", crs.label}});
  reports.reasons.push_back(sentence_of(choice, Words("en")));
  warn(reports.warnings, choice);
}

void warn_of_report_datum(RawReports& reports, const Settings& settings) {
  const bool degrees = reports.crs_label == "OGC:CRS84" || reports.crs_label == "EPSG:4326" || reports.crs_label == "EPSG:4490";
  if (!settings.reports_datum.empty() || !degrees || reports.x.empty()) return;
  std::uint64_t inside = 0;
  for (std::size_t i = 0; i < reports.size(); ++i) inside += may_be_shifted(reports.x[i], reports.y[i], reports.x[i], reports.y[i]) ? 1 : 0;
  if (2 * inside > reports.size()) warn_of_unnamed_datum(reports.warnings, name_alone(reports.files.front()), "--reports-datum");
}

}  // namespace bailiwick::layers
