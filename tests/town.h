/// Towns drawn by hand, for tests that read like maps.
///
///     const Town town({"AAAB.",               // a letter is a zone, '.' is no zone,
///                      "AAAB."});             // one character is 100 m, the first line is the north
///     const auto placed = town.assign({"..1..",
///                                      "....2"});
///     EXPECT_EQ(placed.zone_of('1'), "A");
///     EXPECT_EQ(placed.zone_of('2'), kNoZone);
///
/// The plane is local: metres, south-west corner of the map at (0, 0). Every node of the drawing on a border is a vertex, so neighbours share
/// their edges bit for bit. Letters of one zone that touch in a corner only are parts of it.
#pragma once

#include <bailiwick/assign.h>
#include <bailiwick/plane.h>
#include <bailiwick/zone_index.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace bailiwick::test {

inline constexpr double kTownSide_m = 100;
using Map = std::vector<std::string>;

/// One level of a town, drawn. Several drawings of one level lie over each other: that is how overlaps are drawn.
struct TownLevel {
  std::string name;
  std::vector<Map> maps;
  Role role = Role::partition;
  std::string parent;                    ///< name of the level above
  std::map<char, std::string> units;     ///< zone -> unit; if not empty, zones left out have no unit
  std::map<char, std::string> parents;   ///< zone -> parent_id
  std::map<char, double> priorities;
};

/// A zone as tests speak of it: compares with its id and with kNoZone.
struct NamedZone {
  std::string id;  // empty: none
  friend bool operator==(const NamedZone& zone, const std::string& id) { return zone.id == id; }
  friend bool operator==(const NamedZone& zone, const char* id) { return zone.id == id; }
  friend bool operator==(const NamedZone& zone, ZoneId none) { return none == kNoZone && zone.id.empty(); }
  friend std::ostream& operator<<(std::ostream& out, const NamedZone& zone) {
    return out << (zone.id.empty() ? std::string("no zone") : "zone " + zone.id);
  }
};

namespace town {

using Node = std::pair<int, int>;  // column, row of lines; row 0 is the south side

inline double signed_area(const std::vector<Node>& ring) {
  double twice = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    twice += static_cast<double>(ring[i].first) * ring[i + 1].second - static_cast<double>(ring[i + 1].first) * ring[i].second;
  }
  return twice / 2;
}

inline std::vector<Node> cells_of(const Map& map, char letter) {
  std::vector<Node> cells;
  for (std::size_t line = 0; line < map.size(); ++line) {
    for (std::size_t c = 0; c < map[line].size(); ++c) {
      if (map[line][c] == letter) cells.emplace_back(static_cast<int>(c), static_cast<int>(map.size() - 1 - line));
    }
  }
  return cells;
}

/// The border of cells as closed rings with the cells on their left; where four edges meet the ring stays at its cell.
inline std::vector<std::vector<Node>> rings_around(const std::vector<Node>& cells) {
  std::multimap<Node, Node> edges;
  const auto toggle = [&](Node a, Node b) {
    for (auto [e, end] = edges.equal_range(b); e != end; ++e) {
      if (e->second == a) {
        edges.erase(e);
        return;
      }
    }
    edges.emplace(a, b);
  };
  for (const auto& [c, r] : cells) {
    toggle({c, r}, {c + 1, r});
    toggle({c + 1, r}, {c + 1, r + 1});
    toggle({c + 1, r + 1}, {c, r + 1});
    toggle({c, r + 1}, {c, r});
  }
  std::vector<std::vector<Node>> rings;
  while (!edges.empty()) {
    std::vector<Node> ring{edges.begin()->first, edges.begin()->second};
    edges.erase(edges.begin());
    while (ring.back() != ring.front()) {
      const Node at = ring.back(), from = ring[ring.size() - 2];
      const Node left{-(at.second - from.second), at.first - from.first};
      auto [next, end] = edges.equal_range(at);
      for (auto e = next; e != end; ++e) {
        if (e->second == Node{at.first + left.first, at.second + left.second}) next = e;
      }
      ring.push_back(next->second);
      edges.erase(next);
    }
    rings.push_back(std::move(ring));
  }
  return rings;
}

inline bool contains(const std::vector<Node>& ring, const std::vector<Node>& hole) {
  const double x = hole[0].first, y = hole[0].second + 0.5 * (hole[1].second - hole[0].second);
  const double mx = x + 0.5 * (hole[1].first - hole[0].first);
  bool inside = false;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {  // a ray to the west from beside the hole's first edge, inside the zone
    const double px = mx - 0.25 * (hole[1].second - hole[0].second), py = y + 0.25 * (hole[1].first - hole[0].first);
    if ((ring[i].second <= py) != (ring[i + 1].second <= py) && ring[i].first < px) inside = !inside;
  }
  return inside;
}

/// One zone: each outer ring a part, each hole in the smallest part around it.
inline void append_zone(const std::vector<Node>& cells, Polygons& shapes) {
  std::vector<std::vector<std::vector<Node>>> parts;
  const auto rings = rings_around(cells);
  for (const auto& ring : rings) {
    if (signed_area(ring) > 0) parts.push_back({ring});
  }
  for (const auto& ring : rings) {
    if (signed_area(ring) > 0) continue;
    std::vector<std::vector<Node>>* home = nullptr;
    for (auto& part : parts) {
      if (contains(part[0], ring) && (home == nullptr || signed_area(part[0]) < signed_area((*home)[0]))) home = &part;
    }
    home->push_back(ring);
  }
  for (const auto& part : parts) {
    for (const auto& ring : part) {
      for (const auto& [c, r] : ring) shapes.add_vertex(c * kTownSide_m, r * kTownSide_m);
      shapes.end_ring();
    }
    shapes.end_part();
  }
  shapes.end_shape();
}

template <class Value>
Value value_or(const std::map<char, Value>& values, char letter, Value otherwise) {
  const auto found = values.find(letter);
  return found == values.end() ? otherwise : found->second;
}

inline LevelInput input_of(const TownLevel& drawn) {
  LevelInput input{drawn.name, drawn.role, drawn.parent, !drawn.units.empty(), {}, {}};
  for (const Map& map : drawn.maps) {
    std::set<char> letters;
    for (const auto& line : map) letters.insert(line.begin(), line.end());
    letters.erase('.');
    letters.erase(' ');
    for (const char letter : letters) {
      append_zone(cells_of(map, letter), input.shapes);
      const auto unit = value_or(drawn.units, letter, std::string());
      input.rows.push_back({std::string(1, letter), "", "", value_or(drawn.parents, letter, std::string()), unit, unit,
                            value_or(drawn.priorities, letter, std::numeric_limits<double>::quiet_NaN())});
    }
  }
  return input;
}

}  // namespace town

/// Reports placed in a town, by the digit (or letter) that drew them.
class Placed {
 public:
  Placed(const Zones& zones, std::string names, Assignments assignments)
      : zones_(zones), names_(std::move(names)), assignments_(std::move(assignments)) {}

  [[nodiscard]] std::size_t count() const { return names_.size(); }
  [[nodiscard]] std::size_t row(char report) const { return names_.find(report); }
  [[nodiscard]] NamedZone zone_of(char report, std::uint32_t level = 0) const {
    const ZoneId zone = assignments_.levels.at(level).zone.at(row(report));
    return {zone == kNoZone ? std::string() : zones_.id[index_of(zone)]};
  }
  [[nodiscard]] Placement placement_of(char report, std::uint32_t level = 0) const {
    return assignments_.levels.at(level).placement.at(row(report));
  }
  /// The ids of the zones that contain the report and did not answer, one after the other.
  [[nodiscard]] std::string also(char report, std::uint32_t level = 0) const {
    std::string ids;
    const auto& of = assignments_.levels.at(level);
    for (std::size_t k = 0; k < of.also_row.size(); ++k) {
      if (of.also_row[k] == row(report)) ids += zones_.id[index_of(of.also_zone[k])];
    }
    return ids;
  }
  [[nodiscard]] std::string unit_of(char report) const {
    const UnitId unit = assignments_.answer.unit.at(row(report));
    return unit == kNoUnit ? std::string() : zones_.units[index_of(unit)].id;
  }
  [[nodiscard]] AnswerRule rule_of(char report) const { return assignments_.answer.rule.at(row(report)); }
  [[nodiscard]] std::uint32_t answering_level_of(char report) const { return assignments_.answer.level.at(row(report)); }
  [[nodiscard]] const Assignments& all() const { return assignments_; }

 private:
  Zones zones_;
  std::string names_;
  Assignments assignments_;
};

/// Places drawn on a map: every character but '.' and ' ' is one, in the middle of its square; columns for ReportsView.
struct Places {
  std::string names;
  std::vector<double> x, y;

  explicit Places(const Map& map) {
    for (std::size_t line = 0; line < map.size(); ++line) {
      for (std::size_t c = 0; c < map[line].size(); ++c) {
        if (map[line][c] == '.' || map[line][c] == ' ') continue;
        names += map[line][c];
        x.push_back((static_cast<double>(c) + 0.5) * kTownSide_m);
        y.push_back((static_cast<double>(map.size() - 1 - line) + 0.5) * kTownSide_m);
      }
    }
  }
  Places(std::string given_names, std::vector<double> given_x, std::vector<double> given_y)
      : names(std::move(given_names)), x(std::move(given_x)), y(std::move(given_y)) {}
  [[nodiscard]] ReportsView view() const { return {x, y, {}, {}}; }
};

/// Places all over a town of 6 by 3 squares and beyond, on borders and corners too.
inline Places everywhere() {
  Places places("", {}, {});
  for (double x = -50; x <= 700; x += 12.5) {
    for (double y = -50; y <= 400; y += 12.5) {
      places.x.push_back(x);
      places.y.push_back(y);
    }
  }
  return places;
}

/// 100 zones, each the square from (0, 0) to (4, 4): more over each other than any buffer on the way holds.
inline Zones deep_pile() {
  LevelInput level{"zone", Role::across, "", false, {}, {}};
  for (int z = 0; z < 100; ++z) {
    for (const auto& [x, y] : {std::pair{0.0, 0.0}, {4.0, 0.0}, {4.0, 4.0}, {0.0, 4.0}, {0.0, 0.0}}) level.shapes.add_vertex(x, y);
    level.shapes.end_ring();
    level.shapes.end_part();
    level.shapes.end_shape();
    level.rows.push_back({std::to_string(1000 + z), "", "", "", "", "", std::nan("")});
  }
  return build_zones({level}, "local").zones;
}

class Town {
 public:
  /// One partition level named "zone".
  Town(std::initializer_list<std::string> map) : Town(Map(map)) {}
  explicit Town(const Map& map) : Town(std::vector<TownLevel>{TownLevel{"zone", {map}, Role::partition, {}, {}, {}, {}}}) {}
  explicit Town(const std::vector<TownLevel>& levels) {
    std::vector<LevelInput> inputs;
    for (const auto& level : levels) {
      inputs.push_back(town::input_of(level));
      for (const auto& map : level.maps) {
        rows_ = std::max(rows_, map.size());
        for (const auto& line : map) columns_ = std::max(columns_, line.size());
      }
    }
    zones_ = build_zones(inputs, "local").zones;
  }

  [[nodiscard]] const Zones& zones() const { return zones_; }
  [[nodiscard]] ZoneIndex index() const { return ZoneIndex::build(zones_); }
  [[nodiscard]] ZoneId zone(const std::string& id, std::uint32_t level = 0) const { return zones_.find(level, id); }

  /// The whole rectangle of the drawing.
  [[nodiscard]] StudyArea area() const {
    StudyArea area;
    const double east = static_cast<double>(columns_) * kTownSide_m, north = static_cast<double>(rows_) * kTownSide_m;
    for (const auto& [x, y] : {std::pair{0.0, 0.0}, {east, 0.0}, {east, north}, {0.0, north}, {0.0, 0.0}}) area.shape.add_vertex(x, y);
    area.shape.end_ring();
    area.shape.end_part();
    area.shape.end_shape();
    area.given = true;
    return area;
  }
  /// Metres everywhere.
  [[nodiscard]] Planes planes() const {
    const PlaneMap same = [](std::span<double>, std::span<double>) {};
    return {"local", "local", "local", false, same, same, same};
  }

  [[nodiscard]] Placed assign(const Map& reports, const AssignOptions& options = {}) const { return assign(Places(reports), options); }
  [[nodiscard]] Placed assign(const Places& places, const AssignOptions& options = {}) const {
    return {zones_, places.names, bailiwick::assign(index(), places.view(), options)};
  }

 private:
  Zones zones_;
  std::size_t rows_ = 0, columns_ = 0;
};

}  // namespace bailiwick::test
