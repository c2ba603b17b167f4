/// Town maps drawn with letters: a letter is a zone, '.' is no zone, one character is 100 m.
#pragma once

#include <bailiwick/coverage.h>

#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace bailiwick::test {

inline constexpr double kCell_m = 100;

/// The outline of one letter's cells as rings, the ground to the left; traced corner by corner, so that a test does not lean on the code under test.
inline void add_outline(const std::vector<std::string>& rows, char letter, Polygons& to) {
  const auto height = static_cast<int>(rows.size());
  const auto is_in = [&](int column, int row) {  // row 0 is the southernmost
    if (row < 0 || row >= height || column < 0) return false;
    const auto& text = rows[static_cast<std::size_t>(height - 1 - row)];
    return column < static_cast<int>(text.size()) && text[static_cast<std::size_t>(column)] == letter;
  };
  using Corner = std::pair<int, int>;
  std::multimap<Corner, Corner> sides;
  for (int row = 0; row < height; ++row) {
    for (int column = 0; column < 64; ++column) {
      if (!is_in(column, row)) continue;
      if (!is_in(column, row - 1)) sides.insert({{column, row}, {column + 1, row}});
      if (!is_in(column + 1, row)) sides.insert({{column + 1, row}, {column + 1, row + 1}});
      if (!is_in(column, row + 1)) sides.insert({{column + 1, row + 1}, {column, row + 1}});
      if (!is_in(column - 1, row)) sides.insert({{column, row + 1}, {column, row}});
    }
  }
  while (!sides.empty()) {
    const auto start = sides.begin()->first;
    auto at = start;
    Corner came{0, 0};
    do {
      to.add_vertex(at.first * kCell_m, at.second * kCell_m);
      auto [begin, end] = sides.equal_range(at);
      auto best = begin;
      for (auto i = begin; i != end; ++i) {  // of two ways on, the left turn keeps to the same cell
        const auto turn = came.first * (i->second.second - at.second) - came.second * (i->second.first - at.first);
        if (turn > 0) best = i;
      }
      const auto to_corner = best->second;
      came = {to_corner.first - at.first, to_corner.second - at.second};
      at = to_corner;
      sides.erase(best);
    } while (at != start);
    to.add_vertex(start.first * kCell_m, start.second * kCell_m);
    to.end_ring();
    to.end_part();
  }
}

inline Planes metres() {
  Planes planes;
  planes.location_crs = planes.metric_crs = planes.area_crs = "local";
  planes.geographic = false;
  return planes;
}

/// Zones built front to back. Every zone is its own unit unless `unit` is set afterwards.
class Town {
 public:
  /// Adds a level whose zones are the letters of the map, in alphabetical order.
  std::uint32_t level(const std::string& name, const std::vector<std::string>& rows, int parent = -1) {
    begin_level(name, parent);
    std::map<char, bool> letters;
    for (const auto& row : rows) {
      for (const char c : row) letters[c] |= c != '.';
    }
    for (const auto& [letter, is_zone] : letters) {
      if (!is_zone) continue;
      add_outline(rows, letter, zones.shapes);
      end_zone(std::string(1, letter));
    }
    return static_cast<std::uint32_t>(zones.levels.size() - 1);
  }

  std::uint32_t begin_level(const std::string& name, int parent = -1, Role role = Role::partition) {
    Level level;
    level.name = name;
    level.role = role;
    if (parent >= 0) level.parent = static_cast<std::uint32_t>(parent);
    level.first_zone = static_cast<std::uint32_t>(zones.size());
    zones.levels.push_back(level);
    return static_cast<std::uint32_t>(zones.levels.size() - 1);
  }

  using Ring = std::vector<std::pair<double, double>>;  // not closed; closed here

  /// A zone of one part: its shell, then its holes. Zones of a level must come in the order of their ids.
  void zone(const std::string& id, const std::vector<Ring>& rings) {
    add_part(rings);
    end_zone(id);
  }
  void add_part(const std::vector<Ring>& rings) {
    for (const auto& ring : rings) {
      for (const auto& [x, y] : ring) zones.shapes.add_vertex(x, y);
      zones.shapes.add_vertex(ring.front().first, ring.front().second);
      zones.shapes.end_ring();
    }
    zones.shapes.end_part();
  }
  void end_zone(const std::string& id) {
    zones.shapes.end_shape();
    zones.id.push_back(id);
    zones.name.push_back("");
    zones.person.push_back("");
    zones.parent_id.push_back("");
    zones.unit.push_back(UnitId{static_cast<std::uint32_t>(zones.units.size())});
    zones.units.push_back({id, id});
    zones.priority.push_back(std::numeric_limits<double>::quiet_NaN());
    ++zones.levels.back().zone_count;
  }

  [[nodiscard]] ZoneId find(const std::string& id, std::uint32_t level = 0) const {
    for (auto z = zones.levels[level].first_zone; z < zones.levels[level].first_zone + zones.levels[level].zone_count; ++z) {
      if (zones.id[z] == id) return ZoneId{z};
    }
    return kNoZone;
  }

  /// The union of the top level without its holes, or the letters '#' of the given map.
  [[nodiscard]] StudyArea study() const { return {level_union(zones, 0, true), false}; }
  [[nodiscard]] static StudyArea study(const std::vector<std::string>& rows) {
    StudyArea area;
    add_outline(rows, '#', area.shape);
    area.shape.end_shape();
    area.given = true;
    return area;
  }

  Zones zones;
};

}  // namespace bailiwick::test
