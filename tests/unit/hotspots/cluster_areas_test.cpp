#include "town.h"

#include <bailiwick/clusters.h>
#include <bailiwick/coverage.h>

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace bailiwick {
namespace {

using test::Town;

/// A street of two blocks, 400 m x 200 m; reports are placed in metres.
struct Street {
  Town town{{{"street", {{"SSSS", "SSSS"}}, Role::partition, "", {{'S', "uS"}}, {}, {}},
             {"block", {{"aabb", "aabb"}}, Role::partition, "street", {{'a', "uA"}, {'b', "uB"}}, {{'a', "S"}, {'b', "S"}}, {}}}};
  std::vector<double> x, y;

  void report(double px, double py) {
    x.push_back(px);
    y.push_back(py);
  }
  HotspotAreas areas(double eps_m, std::uint32_t least) const {
    const auto zones = town.zones();
    const auto index = ZoneIndex::build(zones);
    const ReportsView reports{x, y, {}, {}};
    return cluster_areas(dbscan({x, y}, {eps_m, least}), eps_m, {x, y}, reports, assign(index, reports), index, town.planes());
  }
};

// By hand: cells of 5 m. Reports at 192 and 201 lie in columns 38 and 40, all in row 20; with the cells beside them that is 5 x 3 cells.
TEST(ClusterAreas, AClusterOverTwoBlocksIsCoordinatedByTheirStreet) {
  Street street;
  street.report(192, 101);
  street.report(201, 101);
  street.report(192, 103);
  street.report(20, 20);  // noise
  const auto areas = street.areas(10, 3);
  ASSERT_EQ(areas.size(), 1U);
  EXPECT_EQ(areas.reports[0], 3U);
  EXPECT_DOUBLE_EQ(areas.share[0], 0.75);
  EXPECT_EQ(areas.distinct_places[0], 3U);
  EXPECT_EQ(areas.pile[0], 0);
  EXPECT_DOUBLE_EQ(areas.area_m2[0], 15 * 25.0);
  EXPECT_EQ(areas.shapes.x, (std::vector<double>{185, 210, 210, 185, 185}));
  EXPECT_EQ(areas.shapes.y, (std::vector<double>{95, 95, 110, 110, 95}));
  EXPECT_EQ(areas.id[0], "5m_38_20");
  ASSERT_EQ(areas.units[0].size(), 2U);
  const auto zones = street.town.zones();
  EXPECT_EQ(zones.units[areas.units[0][0].key].id, "uA");
  EXPECT_DOUBLE_EQ(areas.units[0][0].share, 2.0 / 3);
  EXPECT_EQ(zones.units[index_of(areas.coordinator[0])].id, "uS");
  EXPECT_TRUE(std::isnan(areas.min_q[0]));
}

TEST(ClusterAreas, OfEqualSizeTheyComeFromTheSouthThenFromTheWestWhateverTheOrderOfRows) {
  const std::vector<std::pair<double, double>> places{{300, 150}, {301, 150}, {100, 150}, {101, 150}, {350, 30}, {351, 30}};
  for (const auto& order : {std::vector<std::size_t>{0, 1, 2, 3, 4, 5}, {5, 3, 1, 0, 2, 4}, {2, 4, 0, 3, 5, 1}}) {
    Street street;
    for (const auto i : order) street.report(places[i].first, places[i].second);
    EXPECT_EQ(street.areas(10, 2).id, (std::vector<std::string>{"5m_70_6", "5m_20_30", "5m_60_30"}));
  }
}

TEST(ClusterAreas, OneCoordinateIsAPile) {
  Street street;
  for (int i = 0; i < 5; ++i) street.report(50, 50);
  for (int i = 0; i < 6; ++i) street.report(300 + i, 50);
  const auto areas = street.areas(10, 5);
  ASSERT_EQ(areas.size(), 2U);
  EXPECT_EQ(areas.reports[0], 6U);  // more reports first
  EXPECT_EQ(areas.pile[0], 0);
  EXPECT_EQ(areas.distinct_places[1], 1U);
  EXPECT_EQ(areas.pile[1], 1);
  EXPECT_DOUBLE_EQ(areas.pile_share[1], 1);
}

TEST(ClusterAreas, ALongChainIsOnePieceOfGround) {
  Street street;
  for (int i = 0; i < 30; ++i) street.report(20 + 9.99 * i, 20 + 0.2 * i);  // steps just below eps, so cells are two apart
  const auto areas = street.areas(10, 2);
  ASSERT_EQ(areas.size(), 1U);
  EXPECT_EQ(areas.shapes.part_offsets.size(), 2U);  // one part
  const auto sizes = signed_ring_areas(areas.shapes.view());
  EXPECT_NEAR(std::accumulate(sizes.begin(), sizes.end(), 0.0), areas.area_m2[0], 1e-6);
}

TEST(ClusterAreas, NothingDenseIsAnEmptyTable) {
  Street street;
  street.report(20, 20);
  EXPECT_EQ(street.areas(10, 2).size(), 0U);
}

}  // namespace
}  // namespace bailiwick
