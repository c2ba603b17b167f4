#include <bailiwick/error.h>
#include <bailiwick/zones.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace bailiwick {
namespace {

constexpr double kLargest = 1e15;  // so that differences and products stay finite and exact predicates hold

[[noreturn]] void refuse(ErrorCode code, const std::string& place, const std::string& expected_found, std::int64_t feature = -1,
                         const std::string& field = {}) {
  throw Error(code, place + ": " + expected_found, {}, feature, field);
}

std::string place_of(const Level& level) { return "level '" + level.name + "'"; }
std::string place_of(const Level& level, const Zones& zones, std::size_t zone) {
  return place_of(level) + ", zone '" + zones.id[zone] + "'";
}

void check_column(std::size_t length, std::size_t expected, const std::string& name) {
  if (length != expected) {
    refuse(ErrorCode::invalid_argument, "zones, column '" + name + "'",
           "expected " + std::to_string(expected) + " entries, one per zone, found " + std::to_string(length), -1, name);
  }
}

void check_columns(const Zones& zones) {
  const std::size_t n = zones.id.size();
  check_column(zones.shapes.shape_offsets.empty() ? 0 : zones.shapes.size(), n, "shapes");
  check_column(zones.name.size(), n, "name");
  check_column(zones.person.size(), n, "person");
  check_column(zones.parent_id.size(), n, "parent_id");
  check_column(zones.unit.size(), n, "unit");
  check_column(zones.priority.size(), n, "priority");
}

/// Offsets begin with 0, never fall, and end with the number of things they count.
void check_offsets(const std::vector<std::uint32_t>& offsets, std::size_t counted, const std::string& name) {
  const bool right = !offsets.empty() && offsets.front() == 0 && offsets.back() == counted && std::is_sorted(offsets.begin(), offsets.end());
  if (!right) {
    refuse(ErrorCode::invalid_argument, "zones, column '" + name + "'",
           "expected rising offsets from 0 to " + std::to_string(counted) + ", found others", -1, name);
  }
}

void check_layout(const Polygons& shapes) {
  if (shapes.x.size() != shapes.y.size()) {
    refuse(ErrorCode::invalid_argument, "zones, column 'y'",
           "expected " + std::to_string(shapes.x.size()) + " coordinates as in x, found " + std::to_string(shapes.y.size()), -1, "y");
  }
  check_offsets(shapes.ring_offsets, shapes.x.size(), "ring_offsets");
  check_offsets(shapes.part_offsets, shapes.ring_offsets.size() - 1, "part_offsets");
  check_offsets(shapes.shape_offsets, shapes.part_offsets.size() - 1, "shape_offsets");
}

/// A level has one parent at most and no level is above itself.
void check_parents(const Zones& zones) {
  for (const auto& level : zones.levels) {
    std::size_t steps = 0;
    for (auto parent = level.parent; parent; parent = zones.levels[*parent].parent) {
      if (*parent >= zones.levels.size()) {
        refuse(ErrorCode::invalid_argument, place_of(level), "expected a parent level that exists, found number " + std::to_string(*parent));
      }
      if (++steps > zones.levels.size()) {
        refuse(ErrorCode::invalid_argument, place_of(level), "expected parents that end at a top level, found a circle");
      }
    }
  }
}

void check_levels(const Zones& zones) {
  std::size_t next = 0;
  for (std::size_t l = 0; l < zones.levels.size(); ++l) {
    const auto& level = zones.levels[l];
    if (level.name.empty()) {
      refuse(ErrorCode::invalid_argument, "level number " + std::to_string(l), "expected a name, found none");
    }
    if (level.first_zone != next || level.zone_count > zones.size() - next) {
      refuse(ErrorCode::invalid_argument, place_of(level), "expected zones from number " + std::to_string(next) + " on, found others");
    }
    for (std::size_t k = 0; k < l; ++k) {
      if (zones.levels[k].name == level.name) {
        refuse(ErrorCode::invalid_argument, place_of(level), "expected a name of its own, found it twice");
      }
    }
    next += level.zone_count;
  }
  if (next != zones.size()) {
    refuse(ErrorCode::invalid_argument, "zones", "expected " + std::to_string(next) + " zones as the levels count, found " +
                                                     std::to_string(zones.size()));
  }
  check_parents(zones);
}

void check_ids(const Zones& zones) {
  for (const auto& level : zones.levels) {
    for (std::size_t z = level.first_zone; z < level.first_zone + level.zone_count; ++z) {
      if (zones.id[z].empty()) {
        refuse(ErrorCode::invalid_argument, place_of(level), "expected an id for every zone, found an empty one",
               static_cast<std::int64_t>(z), "id");
      }
      if (z > level.first_zone && !(zones.id[z - 1] < zones.id[z])) {
        refuse(ErrorCode::invalid_argument, place_of(level, zones, z), "expected unique ids in the order of their bytes, found it after '" +
                                                                          zones.id[z - 1] + "'",
               static_cast<std::int64_t>(z), "id");
      }
      const UnitId unit = zones.unit[z];
      if (unit != kNoUnit && index_of(unit) >= zones.units.size()) {
        refuse(ErrorCode::invalid_argument, place_of(level, zones, z), "expected a unit that exists, found number " +
                                                                          std::to_string(index_of(unit)),
               static_cast<std::int64_t>(z), "unit");
      }
    }
  }
  for (std::size_t u = 1; u < zones.units.size(); ++u) {
    if (!(zones.units[u - 1].id < zones.units[u].id)) {
      refuse(ErrorCode::invalid_argument, "units", "expected unique ids in the order of their bytes, found '" + zones.units[u].id +
                                                       "' after '" + zones.units[u - 1].id + "'");
    }
  }
}

bool usable(double v) { return std::abs(v) <= kLargest; }  // false for NaN

void check_shape(const Zones& zones, const Level& level, std::size_t z) {
  const auto view = zones.shapes.view();
  const auto rings = view.rings_of(z);
  for (auto r = rings.begin; r < rings.end; ++r) {
    const auto v = view.vertices_of(r);
    const std::string ring = "ring " + std::to_string(r - rings.begin);
    for (auto i = v.begin; i < v.end; ++i) {
      if (!usable(view.x[i]) || !usable(view.y[i])) {
        refuse(ErrorCode::invalid_coordinate, place_of(level, zones, z) + ", " + ring + ", vertex " + std::to_string(i - v.begin),
               "expected finite coordinates of magnitude 1e15 at most, found " + std::to_string(view.x[i]) + ", " +
                   std::to_string(view.y[i]),
               static_cast<std::int64_t>(z));
      }
    }
    if (v.begin != v.end && (view.x[v.begin] != view.x[v.end - 1] || view.y[v.begin] != view.y[v.end - 1])) {
      refuse(ErrorCode::invalid_geometry, place_of(level, zones, z) + ", " + ring,
             "expected the last vertex to repeat the first, found an open ring", static_cast<std::int64_t>(z));
    }
  }
}

}  // namespace

void check(const Zones& zones) {
  check_columns(zones);
  check_layout(zones.shapes);
  check_levels(zones);
  check_ids(zones);
  for (const auto& level : zones.levels) {
    for (std::size_t z = level.first_zone; z < level.first_zone + level.zone_count; ++z) check_shape(zones, level, z);
  }
}

std::uint32_t Zones::level_of(ZoneId zone) const {
  std::uint32_t l = 0;
  while (l + 1 < levels.size() && index_of(zone) >= levels[l].first_zone + levels[l].zone_count) ++l;
  return l;
}

ZoneId Zones::find(std::uint32_t level, const std::string& zone_id) const {
  const auto first = id.begin() + levels[level].first_zone;
  const auto last = first + levels[level].zone_count;
  const auto found = std::lower_bound(first, last, zone_id);
  if (found == last || *found != zone_id) return kNoZone;
  return ZoneId{static_cast<std::uint32_t>(found - id.begin())};
}

}  // namespace bailiwick
