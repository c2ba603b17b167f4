/// Results as named columns: the layers and tables a run writes (contracts.md section 5).
#pragma once

#include <bailiwick/assign.h>
#include <bailiwick/coverage.h>
#include <bailiwick/density.h>
#include <bailiwick/hotspots.h>
#include <bailiwick/layers/project.h>
#include <bailiwick/layers/read.h>
#include <bailiwick/layers/table.h>
#include <bailiwick/layers/write.h>
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
  std::uint64_t reports_outside_cells;
};

[[nodiscard]] Layer zones_layer(const Results& results, std::uint32_t level, const Words& words);
[[nodiscard]] Layer findings_layer(const Results& results, const Findings& findings, std::uint32_t level, const std::string& name,
                                   const Words& words);
[[nodiscard]] Layer hotspots_layer(const Results& results, const Words& words);
[[nodiscard]] Layer hotspot_areas_layer(const Results& results, const Words& words);
[[nodiscard]] Layer reports_layer(const Results& results, const Words& words);
[[nodiscard]] Layer outside_layer(const Results& results, const Words& words);

[[nodiscard]] Table assignments_table(const Results& results);
[[nodiscard]] Table counts_table(const Results& results);
[[nodiscard]] Table rejected_table(const Results& results);

/// summary.json without the list of files (the caller adds it last) and summary.md; both deterministic.
[[nodiscard]] std::string summary_json(const Results& results, const std::vector<WrittenFile>& files);
[[nodiscard]] std::string summary_markdown(const Results& results, const Words& words);

}  // namespace bailiwick::layers
