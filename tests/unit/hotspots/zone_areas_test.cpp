#include "town.h"

#include <bailiwick/exposure.h>

#include <gtest/gtest.h>

#include <cmath>

namespace bailiwick {
namespace {

using test::Town;

/// Nine blocks of a hectare in a district each third; reports are as many as the digits say.
///
///     abc   0 0 0      districts: 1 = a d g (west), 2 = the rest
///     def   9 9 0
///     ghi   9 0 0
struct Blocks {
  Town town{{{"district", {{"122", "122", "122"}}, Role::partition, "", {{'1', "u1"}, {'2', "u2"}}, {}, {}},
             {"block", {{"abc", "def", "ghi"}}, Role::partition, "district", {{'a', "ua"}, {'d', "ud"}, {'e', "ue"}, {'g', "ug"}}, {}, {}}}};
  std::vector<double> x, y;
  Blocks() {
    for (int i = 0; i < 9; ++i) {
      add(50 + i, 150);   // d
      add(150 + i, 150);  // e
      add(50 + i, 50);    // g
    }
  }
  void add(double px, double py) {
    x.push_back(px);
    y.push_back(py);
  }
};

TEST(ZoneAreas, HotZonesThatShareAnEdgeAreOneArea) {
  Blocks blocks;
  const auto zones = blocks.town.zones();
  const auto index = ZoneIndex::build(zones);
  const ReportsView reports{blocks.x, blocks.y, {}, {}};
  const auto placed = assign(index, reports);
  ZoneHotspots found;
  found.bin = {0, 0, 2, 3, 2, 0, 2, 0, 0};  // c, d, e and g: c touches e in a corner only
  found.q = {1, 1, 0.04, 0.001, 0.02, 1, 0.03, 1, 1};
  found.z = {0, 0, 2, 5, 4, 0, 3, 0, 0};
  found.rate = {0, 0, 0, 9, 9, 0, 9, 0, 0};
  const std::vector<double> exposure(9, 1.0), area(9, 10'000.0);
  const auto areas = zone_hotspot_areas(found, exposure, area, zones, 1, reports, placed, index, blocks.town.planes());
  ASSERT_EQ(areas.size(), 2U);
  EXPECT_EQ(areas.id, (std::vector<std::string>{"block/d", "block/c"}));
  EXPECT_EQ(areas.reports, (std::vector<std::uint64_t>{27, 0}));
  EXPECT_DOUBLE_EQ(areas.area_m2[0], 30'000);
  EXPECT_DOUBLE_EQ(areas.expected[0], 9);  // 27 reports over nine equal zones, three of them here
  EXPECT_DOUBLE_EQ(areas.min_q[0], 0.001);
  EXPECT_DOUBLE_EQ(areas.peak_z[0], 5);
  // The union of d, e, g is an L of 3 ha without inner borders.
  const auto sizes = signed_ring_areas(areas.shapes.view());
  EXPECT_DOUBLE_EQ(std::abs(sizes[0]), 30'000);
  ASSERT_EQ(areas.units[0].size(), 3U);
  EXPECT_NEAR(areas.units[0][0].area_share, 1.0 / 3, 0.03);
  EXPECT_EQ(areas.coordinator[0], kNoUnit);  // districts 1 and 2, and nothing above
}

TEST(ZoneAreas, ColumnsOfAnotherLevelAreRefused) {
  Blocks blocks;
  const auto zones = blocks.town.zones();
  const auto index = ZoneIndex::build(zones);
  const ReportsView reports{blocks.x, blocks.y, {}, {}};
  EXPECT_THROW((void)zone_hotspot_areas({}, {}, {}, zones, 1, reports, assign(index, reports), index, blocks.town.planes()), Error);
}

}  // namespace
}  // namespace bailiwick
