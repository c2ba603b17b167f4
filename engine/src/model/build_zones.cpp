#include <bailiwick/error.h>
#include <bailiwick/zones.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>

namespace bailiwick {
namespace {

/// The rows of one level that make one zone.
struct Group {
  std::vector<std::uint32_t> rows;   // ascending
  std::vector<std::uint32_t> drawn;  // the same in the order their shapes are laid down, which does not depend on the file's
  std::uint32_t lead;                // the row whose attributes count
};

/// Orders shapes by their coordinates, so that the order of a file's features leaves no trace.
bool shape_less(const PolygonsView& shapes, std::uint32_t a, std::uint32_t b) {
  const auto va = shapes.vertices_of_shape(a);
  const auto vb = shapes.vertices_of_shape(b);
  for (auto i = va.begin, j = vb.begin; i < va.end && j < vb.end; ++i, ++j) {
    const auto left = std::tie(shapes.x[i], shapes.y[i]);
    const auto right = std::tie(shapes.x[j], shapes.y[j]);
    if (left != right) return left < right;
  }
  return va.end - va.begin < vb.end - vb.begin;
}

/// Which of several rows with one id speaks for the zone: one with a unit, then the first by bytes.
auto lead_key(const ZoneRow& row) {
  const double priority = std::isnan(row.priority) ? std::numeric_limits<double>::infinity() : row.priority;
  return std::make_tuple(row.unit_id.empty(), row.unit_id, row.unit_name, row.parent_id, row.name, row.person, priority);
}

std::vector<Group> groups_of(const LevelInput& level) {
  std::vector<std::uint32_t> rows(level.rows.size());
  std::iota(rows.begin(), rows.end(), 0U);
  std::stable_sort(rows.begin(), rows.end(), [&](auto a, auto b) { return level.rows[a].id < level.rows[b].id; });
  std::vector<Group> groups;
  const auto shapes = level.shapes.view();
  for (std::size_t i = 0; i < rows.size();) {
    Group group;
    std::size_t end = i;
    while (end < rows.size() && level.rows[rows[end]].id == level.rows[rows[i]].id) group.rows.push_back(rows[end++]);
    group.drawn = group.rows;
    std::stable_sort(group.drawn.begin(), group.drawn.end(), [&](auto a, auto b) { return shape_less(shapes, a, b); });
    group.lead = *std::min_element(group.rows.begin(), group.rows.end(),
                                   [&](auto a, auto b) { return lead_key(level.rows[a]) < lead_key(level.rows[b]); });
    groups.push_back(std::move(group));
    i = end;
  }
  return groups;
}

void append_joined(const PolygonsView& from, const std::vector<std::uint32_t>& rows, Polygons& to) {
  for (const auto row : rows) {
    for (auto p = from.shape_offsets[row]; p < from.shape_offsets[row + 1]; ++p) {
      for (auto r = from.part_offsets[p]; r < from.part_offsets[p + 1]; ++r) {
        for (auto v = from.ring_offsets[r]; v < from.ring_offsets[r + 1]; ++v) to.add_vertex(from.x[v], from.y[v]);
        to.end_ring();
      }
      to.end_part();
    }
  }
  to.end_shape();
}

/// Units by id; of several names the first by bytes that is not empty.
class UnitNames {
 public:
  void add(const std::string& id, const std::string& name) {
    auto& known = names_[id];
    if (known.empty() || (!name.empty() && name < known)) known = name;
  }
  [[nodiscard]] std::vector<Unit> units() const {
    std::vector<Unit> units;
    for (const auto& [id, name] : names_) units.push_back({id, name});
    return units;
  }

 private:
  std::map<std::string, std::string> names_;
};

std::string unit_id_of(const LevelInput& level, const ZoneRow& row) { return level.has_unit_field ? row.unit_id : level.name + "/" + row.id; }

std::vector<Level> levels_of(const std::vector<LevelInput>& inputs) {
  std::vector<Level> levels;
  for (const auto& input : inputs) {
    if (input.rows.size() != input.shapes.size()) {
      throw Error(ErrorCode::invalid_argument, "level '" + input.name + "': expected a shape for each of " + std::to_string(input.rows.size()) +
                                                   " rows, found " + std::to_string(input.shapes.size()));
    }
    Level level{input.name, input.role, std::nullopt, 0, 0};
    if (!input.parent.empty()) {
      const auto parent = std::find_if(inputs.begin(), inputs.end(), [&](const auto& other) { return other.name == input.parent; });
      if (parent == inputs.end()) {
        throw Error(ErrorCode::invalid_argument,
                    "level '" + input.name + "': expected a parent among the given levels, found '" + input.parent + "'");
      }
      level.parent = static_cast<std::uint32_t>(parent - inputs.begin());
    }
    levels.push_back(std::move(level));
  }
  return levels;
}

}  // namespace

BuiltZones build_zones(const std::vector<LevelInput>& inputs, const std::string& location_crs) {
  BuiltZones built;
  Zones& zones = built.zones;
  zones.levels = levels_of(inputs);
  zones.location_crs = location_crs;
  UnitNames names;
  std::vector<std::string> unit_ids;  // per zone; empty: none
  for (std::size_t l = 0; l < inputs.size(); ++l) {
    const LevelInput& input = inputs[l];
    auto groups = groups_of(input);
    zones.levels[l].first_zone = static_cast<std::uint32_t>(zones.size());
    zones.levels[l].zone_count = static_cast<std::uint32_t>(groups.size());
    for (auto& group : groups) {
      const ZoneRow& row = input.rows[group.lead];
      append_joined(input.shapes.view(), group.drawn, zones.shapes);
      zones.id.push_back(row.id);
      zones.name.push_back(row.name);
      zones.person.push_back(row.person);
      zones.parent_id.push_back(row.parent_id);
      zones.priority.push_back(row.priority);
      unit_ids.push_back(unit_id_of(input, row));
      if (!unit_ids.back().empty()) names.add(unit_ids.back(), input.has_unit_field ? row.unit_name : row.name);
      built.order.push_back(std::move(group.rows));
    }
  }
  zones.units = names.units();
  for (const auto& id : unit_ids) {
    const auto found = std::lower_bound(zones.units.begin(), zones.units.end(), id, [](const Unit& u, const auto& i) { return u.id < i; });
    zones.unit.push_back(id.empty() ? kNoUnit : UnitId{static_cast<std::uint32_t>(found - zones.units.begin())});
  }
  check(zones);
  return built;
}

}  // namespace bailiwick
