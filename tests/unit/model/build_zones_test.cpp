#include <bailiwick/error.h>
#include <bailiwick/zones.h>

#include <gtest/gtest.h>

#include <cmath>

namespace bailiwick {
namespace {

ZoneRow row(std::string id, std::string unit = "", std::string name = "") { return {std::move(id), std::move(name), "", "", std::move(unit), "", NAN}; }

/// A level of unit squares side by side, one per row, the first at x = `at[0]`.
LevelInput squares(std::vector<ZoneRow> rows, std::vector<double> at) {
  LevelInput level{"block", Role::partition, "", true, std::move(rows), {}};
  for (const double x : at) {
    for (const auto& [dx, dy] : {std::pair{0.0, 0.0}, {1.0, 0.0}, {1.0, 1.0}, {0.0, 1.0}, {0.0, 0.0}}) level.shapes.add_vertex(x + dx, dy);
    level.shapes.end_ring();
    level.shapes.end_part();
    level.shapes.end_shape();
  }
  return level;
}

TEST(BuildZones, OrdersZonesByTheBytesOfTheirIds) {
  const auto built = build_zones({squares({row("10"), row("9"), row("03")}, {0, 1, 2})}, "");
  EXPECT_EQ(built.zones.id, (std::vector<std::string>{"03", "10", "9"}));
  EXPECT_EQ(built.order, (std::vector<std::vector<std::uint32_t>>{{2}, {0}, {1}}));
  EXPECT_EQ(built.zones.shapes.x[0], 2);
}

TEST(BuildZones, FeaturesWithOneIdAreOneZoneInParts) {
  const auto built = build_zones({squares({row("A"), row("B"), row("A")}, {5, 1, 0})}, "");
  ASSERT_EQ(built.zones.size(), 2U);
  EXPECT_EQ(built.order[0], (std::vector<std::uint32_t>{0, 2}));
  EXPECT_EQ(built.zones.shapes.shape_offsets, (std::vector<std::uint32_t>{0, 2, 3}));
  EXPECT_EQ(built.zones.shapes.x[0], 0);  // the part further west comes first, whatever the order of features
}

TEST(BuildZones, TheOrderOfFeaturesLeavesNoTrace) {
  const auto one = build_zones({squares({row("A", "u", "x"), row("B", "v"), row("A", "", "y")}, {5, 1, 0})}, "").zones;
  const auto other = build_zones({squares({row("A", "", "y"), row("A", "u", "x"), row("B", "v")}, {0, 5, 1})}, "").zones;
  EXPECT_EQ(one.id, other.id);
  EXPECT_EQ(one.name, other.name);
  EXPECT_EQ(one.unit, other.unit);
  EXPECT_EQ(one.shapes.x, other.shapes.x);
  EXPECT_EQ(one.name[0], "x");  // the row with a unit speaks for the zone
}

TEST(BuildZones, AnEmptyUnitInALevelWithUnitsIsNoUnit) {
  const auto zones = build_zones({squares({row("A", "u"), row("B")}, {0, 1})}, "").zones;
  EXPECT_EQ(zones.units.size(), 1U);
  EXPECT_EQ(zones.unit[0], UnitId{0});
  EXPECT_EQ(zones.unit[1], kNoUnit);
}

TEST(BuildZones, ALevelWithoutUnitsMakesEachZoneItsOwnUnit) {
  auto level = squares({row("A", "", "Lake Street"), row("B")}, {0, 1});
  level.has_unit_field = false;
  const auto zones = build_zones({level}, "").zones;
  ASSERT_EQ(zones.units.size(), 2U);
  EXPECT_EQ(zones.units[0].id, zones.levels[0].name + "/A");  // whatever other levels there are
  EXPECT_EQ(zones.units[0].name, "Lake Street");
  EXPECT_EQ(zones.units[1].id, zones.levels[0].name + "/B");
  EXPECT_EQ(zones.units[1].name, "");
}

TEST(BuildZones, AParentLevelMustExist) {
  auto level = squares({row("A")}, {0});
  level.parent = "district";
  try {
    (void)build_zones({level}, "");
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "level 'block': expected a parent among the given levels, found 'district'");
  }
}

TEST(BuildZones, AZoneIsFoundByItsIdWithinItsLevel) {
  auto streets = squares({row("A"), row("C")}, {0, 1});
  streets.name = "street";
  const auto zones = build_zones({streets, squares({row("A"), row("B")}, {0, 1})}, "").zones;
  EXPECT_EQ(zones.find(1, "A"), ZoneId{2});
  EXPECT_EQ(zones.find(1, "C"), kNoZone);
  EXPECT_EQ(zones.level_of(ZoneId{1}), 0U);
  EXPECT_EQ(zones.level_of(ZoneId{2}), 1U);
}

}  // namespace
}  // namespace bailiwick
