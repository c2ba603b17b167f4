/// Which zone of every level holds a report, and who answers for it.
#pragma once

#include <bailiwick/context.h>
#include <bailiwick/plane.h>
#include <bailiwick/reports.h>
#include <bailiwick/zone_index.h>

#include <cstdint>
#include <string_view>
#include <vector>

namespace bailiwick {

/// The rule that chose a report's zone at a level.
enum class Placement : std::uint8_t {
  outside,           ///< in no zone of the level
  inside,            ///< in one zone, off its border
  border,            ///< on the border of the zone that the half-open rule chose; under all_touching on that of every zone it touches
  overlap_priority,  ///< in several zones; the smallest priority number answers
  overlap_smallest,  ///< in several zones; the smallest area answers
  overlap_id,        ///< in several zones; the first id by bytes answers
  nearest,           ///< in no zone, but within `nearest_m` of this one
};
/// The code as files show it: "inside", "overlap:priority", ...
[[nodiscard]] std::string_view code(Placement placement);

struct AssignOptions {
  OverlapRule overlap = OverlapRule::priority;
  BorderRule border = BorderRule::half_open;  ///< all_touching: every touching zone is a candidate and the overlap rule chooses
  double nearest_m = 0;                       ///< 0: off. Reports in no zone take the nearest zone within this distance
  PlaneMap to_metric;                         ///< needed for nearest_m only
  /// Level numbers, first hit answers; empty: across levels, last named first, then partition levels from the finest up (a level is
  /// finer than its parent; unrelated ones in the order of the command line, last named first).
  std::vector<std::uint32_t> precedence;
};

/// The rules that the index carries. What nearest_m needs, the way to metres, is the caller's to add.
[[nodiscard]] AssignOptions rules_of(const ZoneIndex& index);

/// The zones of one level, joinable to the reports by position.
struct Assignment {
  std::vector<ZoneId> zone;             ///< kNoZone when outside
  std::vector<Placement> placement;
  std::vector<double> distance_m;       ///< 0 unless nearest; empty when nearest_m is 0
  std::vector<std::uint32_t> also_row;  ///< reports with further zones, ascending: also_zone[k] holds one of them for report also_row[k]
  std::vector<ZoneId> also_zone;        ///< the zones that contain the report and did not answer, by ZoneId within a report
};

enum class AnswerRule : std::uint8_t {
  outside,   ///< in no zone of any level: no unit
  placed,    ///< the zone's own unit; how the zone was chosen is the level's Placement
  superior,  ///< the zone has no unit, so a zone above it answers
  no_unit,   ///< in a zone, but neither it nor any other hit or superior has a unit
};

/// The one unit that answers for each report.
struct Answer {
  std::vector<UnitId> unit;           ///< kNoUnit when outside or no_unit
  std::vector<std::uint32_t> level;   ///< level whose zone's unit answers; kNoLevel when none
  std::vector<AnswerRule> rule;
};
inline constexpr std::uint32_t kNoLevel = 0xffffffffU;

struct Assignments {
  std::vector<Assignment> levels;  ///< one per level of the index
  Answer answer;
};

/// Places every report in the zones of every level of the index and names the unit that answers.
///
/// A report on a border shared by zones goes to exactly one of them, by the half-open rule, whatever the order of zones or the number of
/// threads. Where zones overlap, `options.overlap` picks the one that answers; the rest are kept in `also`. A report in no zone is kept as
/// Placement::outside: those reports are how gaps show themselves. Nothing is dropped, order is kept.
///
/// The answer is the first hit in `options.precedence`; a zone without a unit falls back to its superior: the zone its parent_id names, else the
/// report's own zone at the parent level, and so on upwards.
///
/// Throws Error(invalid_coordinate) naming the first report whose x or y is not finite or beyond 1e15.
[[nodiscard]] Assignments assign(const ZoneIndex& index, ReportsView reports, const AssignOptions& options = {},
                                 const Context& context = {});

/// The default precedence of an index, as AssignOptions::precedence describes it.
[[nodiscard]] std::vector<std::uint32_t> default_precedence(const ZoneIndex& index);

}  // namespace bailiwick
