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
  IndexOptions labelled, by_id;
  labelled.label = "2026Q1";
  by_id.overlap = OverlapRule::id;
  EXPECT_NE(same.zones_version(), ZoneIndex::build(Town({"AB"}).zones(), labelled).zones_version());
  EXPECT_NE(same.zones_version(), ZoneIndex::build(Town({"AB"}).zones(), by_id).zones_version());
}

/// A zone of one level from its rings, each closed by itself.
void add_zone(LevelInput& level, const std::string& id, const std::vector<std::vector<std::pair<double, double>>>& rings) {
  for (const auto& ring : rings) {
    for (const auto& [x, y] : ring) level.shapes.add_vertex(x, y);
    level.shapes.add_vertex(ring.front().first, ring.front().second);
    level.shapes.end_ring();
  }
  level.shapes.end_part();
  level.shapes.end_shape();
  level.rows.push_back({id, "", "", "", "", "", std::nan("")});
}
std::vector<std::pair<double, double>> square(double low, double high) { return {{low, low}, {high, low}, {high, high}, {low, high}}; }

std::string held(const ZoneIndex& index, double x, double y, bool touching = false) {
  std::array<Hit, 8> hits{};
  const auto found = touching ? index.locate_touching(x, y, hits) : index.locate(x, y, hits);
  std::string ids;
  for (std::size_t i = 0; i < found; ++i) ids += index.id(hits[i].zone);
  return ids;
}

// The cases of the manual's table "What a zone is" (engine/src/assign/MANUAL.md), by hand.
TEST(ZoneIndex, OddZonesMeanWhatTheManualSays) {
  LevelInput level{"zone", Role::across, "", false, {}, {}};
  add_zone(level, "A", {square(0, 10), square(2, 8), square(4, 6)});           // a hole, and ground again in it
  add_zone(level, "B", {square(2, 8)});                                        // a zone in the hole
  add_zone(level, "C", {square(2, 8)});                                        // the same shape again
  add_zone(level, "D", {{{20, 0}, {30, 0}, {30, 10}, {20, 10}}, {{30, 0}, {40, 0}, {40, 10}, {30, 10}}});  // touching along an edge
  add_zone(level, "E", {{{50, 0}, {60, 10}, {60, 0}, {50, 10}}});              // a bow tie
  add_zone(level, "F", {{{70, 0}, {80, 0}, {75, 0}}});                         // no area at all
  add_zone(level, "G", {{{90, 0}, {100, 0}, {100, 10}, {100, 20}, {100, 10}, {90, 10}, {90, 10}}});  // a spike and a doubled point
  add_zone(level, "H", {square(200, 210), square(205, 215)});                  // parts that overlap
  const auto index = ZoneIndex::build(build_zones({level}, "local").zones);
  EXPECT_EQ(held(index, 1, 1), "A");
  EXPECT_EQ(held(index, 3, 3), "BC");
  EXPECT_EQ(held(index, 5, 5), "ABC");
  EXPECT_EQ(held(index, 30, 5, true), "D");
  EXPECT_EQ(held(index, 25, 5), "D");
  std::array<Hit, 2> hits{};
  ASSERT_EQ(index.locate(30, 5, hits), 1U);
  EXPECT_FALSE(hits[0].on_border);  // the edge is none of its border
  EXPECT_EQ(held(index, 51, 5), "E");
  EXPECT_EQ(held(index, 55, 9), "");
  EXPECT_EQ(held(index, 75, 0), "");
  EXPECT_EQ(held(index, 95, 5), "G");
  EXPECT_EQ(held(index, 100, 15), "");
  EXPECT_EQ(held(index, 202, 202), "H");
  EXPECT_EQ(held(index, 207, 207), "");
}

}  // namespace
}  // namespace bailiwick::test
