/// What the hotspot commands found beyond cells of one time: each present only where it was asked for.
#pragma once

#include <bailiwick/autocorrelation.h>
#include <bailiwick/clusters.h>
#include <bailiwick/exposure.h>
#include <bailiwick/periods.h>
#include <bailiwick/weights.h>
#include <bailiwick/zone_density.h>

#include <optional>
#include <string>
#include <vector>

namespace bailiwick::layers {

/// Density by category and period, read by zones, and one density against another. Every surface shares grid, kernel, bandwidth and class limits.
struct DensityFound {
  struct Surface {
    std::uint32_t category;   ///< kNoCategory: all
    std::int32_t period;      ///< number of the period; 0 where there is none
    std::uint64_t reports;
    double weight;
    DensityGrid grid;
    ZoneDensity zones;
  };
  bool by_category = false, over_time = false;
  PeriodRange range;
  std::vector<std::int32_t> period_of_report;  ///< empty without periods
  std::vector<Surface> surfaces;               ///< by category, then period
  std::optional<RelativeRisk> risk;
  std::vector<Pile> piles;      ///< default geocodes in the study area, most reports first
  std::uint64_t left_out = 0;   ///< reports on them that took no part
};

/// What DBSCAN found.
struct ClustersFound {
  ClusterOptions options;
  Clusters clusters;   ///< of the located reports
  HotspotAreas areas;  ///< one per cluster
};

/// Hotspots on the zones of one level; entries in their order.
struct ZonesFound {
  std::uint32_t level = 0;
  std::string per;     ///< "area_km2", "none" or the field
  std::string reason;  ///< of the neighbourhood, one sentence
  Weights weights;
  std::vector<std::uint64_t> count;
  std::vector<double> exposure, area_m2;
  ZoneHotspots tested;
  RateStatistics rates;

  [[nodiscard]] std::uint64_t islands() const;  ///< zones without neighbours: judged by their own count alone
};

/// Statistics beside Gi* on cells; entries by the cells that take part, in the order of the lattice.
struct AutocorrelationFound {
  LocalStatistics local;
  GlobalStatistic moran, general_g;
};

/// Hotspots per period, per category, or both. `kinds[k]` and `counts[k]` belong to `category[k]`; entry t * place.size() + i to place i in period t.
struct EmergingFound {
  bool over_time = true;                  ///< false: one period, all of the time
  PeriodRange range;
  std::optional<std::uint32_t> level;     ///< of zones; none: cells
  std::vector<std::uint32_t> place;       ///< numbers of cells of the lattice, or of zones within their level
  std::vector<std::uint32_t> category;    ///< kNoCategory alone: all together
  std::vector<std::vector<std::uint32_t>> counts;
  std::vector<Emerging> kinds;
  EmergingOptions options;
};

/// The last whole period against the one before it and the same one a year earlier.
struct ChangesFound {
  struct Row {
    std::uint32_t level;  ///< kNoLevel: `key` is a unit
    std::uint32_t key;    ///< of a zone or unit
    std::int32_t before;  ///< number of the period compared with
    std::uint64_t reports, reports_before;
    Change change;
    double q;             ///< over every row tested together
  };
  Period period = Period::week;
  std::int32_t last = 0;
  std::optional<std::int32_t> previous, year_before;  ///< none: the data do not reach back
  std::vector<Row> rows;  ///< zones by level, then units; the period before, then the year
};

}  // namespace bailiwick::layers
