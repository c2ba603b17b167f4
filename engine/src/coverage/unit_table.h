/// Coverage added up by the units that answer.
#pragma once

#include "coverage/draft.h"

#include <map>
#include <utility>
#include <vector>

namespace bailiwick::coverage {

class UnitTable {
 public:
  explicit UnitTable(const Zones& zones);
  /// Ground of the units of the map's own level, and what they share with other units.
  void add_ground(const LevelMap& map, const std::vector<double>& zone_area_m2);
  /// How far the map's own level fills the ground of the units of `level`.
  void add_cover(const LevelMap& map, std::uint32_t level);
  void add_gap(const Draft& gap);
  [[nodiscard]] UnitCoverage columns() const;

 private:
  struct Row {
    std::uint32_t zones = 0;
    double area_m2 = 0, unfilled_m2 = 0, overlap_m2 = 0, gap_m2 = 0;
  };
  [[nodiscard]] std::vector<UnitId> units_of(const std::vector<std::uint32_t>& zones) const;

  const Zones& zones_;
  std::map<std::pair<std::uint32_t, UnitId>, Row> rows_;
};

}  // namespace bailiwick::coverage
