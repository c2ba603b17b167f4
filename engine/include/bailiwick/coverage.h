/// Where the map of responsibility has holes, double entries, and children that do not fill their parent.
#pragma once

#include <bailiwick/context.h>
#include <bailiwick/plane.h>
#include <bailiwick/reports.h>
#include <bailiwick/zones.h>

#include <cstdint>
#include <string>
#include <vector>

namespace bailiwick {

enum class FindingKind : std::uint8_t {
  enclosed,         ///< gap surrounded by zones of the level
  inlet,            ///< gap that touches the rim of the study area or parent along a length
  overlap,          ///< ground in two or more zones of a partition level
  duplicate,        ///< two zones of a level with the same ground
  outside_parent,   ///< part of a child outside the parent it names (or, naming none, outside every parent)
  unfilled_parent,  ///< part of a parent that no child fills
  tie,              ///< a child whose parent_id names another zone than the one that contains it
};
[[nodiscard]] std::string_view code(FindingKind kind);

/// Findings as columns; entry i of each belongs to finding i. Order: level, kind, then severity falling, then id.
struct Findings {
  std::vector<std::string> id;  ///< from level, kind, zones and place: survives a re-run
  std::vector<std::uint32_t> level;
  std::vector<FindingKind> kind;
  std::vector<std::uint8_t> sliver;              ///< 1: width_m below min_width_m
  std::vector<double> area_m2;                   ///< in the equal-area plane
  std::vector<double> width_m;                   ///< diameter of the largest inscribed circle; NaN: not measured (tie)
  std::vector<double> rim_m;                     ///< length along the rim of the study area or parent; 0 when none
  std::vector<std::uint32_t> pieces;             ///< 1, or how many hair-thin faces along one pair's border this line stands for
  std::vector<std::vector<ZoneId>> zones;        ///< overlap, duplicate: all that share it; gap: those beside; child, parent; parent (hair-thin: and child)
  std::vector<std::uint64_t> reports;            ///< reports inside
  std::vector<UnitId> suggested_unit;            ///< kNoUnit: none
  /// Machine word for the suggestion: longest_border, parent_unit (gaps); priority, smallest, id (overlaps: what the overlap rule went by);
  /// containing_parent, own_unit (children); empty where nobody is suggested.
  std::vector<std::string> reason;
  /// Sorts, larger is worse: class x (sqrt(area_m2) + 10 x reports), class 1, 0.1 for slivers, 0.01 below tolerance_m. A metre of the side of a
  /// square of that area counts 1, a report as much as ten; 0 for lawful and exempt ones. A tie counts the child's whole area.
  std::vector<double> severity;
  std::vector<std::uint8_t> lawful;              ///< 1: declared shared
  std::vector<std::uint8_t> exempt;              ///< 1: in an exempt area
  std::vector<std::string> note;                 ///< a sentence where something is to be said (drawn and exact area disagree, a pair failed)
  Polygons shapes;                               ///< location plane, one per finding; empty shape where nothing can be drawn (tie)

  [[nodiscard]] std::size_t size() const { return id.size(); }
};

struct LawfulPair {
  std::uint32_t level;
  std::string zone_a, zone_b, reason;
};

struct CoverageOptions {
  double snap_m = 0;          ///< above 0: vertices of zones, study area and exempt areas are first rounded to a grid of this size
  double min_width_m = 0.5;   ///< below it a finding is a sliver
  double tolerance_m = 0.01;  ///< narrower findings along one pair's border form one line with a count
  /// Per level, metres, may be empty: the largest bow of its edges, where it came in another CRS than the level or area it is judged against. Its gaps and
  /// children findings narrower than that are joined like hair-thin ones and noted `cross_crs`.
  std::vector<double> level_bow_m;
  std::vector<LawfulPair> lawful;
  Polygons exempt;            ///< location plane
};

/// Per zone, in the order of ZoneId; NaN for zones of across levels.
struct ZoneCoverage {
  std::vector<double> area_m2;        ///< own area by even-odd, equal-area plane; given for every zone of every level
  std::vector<double> covered_share;  ///< of its own ground, by zones of the finest level that has it as ancestor (children); 1 for a leaf
  std::vector<double> gap_m2;         ///< of its own ground not filled by children
  std::vector<double> overlap_m2;     ///< of its own ground shared with other zones of its level, lawful ones included
};

/// A zone whose rings cross, overlap or repeat, with what that cost.
struct InvalidZone {
  ZoneId zone;
  std::string reason;  ///< the validity verdict
  double x, y;         ///< place of the fault, location plane
  double lost_m2;      ///< ground of the rings that even-odd leaves out (inside twice)
};

/// What rounding to the declared grid did. The grid lies at whole multiples of snap_m in the location plane: of degrees of latitude and longitude as long as
/// that at the study area's middle latitude where that plane is geographic.
struct Snapping {
  std::uint64_t vertices = 0;  ///< of the zones
  std::uint64_t moved = 0;
  double farthest_m = 0;
};

/// Per partition level and unit with zones there, in the order of level, then unit (kNoUnit last).
struct UnitCoverage {
  std::vector<std::uint32_t> level;
  std::vector<UnitId> unit;
  std::vector<std::uint32_t> zones;
  std::vector<double> area_m2;        ///< ground in at least one of its zones
  std::vector<double> covered_share;  ///< of that ground, by the finest level below; 1 for a leaf
  std::vector<double> overlap_m2;     ///< of that ground, also in a zone of another unit
  std::vector<double> gap_m2;         ///< gaps beside its zones, exempt ones left out; a gap between two units counts for both

  [[nodiscard]] std::size_t size() const { return unit.size(); }
};

struct Coverage {
  Findings gaps;      ///< enclosed, inlet: of each partition level against its parent level, where one is known, else the study area
  Findings overlaps;  ///< overlap, duplicate
  Findings children;  ///< outside_parent, unfilled_parent, tie, of partition levels whose parent is known
  ZoneCoverage zones;
  UnitCoverage units;
  std::vector<InvalidZone> invalid;
  Snapping snapping;
  std::vector<double> level_covered_share;  ///< per level: share of the study area in at least one zone; NaN for across levels
};

/// Audits every partition level: its overlaps; its gaps; and, where its parent is known, its children against each parent. Gaps are ground of the zones
/// of the parent level where one is known, else of the study area, that no zone of the level holds. What the parents themselves leave open of the study area is
/// a gap of their level and not told again for each level below, since nobody below could close it. A gap of a level with a known parent is a gap (enclosed: inside the parent; inlet: touching the parent's rim along a length) and an
/// unfilled_parent line names the parent. Topology is decided in the location plane, exactly; areas are those of a finding's boundary carried to
/// the equal-area plane along curved edges. Identical for any order of zones and number of threads.
///
/// Ground that k zones share is one finding of that whole set, so no ground stands in two overlap lines. Faces that touch in a point only
/// are separate findings. A child whose parent_id is wrong is one broken tie and is then judged by the parent that contains it. Exempt
/// ground is cut out of a finding and listed as one of its own.
[[nodiscard]] Coverage audit(const Zones& zones, const StudyArea& area, const Planes& planes, ReportsView reports = {},
                             const CoverageOptions& options = {}, const Context& context = {});

/// Zones of one level mended on paper; the input is never changed.
struct Repair {
  std::uint32_t level = 0;
  std::vector<ZoneId> zone;            ///< every zone of the level, ascending
  std::vector<double> before_m2, after_m2;
  std::vector<std::uint8_t> changed;   ///< 1: the zone gained or lost ground
  Polygons shapes;                     ///< location plane, one per zone; neighbours share every vertex of their border, bit for bit
};

/// A proposal: each enclosed gap that is not exempt goes to the zone with the longest border, each overlap that is not lawful stays with the zone that
/// the overlap rule lets answer; of duplicates the others end up without ground. Inlets are left open: who they belong to is not
/// in the map. Throws Error(invalid_argument) for an across level.
[[nodiscard]] Repair propose_repair(const Zones& zones, std::uint32_t level, const StudyArea& area, const Planes& planes,
                                    const CoverageOptions& options = {}, const Context& context = {});

/// A finding of an earlier run, as its files hold it.
struct EarlierFinding {
  std::string id, level, kind;
  std::vector<std::string> zones;
  double west = 0, south = 0, east = 0, north = 0;  ///< box of its shape; all 0 where it had none
};

/// What became of findings since an earlier run.
struct History {
  std::vector<std::string> earlier_id;  ///< per finding now: the earlier one it is; empty: it is new
  std::vector<std::size_t> fixed;       ///< earlier findings that are no more, ascending
};

/// A finding is an earlier one when it has its id; failing that, the same level, kind and zones and a box that overlaps its box, each earlier finding taken
/// once, in the order of the earlier list.
[[nodiscard]] History since(const Findings& now, const Zones& zones, const std::vector<EarlierFinding>& earlier);

/// The union of the zones of one level, location plane, one shape; with `fill_holes` the holes of the union are filled.
[[nodiscard]] Polygons level_union(const Zones& zones, std::uint32_t level, bool fill_holes);

/// Strips of `width_m` metres (flat ends, mitred joins) around lines, made in the metric plane and brought back: one shape per line.
/// `lines` uses rings as line strings, one or more per shape.
[[nodiscard]] Polygons strips(const PolygonsView& lines, std::span<const double> width_m, const Planes& planes);

}  // namespace bailiwick
