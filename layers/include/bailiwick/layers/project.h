/// Brings what was read into the two planes.
#pragma once

#include <bailiwick/coverage.h>
#include <bailiwick/layers/read.h>
#include <bailiwick/plane.h>
#include <bailiwick/summary.h>
#include <bailiwick/zone_index.h>

#include <functional>
#include <optional>

namespace bailiwick::layers {

/// A file of ground beside the levels, of which features have no usable polygon.
struct LostGround {
  std::string input, file;  ///< "area" or "exempt"; the file as the user named it
  std::vector<Rejected> rejected;
};

/// The city in the location plane, with the way to the metric planes.
struct City {
  Zones zones;
  std::vector<std::vector<std::uint32_t>> order;  ///< per zone: the rows of its level's RawZones that made it
  StudyArea area;
  Polygons exempt;
  std::vector<LostGround> lost;  ///< of --area and --exempt
  /// Per level, metres: the largest distance that an edge of the level, of its parent level or of --area lies off its chord in the other's CRS; 0 where these agree.
  std::vector<double> level_bow_m;
  std::vector<double> length_m;  ///< per zone: of its lines, in the metric plane; NaN for polygons; empty where no level is drawn as lines
  Planes planes;
  std::string location_wkt, metric_wkt;  ///< WKT2; empty for "local"
  bool local = false;   ///< plane metres of an unnamed city grid: both planes are the same
  bool lonlat = false;  ///< the location plane is CRS84, EPSG:4326 or EPSG:4490: WGS-84-like longitude, latitude
  std::optional<Extent> extent;  ///< of the zones where their shapes are not here but in an index; else that of zones.shapes
  double centre_lon, centre_lat;  ///< centre of the study area's box in degrees; NaN for "local"
  std::vector<std::string> reasons;  ///< roles, parents, planes and study area, each with its reason
  std::vector<Warning> warnings;
};

/// Chooses the planes (contracts.md section 2) and carries zones, area and exempt ground over. Equal CRSs, and CRS84, EPSG:4326 and EPSG:4490
/// among themselves, are copied bit for bit. `area` and `exempt` may be left empty. Throws Error(invalid_geometry) where --area
/// names a file without a usable polygon: the study area would be another one than the user believes.
[[nodiscard]] City project(const std::vector<RawZones>& levels, const RawZones& area, const RawZones& exempt, const Settings& settings,
                           const Context& context = {});

/// What the index of a city must carry so that city_of() gives the planes back.
void add_planes(const City& city, IndexOptions& options);
/// The city of an index: its zones without shapes, and the planes; enough to locate reports and to name who answers.
[[nodiscard]] City city_of(const ZoneIndex& index);

/// The reports that take part, in both planes, in input order; the others with their reasons.
struct Located {
  std::vector<double> x, y;      ///< location plane
  std::vector<double> x_m, y_m;  ///< metric plane
  std::vector<std::uint32_t> source;  ///< row of RawReports
  std::vector<std::int64_t> time_ms;
  std::vector<std::int32_t> month;
  std::vector<std::uint32_t> category;
  std::vector<double> weight;        ///< as RawReports has it
  std::vector<std::uint8_t> part;
  std::vector<Rejected> rejected;  ///< of reading and of locating, by file and row
  RowCounts rows;
  std::vector<std::string> reasons;  ///< the CRS, datum and axes taken, each with its reason
  std::vector<Warning> warnings;

  [[nodiscard]] ReportsView view() const { return {x, y, time_ms, category}; }
  [[nodiscard]] MetricView metric() const { return {x_m, y_m}; }
  [[nodiscard]] std::size_t size() const { return x.size(); }
};

/// Undoes a named datum, transforms, and rejects what cannot be right: not finite, out of range, swapped (out of range or outside the zones'
/// box grown by half while its mirror image lies inside), 0/0.
[[nodiscard]] Located locate(const RawReports& reports, const City& city, const Settings& settings, const Context& context = {});

/// The same of reports of which only places are wanted (ReportColumns::places), in place: their columns are taken, and x, y, x_m, y_m, weight and what was rejected come of them. Every part is
/// shown to `look` when it is located, in order; with the two columns of the metric plane a report takes 44 bytes meanwhile, weighed 52.
[[nodiscard]] Located locate_places(RawReports& reports, const City& city, const Settings& settings, const std::function<void(const Located& part)>& look,
                                    const Context& context = {});

/// Versions of PROJ and its database, for summary.json.
[[nodiscard]] std::string proj_version();

}  // namespace bailiwick::layers
