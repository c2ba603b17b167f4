#include "coverage/unit_table.h"

#include <algorithm>

namespace bailiwick::coverage {

UnitTable::UnitTable(const Zones& zones) : zones_(zones) {
  for (std::uint32_t l = 0; l < zones.levels.size(); ++l) {
    const auto& level = zones.levels[l];
    if (level.role != Role::partition) continue;
    for (auto z = level.first_zone; z < level.first_zone + level.zone_count; ++z) ++rows_[{l, zones.unit[z]}].zones;
  }
}

std::vector<UnitId> UnitTable::units_of(const std::vector<std::uint32_t>& zones) const {
  std::vector<UnitId> units;
  for (const auto z : zones) units.push_back(zones_.unit[z]);
  std::sort(units.begin(), units.end());
  units.erase(std::unique(units.begin(), units.end()), units.end());
  return units;
}

void UnitTable::add_ground(const LevelMap& map, const std::vector<double>& zone_area_m2) {
  const auto& level = zones_.levels[map.level()];
  for (auto z = level.first_zone; z < level.first_zone + level.zone_count; ++z) rows_[{map.level(), zones_.unit[z]}].area_m2 += zone_area_m2[z];
  for (Face f = 1; f < map.faces().face_count(); ++f) {
    const auto own = map.own(f);
    if (own.size() < 2) continue;
    for (const auto z : own) rows_[{map.level(), zones_.unit[z]}].area_m2 -= map.area_m2(f);
    const auto units = units_of(own);
    for (const auto unit : units) {
      auto& row = rows_[{map.level(), unit}];
      row.area_m2 += map.area_m2(f);
      if (units.size() > 1) row.overlap_m2 += map.area_m2(f);
    }
  }
}

void UnitTable::add_cover(const LevelMap& map, std::uint32_t level) {
  for (Face f = 1; f < map.faces().face_count(); ++f) {
    if (!map.known(f) || !map.own(f).empty()) continue;
    for (const auto unit : units_of(map.zones_over(f, level))) rows_[{level, unit}].unfilled_m2 += map.area_m2(f);
  }
}

void UnitTable::add_gap(const Draft& gap) {
  if (gap.exempt) return;
  for (const auto unit : units_of(gap.zones)) rows_[{gap.level, unit}].gap_m2 += gap.area_m2;
}

UnitCoverage UnitTable::columns() const {
  UnitCoverage result;
  for (const auto& [key, row] : rows_) {
    result.level.push_back(key.first);
    result.unit.push_back(key.second);
    result.zones.push_back(row.zones);
    result.area_m2.push_back(row.area_m2);
    result.covered_share.push_back(row.area_m2 > 0 ? std::max(0.0, (row.area_m2 - row.unfilled_m2) / row.area_m2) : 0);
    result.overlap_m2.push_back(row.overlap_m2);
    result.gap_m2.push_back(row.gap_m2);
  }
  return result;
}

}  // namespace bailiwick::coverage
