/// The stages of a run, each a function that fills in its part.
#pragma once

#include "options.h"
#include "run_record.h"

#include <bailiwick/layers/layers.h>

#include <memory>
#include <optional>

namespace bailiwick::cli {

/// Everything a run knows; each stage reads what those before it filled in.
struct Run {
  Run(layers::Settings given, Context run_context) : settings(std::move(given)), context(std::move(run_context)) {}

  layers::Settings settings;  ///< as given; what equals the rule's choice counts as chosen by rule
  Context context;
  RunRecord record;

  std::vector<layers::RawZones> levels;
  layers::RawZones area, exempt;
  std::vector<layers::LawfulRow> lawful;
  layers::RawReports reports;
  layers::City city;
  Polygons ground;  ///< the study area in the metric plane
  layers::Located located;
  std::optional<ZoneIndex> index;
  Assignments assignments;
  std::vector<std::uint8_t> in_area;  ///< per report: in the study area
  Coverage coverage;
  std::optional<std::vector<EarlierFinding>> earlier;  ///< of --previous
  std::vector<Repair> repairs;                         ///< per partition level, where asked for
  DensityGrid density;
  std::vector<std::uint8_t> density_inside;  ///< its cells that take part
  std::vector<double> density_breaks;
  Lattice lattice;
  std::vector<std::uint32_t> cell_counts;
  std::vector<std::uint8_t> cells_inside;
  std::string cell_reason;
  GiResult gi;
  HotspotAreas areas;
  std::uint64_t reports_outside_area = 0;   ///< located, and in no cell for lying outside the study area
  std::uint64_t reports_outside_cells = 0;  ///< in the study area, and in a cell whose centre is not
  std::vector<std::uint32_t> place_of_report;  ///< its cell, or its zone within the tested level; kNoCell: none
  std::vector<double> zone_area_m2;  ///< of every zone, where the density asks for them
  std::optional<layers::DensityFound> surfaces;  ///< what only the command density looks for
  std::optional<layers::ClustersFound> clusters;
  std::optional<layers::ZonesFound> zones;
  std::optional<layers::AutocorrelationFound> autocorrelation;
  std::optional<PeriodRange> trend_periods;
  std::optional<layers::EmergingFound> emerging;
  std::optional<layers::ChangesFound> changes;
  Counts counts;
  Balance balance;

  /// A warning of the run itself, after the reports are located: it stands with theirs, so that the summary tells it too.
  void warn(const std::string& key, const layers::Warning::Values& values = {});
  [[nodiscard]] layers::Results results() const;
  [[nodiscard]] layers::CrsInfo crs() const;
};

void read_zones(Run& run);
/// For what needs no zones: one level, `area`, of --area or of the ground that the reports span, which are read before then.
void read_bare_ground(Run& run);
void read_reports(Run& run, layers::ReportColumns wanted = layers::ReportColumns::all);
void project_zones(Run& run);
/// The ground that grids are laid over. Refuses cells and bandwidths that cannot be, with an estimate, before any report is read.
void lay_ground(Run& run, bool for_density, bool for_hotspots);
void locate_reports(Run& run);
void build_index(Run& run);
/// What the index of a run carries beside its zones: the rules of its settings.
[[nodiscard]] IndexOptions index_options(const Run& run);
void assign_reports(Run& run);
/// Which reports lie in the study area.
void judge_study_area(Run& run);
/// In place of locate, assign, judge and count, after the index, where of reports only places are wanted: located, in_area, counts and balance, no
/// assignments.
void locate_places(Run& run);
void audit_coverage(Run& run);
/// Mended zones of every partition level, by the options of the audit.
void propose_repairs(Run& run);
void estimate_density(Run& run);
void find_hotspots(Run& run);
/// On cells or on zones, over time and by category, as the settings say.
void find_hotspots_as_asked(Run& run);
/// The same on the zones of --on.
void find_zone_hotspots(Run& run);
/// Fills in the trends of the hotspot areas, where reports have times.
void find_trends(Run& run);
/// Gi, local and global Moran and General G on the cells.
void find_autocorrelation(Run& run);
/// Hotspots per --period and --by category.
void find_emerging(Run& run);
/// The last period against the one before and the one a year before, per zone and unit.
void find_changes(Run& run);
void find_clusters(Run& run);
void count_reports(Run& run);

/// How reports are placed: the same for every stage that asks.
[[nodiscard]] AssignOptions assign_options(const Run& run);

/// The settings with every choice filled in, so that city.toml gives the same run again.
[[nodiscard]] layers::Settings resolved_settings(const Run& run);

/// Every warning of the run, in the order of its stages.
[[nodiscard]] std::vector<layers::Warning> all_warnings(const Run& run);

}  // namespace bailiwick::cli
