/// Hotspots on the zones themselves, against what each zone can be expected to have.
#pragma once

#include <bailiwick/autocorrelation.h>
#include <bailiwick/context.h>
#include <bailiwick/hotspots.h>
#include <bailiwick/plane.h>
#include <bailiwick/weights.h>
#include <bailiwick/zones.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace bailiwick {

/// The zones of a level as shapes of their own.
[[nodiscard]] Polygons shapes_of_level(const Zones& zones, std::uint32_t level);
/// The ground of each shape, in the equal-area plane.
[[nodiscard]] std::vector<double> shape_areas_m2(const PolygonsView& shapes, const Planes& planes);

/// Which zones are neighbours: those `nearest` by their centres where it is above 0; else those whose centres are at most `band_m` apart, 0 being the
/// smallest distance at which every zone has one (Esri's rule); else, below 0, those that touch.
struct ZoneNeighbours {
  Neighbours touching = Neighbours::queen;
  std::uint32_t nearest = 0;
  double band_m = -1;
};
/// Centres are those of gravity in the metric plane. `band_m`, where not null, gets the distance that was used.
[[nodiscard]] Weights zone_weights(const PolygonsView& shapes, const Planes& planes, const ZoneNeighbours& rule, double* band_m = nullptr);

/// The exposure of a zone made of several features: the one they share, or their sum where they differ.
[[nodiscard]] double joined_exposure(std::span<const double> of_features);
/// Throws Error(invalid_argument) naming the first zone that has reports and no exposure; `per` names it.
void check_exposure(const Zones& zones, std::uint32_t level, std::span<const std::uint64_t> count, std::span<const double> exposure, const std::string& per);

/// Every zone together with its neighbours, against chance: had the same number of reports fallen over all zones in proportion to exposure (area,
/// population, length of road), the neighbourhood's count would be binomial, so p is an exact binomial tail.
struct ZoneHotspots {
  std::vector<double> rate;             ///< reports per unit of exposure; NaN where there is no exposure
  std::vector<double> smoothed_rate;    ///< empirical Bayes (Marshall 1991), for maps of small zones; never tested
  std::vector<std::uint64_t> count;     ///< of the neighbourhood, the zone included
  std::vector<double> expected;         ///< of the neighbourhood
  std::vector<double> z;                ///< (count - expected) / standard deviation of the binomial
  std::vector<double> p;                ///< two-sided: min(1, 2 x smaller tail), ">=" and "<=" counted; NaN where the neighbourhood has no exposure
  std::vector<double> q;                ///< after the correction, over all tested zones; 1 where not tested
  std::vector<std::int8_t> bin;         ///< sign(z) x 3, 2, 1 for q <= 0.01, 0.05, 0.10; else 0
  std::vector<double> gi_star_rate_z;   ///< Gi* of the rates, binary weights: for comparison with PySAL and ArcGIS
  std::uint64_t tests = 0;
};

/// `exposure` is finite and 0 or more, and not 0 everywhere. Throws Error(invalid_argument) naming the first zone that is not so, or that has
/// reports and no exposure.
[[nodiscard]] ZoneHotspots zone_hotspots(std::span<const std::uint64_t> count, std::span<const double> exposure, const Weights& weights,
                                         Correction correction = Correction::benjamini_hochberg, const Context& context = {});

/// The rates of zones as other programs test them: real values, each zone alike whatever its exposure. For comparison, never for a zone's bin.
struct RateStatistics {
  LocalStatistics local;             ///< entries by zone; NaN and Quadrant::none where a zone has no rate, and it is nobody's neighbour
  GlobalStatistic moran, general_g;  ///< over the zones that have a rate
};
[[nodiscard]] RateStatistics rate_statistics(std::span<const double> rate, const Weights& weights, const GiOptions& options = {}, std::uint64_t global_draws = 9'999,
                                             const Context& context = {});

/// Joins zones of bin >= 2 that share an edge and describes each area as hotspot areas are described. `level` is the level whose zones were tested, in its
/// order; `area_m2` their ground. Cells are the numbers of the zones within the level, the id is that of the first; shapes are the union of the
/// zones, in the location plane. `expected` is the area's part of the reports by exposure. Order: reports falling, then the first zone.
[[nodiscard]] HotspotAreas zone_hotspot_areas(const ZoneHotspots& found, std::span<const double> exposure, std::span<const double> area_m2, const Zones& zones,
                                              std::uint32_t level, ReportsView reports, const Assignments& assignments, const ZoneIndex& index, const Planes& planes,
                                              const AreaOptions& options = {}, const Context& context = {});

/// Empirical Bayes rates towards the overall mean (Marshall 1991); the variance between zones is taken as 0 where chance alone explains more.
[[nodiscard]] std::vector<double> empirical_bayes(std::span<const std::uint64_t> count, std::span<const double> exposure);

/// How a zone's or unit's reports changed between two periods.
struct Change {
  double ratio = 0;            ///< of the rates, second over first; infinite where only the second has reports, NaN where neither has
  double low = 0, high = 0;    ///< exact interval of the ratio (Clopper and Pearson on the second period's share)
  double p = 1;                ///< exact, two-sided: the second period's count given the sum of both
};

/// Reports of two periods of `length1` and `length2` (days, say), at level `confidence`.
[[nodiscard]] Change change_between(std::uint64_t count1, std::uint64_t count2, double length1 = 1, double length2 = 1, double confidence = 0.95);

}  // namespace bailiwick
