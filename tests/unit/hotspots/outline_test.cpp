#include "hotspots/outline.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>

namespace bailiwick::hotspots_room {
namespace {

/// Draws a map from the north down; '#' is a chosen cell of 100 m.
struct Map {
  Lattice lattice;
  std::vector<std::uint8_t> chosen;

  explicit Map(const std::vector<std::string>& rows) {
    lattice = {100, 0, 0, static_cast<std::uint32_t>(rows.front().size()), static_cast<std::uint32_t>(rows.size())};
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
      for (const char c : *row) chosen.push_back(c == '#' ? 1 : 0);
    }
  }
  [[nodiscard]] std::vector<std::vector<std::uint32_t>> groups() const { return joined_by_edges(lattice, chosen); }
  [[nodiscard]] Polygons outlines() const {
    Polygons shapes;
    for (const auto& group : groups()) append_outline(lattice, group, shapes);
    return shapes;
  }
};

double ring_area(const Polygons& p, std::size_t ring) {
  double sum = 0;
  for (auto v = p.ring_offsets[ring]; v + 1 < p.ring_offsets[ring + 1]; ++v) sum += p.x[v] * p.y[v + 1] - p.x[v + 1] * p.y[v];
  return sum / 2;
}

TEST(JoinedByEdges, CellsTouchingInACornerStayApart) {
  const Map map({"##.#",  //
                 "..#.",  //
                 "#.##"});
  const auto groups = map.groups();
  ASSERT_EQ(groups.size(), 4U);
  EXPECT_EQ(groups[0], (std::vector<std::uint32_t>{0}));
  EXPECT_EQ(groups[1], (std::vector<std::uint32_t>{2, 3, 6}));
  EXPECT_EQ(groups[2], (std::vector<std::uint32_t>{8, 9}));
  EXPECT_EQ(groups[3], (std::vector<std::uint32_t>{11}));
}

TEST(Outline, ARectangleHasFourCornersCounterClockwise) {
  const auto shapes = Map({"....", ".##.", "...."}).outlines();
  EXPECT_EQ(shapes.x, (std::vector<double>{100, 300, 300, 100, 100}));
  EXPECT_EQ(shapes.y, (std::vector<double>{100, 100, 200, 200, 100}));
}

TEST(Outline, AHoleRunsClockwise) {
  const auto shapes = Map({"####",  //
                           "#..#",  //
                           "####"}).outlines();
  ASSERT_EQ(shapes.ring_offsets.size(), 3U);
  EXPECT_EQ(ring_area(shapes, 0), 120'000);
  EXPECT_EQ(ring_area(shapes, 1), -20'000);
}

TEST(Outline, RingsTouchInCornersAndNeverThemselves) {
  for (const auto& rows : {std::vector<std::string>{"###.",   // the hole touches the outside in one corner
                                                    "#.##",  //
                                                    "####", "#..."},
                           std::vector<std::string>{"#####",  // two holes touch each other in one corner
                                                    "#.###",  //
                                                    "##.##",  //
                                                    "#####"},
                           std::vector<std::string>{".###",  // the ends of the bow touch in one corner
                                                    "#..#",  //
                                                    "#..#", "####"}}) {
    const Map map(rows);
    ASSERT_EQ(map.groups().size(), 1U);
    const auto shapes = map.outlines();
    double area = 0;
    for (std::size_t ring = 0; ring + 1 < shapes.ring_offsets.size(); ++ring) {
      area += ring_area(shapes, ring);
      EXPECT_EQ(ring_area(shapes, ring) > 0, ring == 0);
      std::set<std::pair<double, double>> corners;
      for (auto v = shapes.ring_offsets[ring]; v + 1 < shapes.ring_offsets[ring + 1]; ++v) {
        EXPECT_TRUE(corners.emplace(shapes.x[v], shapes.y[v]).second) << "ring " << ring << " meets itself";
      }
    }
    EXPECT_EQ(area, 1e4 * static_cast<double>(map.groups().front().size()));
  }
}

}  // namespace
}  // namespace bailiwick::hotspots_room
