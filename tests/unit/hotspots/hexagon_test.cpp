/// Hexagons, by their geometry.
#include <bailiwick/hotspots.h>
#include <bailiwick/weights.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>

#include "hotspots/outline.h"

namespace bailiwick {
namespace {

const Lattice kHexagons{100, -3, -2, 7, 6, CellShape::hexagon};

std::uint32_t at(std::uint32_t column, std::uint32_t row) { return row * kHexagons.columns + column; }

TEST(Hexagons, HaveSixNeighboursACellAway) {
  const auto inner = cells_beside(kHexagons, at(3, 3), true);
  ASSERT_EQ(inner.count, 6);
  EXPECT_TRUE(std::is_sorted(inner.begin(), inner.end()));
  for (const auto other : inner) {
    const double dx = kHexagons.centre_x_m(other % 7, other / 7) - kHexagons.centre_x_m(3, 3), dy = kHexagons.centre_y_m(other / 7) - kHexagons.centre_y_m(3);
    EXPECT_NEAR(std::hypot(dx, dy), 100, 1e-9);
  }
}

TEST(Hexagons, NeighboursAreMutualAndTheRimHasFewer) {
  for (std::uint32_t cell = 0; cell < kHexagons.size(); ++cell) {
    for (const auto other : cells_beside(kHexagons, cell, false)) {
      const auto back = cells_beside(kHexagons, other, false);
      EXPECT_EQ(std::count(back.begin(), back.end(), cell), 1) << cell << " and " << other;
    }
  }
  EXPECT_LT(cells_beside(kHexagons, at(0, 0), false).count, 6);
}

TEST(Hexagons, TheCellOfAPlaceIsTheOneOfTheNearestCentre) {
  std::mt19937 random(4);
  std::uniform_real_distribution<double> along(-400, 450);
  std::vector<double> x(2000), y(2000);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = along(random), y[i] = along(random);
  const auto cell = cell_of(kHexagons, {x, y});
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (cell[i] == kNoCell) continue;
    const auto away = [&](std::uint32_t c) { return std::hypot(x[i] - kHexagons.centre_x_m(c % 7, c / 7), y[i] - kHexagons.centre_y_m(c / 7)); };
    for (std::uint32_t other = 0; other < kHexagons.size(); ++other) EXPECT_LE(away(cell[i]), away(other) + 1e-9);
    EXPECT_LE(away(cell[i]), 100 / std::sqrt(3.0) + 1e-9);  // within the circle through the corners
  }
  EXPECT_GT(std::count_if(cell.begin(), cell.end(), [](auto c) { return c != kNoCell; }), 500);
}

TEST(Hexagons, CornersAreSharedToTheLastBit) {
  std::map<std::pair<double, double>, int> corners;
  for (std::uint32_t cell = 0; cell < kHexagons.size(); ++cell) {
    const auto c = cell_corners(kHexagons, cell);
    ASSERT_EQ(c.count, 6);
    for (std::size_t i = 0; i < 6; ++i) ++corners[{c.x_m[i], c.y_m[i]}];
  }
  const auto inner = std::count_if(corners.begin(), corners.end(), [](const auto& one) { return one.second == 3; });
  EXPECT_EQ(inner, 5 * 12);  // between two rows of seven: six above and six below
  for (const auto& [place, times] : corners) EXPECT_LE(times, 3);
}

TEST(Hexagons, TheOutlineHasTheAreaOfItsCells) {
  std::vector<std::uint32_t> ring;  // the six around one, which is a hole
  for (const auto other : cells_beside(kHexagons, at(3, 3), false)) ring.push_back(other);
  Polygons shapes;
  hotspots_room::append_outline(kHexagons, ring, shapes);
  EXPECT_EQ(shapes.ring_offsets.size(), 3U);  // the outer ring and the hole
  const auto areas = signed_ring_areas(shapes.view());
  EXPECT_NEAR(std::abs(areas[0]), 6 * kHexagons.cell_area_m2(), 1e-6);
  EXPECT_NEAR(kHexagons.cell_area_m2(), std::sqrt(3.0) / 2 * 100 * 100, 1e-9);
}

TEST(Hexagons, GiStarIsThatOfTheSameNeighboursWrittenDown) {
  std::mt19937 random(1);
  std::vector<std::uint32_t> count(kHexagons.size());
  for (auto& c : count) c = static_cast<std::uint32_t>(random() % 5);
  std::vector<std::uint8_t> inside(kHexagons.size(), 1);
  inside[at(2, 2)] = 0;
  const auto gi = getis_ord(kHexagons, count, inside);
  const auto weights = lattice_weights(kHexagons, inside, Neighbours::rook);
  EXPECT_EQ(weights.rule, "hexagon");
  std::vector<double> value;
  for (std::size_t i = 0; i < count.size(); ++i) {
    if (inside[i] != 0) value.push_back(count[i]);
  }
  const double n = static_cast<double>(value.size()), mean = std::accumulate(value.begin(), value.end(), 0.0) / n;
  double variance = 0;
  for (const double v : value) variance += (v - mean) * (v - mean) / n;
  std::size_t place = 0;
  for (std::size_t cell = 0; cell < count.size(); ++cell) {
    if (inside[cell] == 0) continue;
    double sum = value[place], w = 1;
    for (const auto other : weights.of(place)) sum += value[other], w += 1;
    EXPECT_NEAR(gi.z[cell], (sum - mean * w) / std::sqrt(variance * (n * w - w * w) / (n - 1)), 1e-12);
    ++place;
  }
}

TEST(Hexagons, TakePartWhereTheirCentreLiesInTheArea) {
  Polygons area;
  for (const auto& [x, y] : {std::pair{-100.0, -100.0}, {200.0, -100.0}, {200.0, 100.0}, {-100.0, 100.0}, {-100.0, -100.0}}) area.add_vertex(x, y);
  area.end_ring();
  area.end_part();
  area.end_shape();
  const auto lattice = lattice_over(area.view(), 50, 0, {}, CellShape::hexagon);
  const auto inside = cells_inside(lattice, area.view());
  for (std::uint32_t cell = 0; cell < lattice.size(); ++cell) {
    const double x = lattice.centre_x_m(cell % lattice.columns, cell / lattice.columns), y = lattice.centre_y_m(cell / lattice.columns);
    EXPECT_EQ(inside[cell] != 0, x >= -100 && x < 200 && y > -100 && y < 100) << x << " " << y;
  }
  EXPECT_EQ(cell_id(lattice, 0, 0).substr(0, 8), "50m_hex_");
}

}  // namespace
}  // namespace bailiwick
