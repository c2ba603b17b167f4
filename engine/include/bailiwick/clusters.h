/// Dense clusters of places, whatever their shape.
#pragma once

#include <bailiwick/context.h>
#include <bailiwick/hotspots.h>
#include <bailiwick/reports.h>

#include <cstdint>
#include <vector>

namespace bailiwick {

struct ClusterOptions {
  double eps_m = 50;             ///< reports at most this far apart are neighbours
  std::uint32_t least = 20;      ///< neighbours, the report itself included, that make it a core
};

struct Clusters {
  std::vector<std::int32_t> label;  ///< -1: noise. Clusters are numbered by reports falling, then by their southernmost, then westernmost core
  std::vector<std::uint8_t> core;
  std::vector<std::uint8_t> contested;  ///< 1: no core itself, with cores of more than one cluster within eps_m
  std::uint32_t count = 0;
};

/// DBSCAN (Ester et al. 1996). Cores within eps_m of each other share a cluster, and what is within eps_m of no core is noise: that much is unique. A
/// report that is no core joins the cluster of the nearest core; of equally near ones the southernmost, then westernmost counts. So labels depend on
/// the places alone, never on the order of rows. scikit-learn and R give a contested report to the cluster they meet first; everything else is
/// theirs but for the numbers. Reports are in the metric plane.
[[nodiscard]] Clusters dbscan(MetricView reports, const ClusterOptions& options, const Context& context = {});

/// Describes every cluster as a hotspot area is described, in the order of their numbers. Its ground is the cells of half `eps_m` that hold one of
/// its reports or stand beside one that does, always one piece; `cells` are numbered within the cluster's own block of them. Figures of a
/// test (z, q, expected, trend) are NaN: DBSCAN tests nothing. A pile is a cluster half of whose reports share one coordinate.
[[nodiscard]] HotspotAreas cluster_areas(const Clusters& clusters, double eps_m, MetricView places, ReportsView reports, const Assignments& assignments,
                                         const ZoneIndex& index, const Planes& planes, const AreaOptions& options = {}, const Context& context = {});

/// Many reports on one coordinate: often a default of the geocoder (the city hall, a police station), not a place.
struct Pile {
  double x, y;            ///< as given
  std::uint64_t reports;
  double share;           ///< of all reports
};

/// The coordinates that hold at least `least_share` of all reports and at least `least` of them, most first, at most `most` of them.
[[nodiscard]] std::vector<Pile> piles(std::span<const double> x, std::span<const double> y, double least_share = 0.005, std::uint64_t least = 10,
                                      std::size_t most = 20);

}  // namespace bailiwick
