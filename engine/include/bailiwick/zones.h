/// Zones of responsibility of every level, as one table.
#pragma once

#include <bailiwick/polygons.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bailiwick {

/// The number of a zone over all levels of one `Zones` table; valid only with its zones_version. Written out, a zone has its own id.
enum class ZoneId : std::uint32_t {};
/// The number of a unit in one `Zones` table.
enum class UnitId : std::uint32_t {};
inline constexpr ZoneId kNoZone{0xffffffffU};
inline constexpr UnitId kNoUnit{0xffffffffU};

[[nodiscard]] constexpr std::uint32_t index_of(ZoneId z) { return static_cast<std::uint32_t>(z); }
[[nodiscard]] constexpr std::uint32_t index_of(UnitId u) { return static_cast<std::uint32_t>(u); }

/// A partition is audited for gaps and overlaps; an across level (roads, sites, patches) lies over the partition.
enum class Role : std::uint8_t { partition, across };

struct Level {
  std::string name;  ///< free text: district, block, road
  Role role = Role::partition;
  std::optional<std::uint32_t> parent;  ///< number of the level above; never guessed from the order of levels
  std::uint32_t first_zone = 0;         ///< zones of the level: [first_zone, first_zone + zone_count)
  std::uint32_t zone_count = 0;
};

/// Who answers for zones. Units are numbered in the order of their id's bytes.
struct Unit {
  std::string id, name;
};

/// Every zone of every level: level by level in the order of the command line, within a level in the order of the id's bytes, so that
/// nothing depends on the order of features in a file. Columns are as long as the number of zones.
///
/// A level whose source has no unit field makes each zone its own unit: the unit's id is always "level/zone id", whatever other levels there are,
/// its name that of the zone (empty where the zone has none). An empty unit in a level that has the field is kNoUnit: its superior answers.
struct Zones {
  std::vector<Level> levels;
  std::vector<Unit> units;
  Polygons shapes;                     ///< location plane
  std::vector<std::string> id;         ///< unique within a level, never empty
  std::vector<std::string> name;       ///< may be empty
  std::vector<std::string> person;     ///< may be empty
  std::vector<std::string> parent_id;  ///< as given; empty: none
  std::vector<UnitId> unit;
  std::vector<double> priority;  ///< smaller wins an overlap; NaN: none, comes last
  std::string location_crs;      ///< label of the plane of `shapes`

  [[nodiscard]] std::size_t size() const { return id.size(); }
  [[nodiscard]] std::uint32_t level_of(ZoneId zone) const;
  /// The zone of `level` with this id, or kNoZone.
  [[nodiscard]] ZoneId find(std::uint32_t level, const std::string& zone_id) const;
};

/// Checks the table: lengths, offsets, finite coordinates of magnitude 1e15 at most, closed rings, unique sorted ids, parents that
/// exist and form no circle. Throws Error naming level, zone and column.
void check(const Zones& zones);

/// Joins shapes that share an id into one multi-part zone and brings zones, parts and units into an order that does not depend on the
/// input's. Of several rows with one id, the one with the first unit, name, ... by bytes gives the attributes. Checks the result.
/// The result's `order[i]` lists the input rows of zone i.
struct ZoneRow {
  std::string id, name, person, parent_id, unit_id, unit_name;
  double priority;  ///< NaN: none
};
struct LevelInput {
  std::string name;
  Role role = Role::partition;
  std::string parent;  ///< name of the level above; empty: none
  bool has_unit_field = false;
  std::vector<ZoneRow> rows;
  Polygons shapes;  ///< one per row, location plane
};
struct BuiltZones {
  Zones zones;
  std::vector<std::vector<std::uint32_t>> order;  ///< per zone: the rows of its level's input that made it, ascending
};
[[nodiscard]] BuiltZones build_zones(const std::vector<LevelInput>& levels, const std::string& location_crs);

}  // namespace bailiwick
