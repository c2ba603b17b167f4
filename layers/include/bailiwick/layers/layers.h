/// Results as named columns: the layers and tables a run writes (contracts.md section 5).
#pragma once

#include <bailiwick/assign.h>
#include <bailiwick/coverage.h>
#include <bailiwick/density.h>
#include <bailiwick/hotspots.h>
#include <bailiwick/layers/found.h>
#include <bailiwick/layers/project.h>
#include <bailiwick/layers/read.h>
#include <bailiwick/layers/table.h>
#include <bailiwick/layers/write.h>
#include <bailiwick/margins.h>
#include <bailiwick/summary.h>

namespace bailiwick::layers {

/// Everything a run found out, borrowed; after it nothing is computed again.
struct Results {
  const Settings& settings;
  const std::vector<RawZones>& levels;
  const RawReports& reports;
  const City& city;
  const Located& located;
  const ZoneIndex& index;
  const Assignments& assignments;
  const Counts& counts;
  const Balance& balance;
  const Coverage& coverage;
  const DensityGrid& density;
  const std::vector<double>& density_breaks;
  const Lattice& lattice;
  const std::vector<std::uint32_t>& cell_counts;
  const std::vector<std::uint8_t>& cells_inside;
  const std::string& cell_reason;
  const GiResult& gi;
  const HotspotAreas& areas;
  std::uint64_t reports_outside_area;   ///< in no cell for lying outside the study area
  std::uint64_t reports_outside_cells;  ///< in the study area, but in a cell whose centre is not, so that it takes no part
  // null: not looked for
  const ClustersFound* clusters = nullptr;
  const ZonesFound* zones = nullptr;  ///< hotspots on zones; `areas` are theirs then, shapes in the location plane
  const AutocorrelationFound* autocorrelation = nullptr;
  const PeriodRange* trend_periods = nullptr;
  const EmergingFound* emerging = nullptr;
  const ChangesFound* changes = nullptr;
  const DensityFound* surfaces = nullptr;
  std::span<const double> zone_area_m2 = {};  ///< by zone, where coverage was not audited and areas are wanted
};

/// The zones of one level with their figures, then the attributes as given. An attribute that holds for every zone what one of our columns holds (the
/// one it was mapped to as id, name, unit ..., or the one of its own name) is not repeated; one that holds something else under a name of ours (case
/// folded) is kept as "source_" + name. `breaks` are the class limits of density_per_km2.
[[nodiscard]] Layer zones_layer(const Results& results, std::uint32_t level, const Words& words);
/// The findings of one level, one row each; `name` is the layer's, e.g. "gaps_block", its stem the style. A tie has an empty shape.
[[nodiscard]] Layer findings_layer(const Results& results, const Findings& findings, std::uint32_t level, const std::string& name,
                                   const Words& words);
/// Every cell that takes part, as a square un-projected at its corners.
[[nodiscard]] Layer hotspots_layer(const Results& results, const Words& words);
[[nodiscard]] Layer hotspot_areas_layer(const Results& results, const Words& words);
/// The clusters with who acts in each; the figures of a test are left out, as DBSCAN tests nothing.
[[nodiscard]] Layer clusters_layer(const Results& results, const Words& words);
/// The tested zones of one level: name "hotspots_<level>".
[[nodiscard]] Layer zone_hotspots_layer(const Results& results, const Words& words);
/// What became of each cell or zone over time ("emerging", for each category where they are told apart), or, without periods, each category's hotspots
/// ("hotspots_category"). Places without a pattern and without reports of the category are left out where categories are told apart.
[[nodiscard]] Layer emerging_layer(const Results& results, const Words& words);
/// level (of zones; empty for units), zone, name, unit, period, reports, against, period_before, reports_before, ratio, low, high, p, q.
[[nodiscard]] Table changes_table(const Results& results, const Words& words);
/// One row per located report, in input order: file, row, id, x, y, cluster (the id of the layer; null: noise), label (scikit-learn's number; -1:
/// noise), core.
[[nodiscard]] Table clusters_table(const Results& results);
/// "litter, 2026-01": what a surface of the density is of; empty for all reports.
[[nodiscard]] std::string surface_name(const Results& results, const DensityFound::Surface& surface);
/// What is set against what in the relative risk: "status=open", "2026-02 / 2026-01".
[[nodiscard]] std::string risk_name(const Results& results);
/// Contour bands of the density; of its surfaces with columns category and period where there are several.
[[nodiscard]] Layer density_bands_layer(const Results& results);
/// One row per surface and zone: level, zone, name, unit, category, period, reports (all that are assigned to the zone), cells, mean_per_km2,
/// max_per_km2 (of the surface over the cells whose centre lies in the zone; empty where none does), area_km2, reports_per_km2, and of zones drawn as
/// lines length_km, reports_per_km.
[[nodiscard]] Table density_zones_table(const Results& results);
/// x, y, reports, share, left_out: coordinates of the study area that hold many reports.
[[nodiscard]] Table piles_table(const Results& results);
/// Every located report; kept columns only with Settings::with_text.
[[nodiscard]] Layer reports_layer(const Results& results, const Words& words);
/// The reports that are in no zone of at least one partition level; `levels` names those, joined by ';'.
[[nodiscard]] Layer outside_layer(const Results& results, const Words& words);

/// One row per located report, in input order: file, row, id, x, y (location plane), per level <level>_zone, _unit, _rule, _distance_m, _also, then
/// unit, unit_level, unit_rule and the kept columns.
[[nodiscard]] Table assignments_table(const Results& results);
/// The rows [begin, end) of it, for writers that go through a large city piece by piece.
[[nodiscard]] Table assignments_table(const Results& results, std::size_t begin, std::size_t end);
/// One row per located report and level that lies within the distance of margins() from the border of its zone: file, row, id, x, y, level, zone,
/// unit, border_m, beyond (the zone there; empty: no zone's ground), beyond_unit. In the order of the reports, then of the levels.
[[nodiscard]] Table near_table(const Results& results, const std::vector<Margin>& margins);
/// level, zone, unit (the answering one), category, month, count; pseudo zones (outside), (unlocated), (malformed) make each level sum to `read`.
[[nodiscard]] Table counts_table(const Results& results);
/// input ("reports", a level, "area" or "exempt"), file, row, kind (malformed, unlocated), reason: rejected reports first, then rejected features of
/// zones, then those of the study area and of exempt ground.
[[nodiscard]] Table rejected_table(const Results& results);

/// summary.json (data/summary.schema.json) with `files` as its list of the other files, and summary.md; both deterministic: no clock, host, thread
/// count or absolute path.
[[nodiscard]] std::string summary_json(const Results& results, const std::vector<WrittenFile>& files);
/// The ten worst places for a terminal, one line each: place, problem, unit, number, share. The same with which summary.md opens.
[[nodiscard]] std::vector<std::string> summary_lines(const Results& results, const Words& words);
[[nodiscard]] std::string summary_markdown(const Results& results, const Words& words);

}  // namespace bailiwick::layers
