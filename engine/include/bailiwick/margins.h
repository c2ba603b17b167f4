/// How far reports lie from the border of their zone, and what lies beyond it.
#pragma once

#include <bailiwick/assign.h>

#include <vector>

namespace bailiwick {

/// One level, joinable to the reports by position.
struct Margin {
  /// Metres from the report to the nearest border of the zone that answers; of a report in no zone, to the nearest zone. NaN: farther than asked.
  std::vector<double> border_m;
  /// The nearest other zone of the level within the distance asked, among those that do not hold the report; equally near ones are settled by the
  /// overlap rule. kNoZone: there is none, so beyond the border the ground is no zone's.
  std::vector<ZoneId> beyond;
};

/// The margins of placed reports, up to `within_m` metres. What lies on a border has the margin 0. Distances are those of the plane that `to_metric`
/// leads to; edges count as straight in the location plane.
///
/// Throws Error(invalid_argument) for a distance that is not above 0, without a way to metres, or for assignments of other reports.
[[nodiscard]] std::vector<Margin> margins(const ZoneIndex& index, ReportsView reports, const Assignments& assignments, const PlaneMap& to_metric,
                                          double within_m, OverlapRule overlap = OverlapRule::priority, const Context& context = {});

}  // namespace bailiwick
