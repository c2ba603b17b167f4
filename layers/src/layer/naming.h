/// Ids and names of zones, units and levels, as columns and people show them.
#pragma once

#include <bailiwick/layers/layers.h>

#include <string>
#include <vector>

namespace bailiwick::layers {

/// Text whose empty entries are null.
[[nodiscard]] Column optional_text_column(std::string name, std::vector<std::string> values);

[[nodiscard]] std::string unit_id(const Zones& zones, UnitId unit);       ///< empty for kNoUnit
/// Its name; a zone that is its own unit and has none is "police 104"; else the id. Empty for kNoUnit.
[[nodiscard]] std::string unit_title(const Zones& zones, UnitId unit, const Words& words);
[[nodiscard]] std::string unit_name(const Zones& zones, UnitId unit, const Words& words);  ///< unit_title, but empty where only the id is known
[[nodiscard]] std::string zone_id(const Zones& zones, ZoneId zone);       ///< empty for kNoZone
[[nodiscard]] std::string zone_title(const Zones& zones, ZoneId zone, const Words& words);  ///< its name, else "police 104"; empty for kNoZone
/// "police 104": a zone without a name.
[[nodiscard]] std::string unnamed_title(const std::string& level, const std::string& zone_id, const Words& words);
/// The sample's levels are translated ("block" -> "单元网格"); any other keeps the name its user gave it.
[[nodiscard]] std::string level_title(const Words& words, const std::string& level);

/// Partition levels from the coarsest to the finest: a parent comes before its children, else in the order of the command line.
[[nodiscard]] std::vector<std::uint32_t> partition_levels(const Zones& zones);

/// Where a hotspot area lies: the finest zone that holds nearly all of it, or the coarsest ones it straddles, and in brackets the finest zones
/// that still name it in a few words: "文昌街道（东关社区、西关社区）". Where none of these zones has a name, the road or site with a name that holds most
/// of its reports stands behind them.
[[nodiscard]] std::string place_of_area(const Zones& zones, const HotspotAreas& areas, std::size_t area, const Words& words);
/// place_of_area of every area; those that would be the same are told apart by their road or site, else by their finest zone, else by a number.
[[nodiscard]] std::vector<std::string> places_of_areas(const Zones& zones, const HotspotAreas& areas, const Words& words);
/// The zones of a finding, at most three and the number of the rest.
[[nodiscard]] std::string place_of_finding(const Zones& zones, const Findings& findings, std::size_t finding, const Words& words);

/// "城管一中队 62%; 环卫所 38%"; beyond `at_most` units the number of the rest.
[[nodiscard]] std::string units_text(const Zones& zones, const std::vector<Share>& shares, const Words& words, std::size_t at_most = 100);
/// The units of the zones of one level in which the area lies, with their shares of its reports: "澜东区城市管理局 75%; 澜西区城市管理局 25%".
[[nodiscard]] std::string level_units_text(const Zones& zones, const std::vector<Share>& zone_shares, std::size_t at_most, const Words& words);
/// Who brings the units of an area together: the coordinator, else those above whose units it straddles; empty where one unit answers.
[[nodiscard]] std::string coordination_text(const Zones& zones, const HotspotAreas& areas, std::size_t area, const Words& words);
/// One coordinate holds at least half of the area's reports: often the default place of an address search.
[[nodiscard]] bool is_pile(const HotspotAreas& areas, std::size_t area);

/// The file's name without its folder: results never hold a path of one machine.
[[nodiscard]] std::string file_name(const std::string& path);
/// The names of the files of reports; those that share a name get as many of their folders as tell them apart, counted below the folder that all share:
/// "old/r.csv". Never an absolute path.
[[nodiscard]] std::vector<std::string> file_names(const std::vector<std::string>& files);
[[nodiscard]] std::string month_text(std::int32_t month);  ///< "2026-03"; empty for kNoMonth

/// file, row, id, x, y of the located reports [begin, end): how every table of reports begins.
[[nodiscard]] Table report_names(const Results& results, std::size_t begin, std::size_t end);

/// The rule that chose a report's answering unit: "inside", "border", "overlap:priority", "nearest", "superior", "outside", "no_unit".
[[nodiscard]] std::string unit_rule(const Assignments& assignments, std::size_t report);

/// The text of a category; empty for kNoCategory.
[[nodiscard]] std::string category_text(const RawReports& reports, std::uint32_t category);

/// The last part of a category of several columns: "事件 / 街面秩序 / 店外经营" -> "店外经营".
[[nodiscard]] std::string short_category(const std::string& category);

}  // namespace bailiwick::layers
