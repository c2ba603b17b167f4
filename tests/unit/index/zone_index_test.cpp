#include "town.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace bailiwick::test {
namespace {

std::string zones_at(const ZoneIndex& index, double x, double y) {
  std::array<Hit, 16> hits{};
  std::string ids;
  for (std::size_t i = 0; i < index.locate(x, y, hits); ++i) ids += std::string(index.id(hits[i].zone)) + (hits[i].on_border ? "|" : "");
  return ids;
}

/// A town of one zone made of the given rings.
ZoneIndex zone_of_rings(const std::vector<std::vector<std::pair<double, double>>>& rings) {
  LevelInput level{"zone", Role::partition, "", false, {{"A", "", "", "", "", "", NAN}}, {}};
  for (const auto& ring : rings) {
    for (const auto& [x, y] : ring) level.shapes.add_vertex(x, y);
    level.shapes.end_ring();
  }
  level.shapes.end_part();
  level.shapes.end_shape();
  return ZoneIndex::build(build_zones({level}, "local").zones);
}

using Ring = std::vector<std::pair<double, double>>;

TEST(ZoneIndex, FindsTheZonesOfEveryLevelAtOnce) {
  const Town town(std::vector<TownLevel>{{"district", {{"DDE"}}, Role::partition, "", {}, {}, {}},
                                         {"block", {{"PQR"}}, Role::partition, "district", {}, {}, {}}});
  const auto index = town.index();
  EXPECT_EQ(zones_at(index, 150, 50), "DQ");
  EXPECT_EQ(zones_at(index, 200, 50), "E|R|");
  EXPECT_EQ(zones_at(index, 100, 50), "DQ|");
}

TEST(ZoneIndex, ASlantedBorderBelongsToTheZoneAboveIt) {
  const auto rising = zone_of_rings({Ring{{0, 0}, {2, 2}, {0, 2}, {0, 0}}});  // above the line y = x
  EXPECT_EQ(zones_at(rising, 1, 1), "A|");
  const auto falling = zone_of_rings({Ring{{0, 2}, {2, 0}, {2, 2}, {0, 2}}});  // above the line y = 2 - x
  EXPECT_EQ(zones_at(falling, 1, 1), "A|");
  const auto under = zone_of_rings({Ring{{0, 0}, {2, 0}, {2, 2}, {0, 0}}});  // below the line y = x
  EXPECT_EQ(zones_at(under, 1, 1), "");
}

TEST(ZoneIndex, TheInsideIsEvenOddOverAllRings) {
  const Ring outer{{0, 0}, {9, 0}, {9, 9}, {0, 9}, {0, 0}};
  const Ring middle{{2, 2}, {7, 2}, {7, 7}, {2, 7}, {2, 2}};
  const Ring inner{{4, 4}, {5, 4}, {5, 5}, {4, 5}, {4, 4}};
  const auto index = zone_of_rings({inner, outer, middle});
  EXPECT_EQ(zones_at(index, 1, 1), "A");
  EXPECT_EQ(zones_at(index, 3, 3), "");
  EXPECT_EQ(zones_at(index, 4.5, 4.5), "A");
}

TEST(ZoneIndex, AnEdgeTracedTwiceIsNoBorder) {
  const auto spike = zone_of_rings({Ring{{0, 0}, {4, 0}, {4, 2}, {6, 2}, {4, 2}, {4, 4}, {0, 4}, {0, 0}}});
  EXPECT_EQ(zones_at(spike, 5, 2), "");
  const auto halves = zone_of_rings({Ring{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}, Ring{{1, 0}, {2, 0}, {2, 1}, {1, 1}, {1, 0}}});
  EXPECT_EQ(zones_at(halves, 1, 0.5), "A");
}

TEST(ZoneIndex, ARingWithoutGroundHoldsNothing) {
  const auto flat = zone_of_rings({Ring{{0, 0}, {2, 0}, {1, 0}, {0, 0}}, Ring{{5, 5}, {5, 5}, {5, 5}, {5, 5}}});
  EXPECT_EQ(zones_at(flat, 1, 0), "");
  EXPECT_EQ(zones_at(flat, 5, 5), "");
}

TEST(ZoneIndex, PlacesThatAreNoPlacesHaveNoZone) {
  const auto index = Town({"A"}).index();
  EXPECT_EQ(zones_at(index, NAN, 50), "");
  EXPECT_EQ(zones_at(index, 50, INFINITY), "");
  EXPECT_EQ(zones_at(index, -1e300, 50), "");
}

TEST(ZoneIndex, SaysHowManyHitsThereAreWhenTheyDoNotFit) {
  const Town town(std::vector<TownLevel>{{"zone", {{"A"}, {"B"}, {"C"}}, Role::partition, "", {}, {}, {}}});
  std::array<Hit, 1> one{};
  EXPECT_EQ(town.index().locate(50, 50, one), 3U);
  EXPECT_EQ(town.index().locate(50, 50, {}), 3U);
}

TEST(ZoneIndex, KnowsWhatItsZonesAre) {
  const Town town(std::vector<TownLevel>{
      {"district", {{"D"}}, Role::partition, "", {{'D', "mayor"}}, {}, {}},
      {"block", {{"P"}}, Role::partition, "district", {{'P', "officer"}}, {{'P', "D"}}, {{'P', 3}}},
  });
  const auto index = town.index();
  const ZoneId block = town.zone("P", 1);
  EXPECT_EQ(index.zone_count(), 2U);
  EXPECT_EQ(index.level_name(index.level_of(block)), "block");
  EXPECT_EQ(index.parent(block), town.zone("D", 0));
  EXPECT_EQ(index.unit_id(index.unit(block)), "officer");
  EXPECT_EQ(index.priority(block), 3);
  EXPECT_EQ(index.location_crs(), "local");
}

TEST(ZoneIndex, ItsVersionTellsOtherZonesAndOptionsApart) {
  const auto same = Town({"AB"}).index();
  EXPECT_EQ(same.zones_version().size(), 32U);
  EXPECT_EQ(same.zones_version(), Town({"AB"}).index().zones_version());
  EXPECT_NE(same.zones_version(), Town({"AC"}).index().zones_version());
  EXPECT_NE(same.zones_version(), Town({"A.B"}).index().zones_version());
  EXPECT_NE(same.zones_version(), ZoneIndex::build(Town({"AB"}).zones(), {"2026Q1", "", ""}).zones_version());
}

}  // namespace
}  // namespace bailiwick::test
