#include "hotspots/coordinator.h"

#include <algorithm>
#include <set>

namespace bailiwick::hotspots_room {
namespace {

/// Levels above this one, by the parents named; bounded by the number of levels, so that a circle ends.
std::size_t depth(const ZoneIndex& index, std::uint32_t level) {
  std::size_t above = 0;
  for (auto parent = index.parent_level(level); parent && above < index.level_count(); parent = index.parent_level(*parent)) ++above;
  return above;
}

bool is_above(const ZoneIndex& index, std::uint32_t upper, std::uint32_t lower) {
  std::size_t steps = 0;
  for (auto parent = index.parent_level(lower); parent && steps < index.level_count(); parent = index.parent_level(*parent), ++steps) {
    if (*parent == upper) return true;
  }
  return false;
}

bool has_children(const ZoneIndex& index, std::uint32_t level) {
  for (std::uint32_t other = 0; other < index.level_count(); ++other) {
    if (index.role(other) == Role::partition && index.parent_level(other) == level) return true;
  }
  return false;
}

/// An across level without a parent stands beside the finest partition levels: those without children.
bool stands_above(const ZoneIndex& index, std::uint32_t upper, std::uint32_t answering) {
  if (index.role(answering) == Role::across && !index.parent_level(answering)) return has_children(index, upper);
  return is_above(index, upper, answering);
}

std::vector<std::uint32_t> partitions_from_the_finest(const ZoneIndex& index) {
  std::vector<std::uint32_t> levels;
  for (std::uint32_t level = 0; level < index.level_count(); ++level) {
    if (index.role(level) == Role::partition) levels.push_back(level);
  }
  std::reverse(levels.begin(), levels.end());  // unrelated ones: last named first
  std::stable_sort(levels.begin(), levels.end(), [&](auto a, auto b) { return depth(index, a) > depth(index, b); });
  return levels;
}

/// The one zone of the level that holds all these reports, or kNoZone.
ZoneId common_zone(std::span<const std::uint32_t> reports, const Assignment& level) {
  const ZoneId zone = level.zone[reports.front()];
  const bool common = std::all_of(reports.begin(), reports.end(), [&](auto report) { return level.zone[report] == zone; });
  return common ? zone : kNoZone;
}

}  // namespace

UnitId coordinator_of(std::span<const std::uint32_t> reports, const Assignments& assignments, const ZoneIndex& index) {
  std::set<UnitId> units;
  std::set<std::uint32_t> answering_levels;
  std::vector<std::uint32_t> answered;
  for (const auto report : reports) {
    if (assignments.answer.unit[report] == kNoUnit) continue;
    units.insert(assignments.answer.unit[report]);
    answering_levels.insert(assignments.answer.level[report]);
    answered.push_back(report);
  }
  if (units.size() < 2) return kNoUnit;
  for (const auto level : partitions_from_the_finest(index)) {
    const auto above = [&](std::uint32_t answering) { return stands_above(index, level, answering); };
    if (!std::all_of(answering_levels.begin(), answering_levels.end(), above)) continue;
    const ZoneId zone = common_zone(answered, assignments.levels[level]);
    if (zone != kNoZone && index.unit(zone) != kNoUnit) return index.unit(zone);
  }
  return kNoUnit;
}

}  // namespace bailiwick::hotspots_room
