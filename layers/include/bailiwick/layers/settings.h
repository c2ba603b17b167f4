/// Every option of a run, as the command line, city.toml and the writers share it.
#pragma once

#include <bailiwick/assign.h>
#include <bailiwick/density.h>
#include <bailiwick/hotspots.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bailiwick::layers {

/// One level and the file it comes from. Empty fields are guessed from the header; the guess is printed and written back resolved.
struct ZoneSource {
  std::string level, file;
  std::string layer;  ///< of a file with several
  std::string id, unit, unit_name, person, name, parent, priority;  ///< field names; "-" says there is none
  std::string parent_level;         ///< from --nest; empty: none stated
  std::optional<Role> role;
  std::string width;                ///< metres or a field, for line zones
  std::string crs, datum, encoding; ///< override those of --zones-crs, --zones-datum
};

struct Filter {
  std::string field, value;
  bool negate = false;
};

/// Columns of the reports; empty: guessed, by the preset or by header names in English and Chinese.
struct ReportFields {
  std::string x, y, time, id, status;
  std::vector<std::string> category;  ///< several are joined with " / ": kind, major, minor
};

struct Settings {
  std::vector<ZoneSource> zones;  ///< in the order of the command line
  std::string zones_crs, zones_datum;

  std::vector<std::string> reports;
  std::string preset;  ///< nyc311, open311, 12345 or empty
  ReportFields fields;
  std::string reports_layer, reports_crs, reports_datum, reports_encoding;
  std::string time_format;  ///< strptime-like; empty: decided on the whole column
  std::string time_zone;    ///< IANA; empty: of the preset, else UTC with a warning
  std::string from, to;     ///< dates or times, local; from included, to excluded
  std::vector<Filter> where;
  std::vector<std::string> keep;  ///< columns carried along into assignments.csv
  bool with_text = false;         ///< free text and addresses into layers
  double max_rejects = 0.05;      ///< share of malformed rows above which the exit status is 3

  std::string area, area_layer, area_crs, area_datum;

  std::string location_crs, metric_crs;  ///< overrides

  std::vector<std::string> precedence;  ///< level names
  OverlapRule overlap = OverlapRule::priority;
  BorderRule border = BorderRule::half_open;
  double nearest_m = 0;

  double min_width_m = 0.5, tolerance_m = 0.01;
  double snap_m = 0;  ///< grid that vertices are rounded to before the audit; 0: none
  std::string lawful, exempt;  ///< files

  Kernel kernel = Kernel::quartic;
  double bandwidth_m = 0;      ///< radius of the kernel, sigma for gaussian; 0: by rule
  bool bandwidth_by_rule = false;  ///< bandwidth_m was chosen by rule in the run that wrote the project file
  BandwidthRule bandwidth_rule = BandwidthRule::arcgis;  ///< the rule that chooses where no bandwidth is given
  EdgeCorrection edge = EdgeCorrection::none;
  bool adaptive = false;       ///< each report its own radius (Abramson)
  double gaussian_bound = 1e-6;  ///< how far a gaussian surface may be off, as a share of its maximum
  std::string weight;          ///< column of what a report weighs; empty: each weighs 1
  bool without_piles = false;  ///< reports on default coordinates take no part in the density
  std::string risk;            ///< relative risk: FIELD=VALUE against all reports, or "period": the last against the one before; empty: none
  double density_cell_m = 0;   ///< 0: by rule
  double cell_m = 0;           ///< hotspot cells; 0: by rule
  bool cell_by_rule = false;   ///< cell_m was chosen by rule in the run that wrote the project file
  Neighbours neighbours = Neighbours::queen;
  Style style = Style::customary;  ///< what a neighbour weighs in Moran's I and General G
  Correction correction = Correction::benjamini_hochberg;
  double eps_m = 50;               ///< of the clusters: reports at most this far apart are neighbours
  std::uint64_t least_reports = 20;  ///< neighbours, the report itself included, that make a core
  CellShape cell_shape = CellShape::square;
  std::string on;              ///< the level whose zones are tested; empty: cells
  std::string per;             ///< exposure of zones: area_km2, population, none or a field; empty: not said
  double band_m = -1;          ///< zones within this distance are neighbours; 0: by rule; below 0: not used
  std::uint64_t nearest = 0;   ///< so many nearest zones are neighbours; 0: not used
  bool by_category = false;    ///< each category against its own reference, all tested together
  std::string period;          ///< week, month, two_months, quarter; empty: not over time
  std::uint64_t seed = 1;      ///< of draws
  std::uint64_t max_cells = 50'000'000;

  std::string csv_encoding = "utf-8-bom";
  std::string lang = "en";
};

}  // namespace bailiwick::layers
