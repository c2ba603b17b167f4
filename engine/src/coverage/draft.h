/// A finding in the making, and the steps that all kinds share.
#pragma once

#include <bailiwick/coverage.h>

#include "coverage/level_map.h"
#include "coverage/regions.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bailiwick::coverage {

struct Draft {
  FindingKind kind = FindingKind::enclosed;
  std::uint32_t level = 0;
  std::vector<std::uint32_t> zones;        ///< as Findings::zones
  std::vector<std::uint32_t> border_pair;  ///< hair-thin pieces with the same kind and pair are one line
  double area_m2 = 0, width_m = 0, rim_m = 0;
  std::uint32_t pieces = 1;
  UnitId unit = kNoUnit;
  std::string reason;
  bool lawful = false, exempt = false;
  bool on_drawn_rim = false;  ///< bounded by the study area, which may have been drawn from rounded crossings
  std::string note;
  Polygons shape;  ///< one shape
};

/// The class of a face, with whether the face is exempt as its lowest bit, so that exempt ground is told apart.
[[nodiscard]] constexpr std::uint32_t class_of(std::uint32_t number, bool exempt) { return number * 2 + (exempt ? 1 : 0); }
[[nodiscard]] constexpr std::uint32_t number_of(std::uint32_t in_class) { return in_class / 2; }
[[nodiscard]] constexpr bool exempt_of(std::uint32_t in_class) { return in_class % 2 != 0; }

/// Area, widest circle, shape, level and exemption of a region. Its parts' circles are measured one by one; the widest counts.
[[nodiscard]] Draft measured(const LevelMap& map, const Membership& membership, const Region& region, FindingKind kind);

/// Calls `make(region, i)` for every region, over threads; it writes to its own place i only.
void for_each_region(const LevelMap& map, const std::vector<Region>& found, const std::function<void(const Region&, std::size_t)>& make);

/// Metres of border that the region shares with each zone of `level` on its other side, ascending by zone.
[[nodiscard]] std::map<std::uint32_t, double> borders(const LevelMap& map, const Region& region, std::uint32_t level);
/// The zone with the longest border, the first of equals; nothing when there is none.
[[nodiscard]] std::optional<std::uint32_t> longest(const std::map<std::uint32_t, double>& borders);
/// The two zones with the longest borders, ascending.
[[nodiscard]] std::vector<std::uint32_t> longest_pair(const std::map<std::uint32_t, double>& borders);

/// The zone's own unit, else that of the nearest superior that has one.
[[nodiscard]] UnitId answering_unit(const Zones& zones, std::uint32_t zone);
/// Per zone of the level that lies over another one: its place by area, compared exactly in the location plane, as reports are placed by; 0 for the others.
[[nodiscard]] std::vector<std::uint32_t> area_ranks(const LevelMap& map);
/// The zone that the overlap rule lets answer: smallest priority number, then smallest area, then first id; `reason` says which decided.
[[nodiscard]] std::uint32_t answering_zone(const Zones& zones, const std::vector<std::uint32_t>& candidates, const std::vector<std::uint32_t>& area_rank,
                                           std::string& reason);

/// Leaves out what is only the rounding of a drawn study area and joins hair-thin pieces along one pair's border into one line.
[[nodiscard]] std::vector<Draft> joined(std::vector<Draft> drafts, double noise_m, double tolerance_m);

/// Drafts of all levels as columns, in their order, with ids and severities; reports inside still 0.
[[nodiscard]] Findings to_findings(std::vector<Draft> drafts, const Zones& zones, bool geographic, const CoverageOptions& options,
                                   ReportsView reports, const Context& context);

/// Reports in each shape, by the half-open rule.
[[nodiscard]] std::vector<std::uint64_t> reports_inside(const PolygonsView& shapes, ReportsView reports, const Context& context);

}  // namespace bailiwick::coverage
