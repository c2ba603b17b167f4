/// Places where reports pile up more than by chance.
#pragma once

#include <bailiwick/assign.h>
#include <bailiwick/context.h>
#include <bailiwick/lattice.h>

#include <string>
#include <string_view>
#include <vector>

namespace bailiwick {

/// Of square cells and of zones. Hexagons have six neighbours whatever is said here.
enum class Neighbours : std::uint8_t { queen, rook };
enum class Correction : std::uint8_t { benjamini_hochberg, benjamini_yekutieli, bonferroni, none };
/// What a neighbour weighs in Moran's I (local and global) and General G: 1, or its part of the place's neighbours. Customary: Moran's I is
/// row-standardised and General G binary, as PySAL, spdep and GeoDa have them. Gi and Gi* are the same either way.
enum class Style : std::uint8_t { customary, binary, row_standardised };
[[nodiscard]] std::string_view code(Neighbours neighbours);
[[nodiscard]] std::string_view code(Correction correction);
[[nodiscard]] std::string_view code(Style style);

/// The cell size when none is given: the quadrat of area 2 A / n (Griffith and Amrhein 1991; Wong and Lee 2005), so that a cell holds two
/// reports on average; its side rounded up to 1, 2 or 5 times a power of ten, at least 50 m.
[[nodiscard]] CellChoice hotspot_cell(double area_m2, std::uint64_t reports);
/// The same, enlarged to the next such number where it would lay more cells over `ground` (metric plane) than the limit.
[[nodiscard]] CellChoice hotspot_cell(const PolygonsView& ground, double area_m2, std::uint64_t reports, const CellLimits& limits, CellShape shape);

struct GiOptions {
  Neighbours neighbours = Neighbours::queen;
  Correction correction = Correction::benjamini_hochberg;
  std::uint64_t max_table_cells = 400'000'000;  ///< cost bound of the exact table; beyond it draws are used
  std::uint64_t seed = 1;                       ///< of the draws, where used
  std::uint64_t draws = 0;                      ///< where used; 0: max(99,999, 40 x places)
  Style style = Style::customary;               ///< of local Moran on a lattice; lists of neighbours have their own
};

/// Gi* of every cell that takes part; other cells hold NaN, q 1 and bin 0. Row by row from the south.
struct GiResult {
  std::vector<double> z;         ///< Getis-Ord Gi*, binary weights, the place itself included, variance over n (Ord & Getis 1995)
  std::vector<double> p;         ///< two-sided conditional permutation p: min(1, 2 x smaller tail), ">=" and "<=" counted
  std::vector<double> p_normal;  ///< two-sided from z
  std::vector<double> q;         ///< after the correction, over all tested cells
  std::vector<std::int8_t> bin;  ///< sign(z) x 3, 2, 1 for q <= 0.01, 0.05, 0.10; else 0
  std::uint64_t tests = 0;
  std::string method;            ///< "exact" or "draws:<n>"
};

/// Gi* with the exact conditional p for integer counts (speed: one table of coefficients serves every cell). Neighbours outside the
/// study area are left out, so edge cells have fewer. Constant counts give z 0 and p 1; a cell without neighbours has nothing to be compared
/// with, so its p is 1. `inside` may be empty: every cell takes part.
[[nodiscard]] GiResult getis_ord(const Lattice& lattice, std::span<const std::uint32_t> count, std::span<const std::uint8_t> inside,
                                 const GiOptions& options = {}, const Context& context = {});

/// Adjusted p-values; entries that are NaN were not tested and stay NaN.
[[nodiscard]] std::vector<double> adjusted(std::span<const double> p, Correction correction);

/// Reports per cell of the lattice.
[[nodiscard]] std::vector<std::uint32_t> counts(const Lattice& lattice, std::span<const std::uint32_t> cell);

struct Share {
  std::uint32_t key;  ///< index of a unit, zone or category
  std::uint64_t reports;
  double share;       ///< of the area's reports
  double area_share;  ///< of its ground; NaN where it has none
};

/// Significant cells joined by edges, with who has to act there. Order: reports falling, then the smallest cell.
struct HotspotAreas {
  std::vector<std::string> id;                       ///< of its smallest cell_id
  std::vector<std::vector<std::uint32_t>> cells;     ///< ascending
  std::vector<std::uint64_t> reports;
  std::vector<std::uint64_t> distinct_places;        ///< distinct coordinates
  std::vector<double> share;                         ///< of all reports, also of those outside every cell
  std::vector<double> peak_z;
  std::vector<double> min_q;
  std::vector<double> area_m2;
  std::vector<double> expected;                      ///< reports that as many cells would hold on average
  std::vector<std::int64_t> first_ms, last_ms;       ///< kNoTime when no report has a time
  /// Share of the one coordinate with the most reports. A cell's p leaves its own count out, so a lone pile makes the cells beside it hot and not its
  /// own: where the fullest cell beside an area holds more than each of the area's, its reports count here too.
  std::vector<double> pile_share;
  std::vector<std::uint8_t> pile;                    ///< 1: that coordinate holds half of them, often the default place of an address search
  std::vector<std::vector<Share>> units;             ///< answering units, by share falling; kNoUnit's index for those without
  std::vector<std::vector<std::vector<Share>>> zones;  ///< per level: the zones it lies in, by share falling
  std::vector<std::vector<Share>> categories;        ///< by share falling
  std::vector<UnitId> coordinator;                   ///< lowest common superior where it straddles units; kNoUnit: none needed or none known
  std::vector<double> trend, trend_p;                ///< NaN until periods are compared
  Polygons shapes;                                   ///< metric plane

  [[nodiscard]] std::size_t size() const { return id.size(); }
};

struct AreaOptions {
  unsigned sub = 8;      ///< the ground is measured at the centres of a sub x sub raster in each cell
  AssignOptions assign;  ///< as the reports were assigned
  Neighbours neighbours = Neighbours::queen;  ///< as the cells were tested
};

/// Joins cells of bin >= 2 by edges and describes each area: its reports, answering units and zones with their shares (`unit_share` of the reports by
/// their answer), and the coordinator: the unit of the finest partition zone that holds every answered report of the area
/// and is above the zones of all its answering units; across zones without a parent stand beside the finest partition level. `area_share` is
/// the share of the area's ground where the unit answers, or that the zone takes.
[[nodiscard]] HotspotAreas hotspot_areas(const Lattice& lattice, const GiResult& gi, std::span<const std::uint32_t> cell_of_report,
                                         ReportsView reports, const Assignments& assignments, const ZoneIndex& index,
                                         const Planes& planes, const AreaOptions& options = {}, const Context& context = {});

}  // namespace bailiwick
