#include "index/area_order.h"
#include "index/exact_sum.h"
#include "town.h"

#include "property/coverage_oracle.h"

#include <bailiwick/error.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <random>
#include <string>

namespace bailiwick::test {
namespace {

TEST(AreaOrder, HolesDoNotCount) {
  const Town town({"AAABBBB",
                   "A.ABBBB",
                   "AAAC.BB"});
  // A: 8 squares, B: 10, C: 1
  const auto index = town.index();
  EXPECT_EQ(index.area_rank(town.zone("C")), 0U);
  EXPECT_EQ(index.area_rank(town.zone("A")), 1U);
  EXPECT_EQ(index.area_rank(town.zone("B")), 2U);
}

TEST(AreaOrder, EqualAreasShareOnePlaceWhateverTheirShape) {
  const Town town({"AABCC",
                   "AAB..",
                   "..BC.",
                   "..BC."});
  const auto index = town.index();
  EXPECT_EQ(index.area_rank(town.zone("A")), 0U);
  EXPECT_EQ(index.area_rank(town.zone("B")), 0U);
  EXPECT_EQ(index.area_rank(town.zone("C")), 0U);
}

TEST(AreaOrder, OneUnitInTheLastPlaceIsADifference) {
  LevelInput level{"zone", Role::partition, "", false, {}, {}};
  const auto box = [&](const char* id, double west, double east) {
    level.rows.push_back({id, "", "", "", "", "", NAN});
    for (const auto& [x, y] : {std::pair{west, 30.0}, {east, 30.0}, {east, 31.0}, {west, 31.0}, {west, 30.0}}) level.shapes.add_vertex(x, y);
    level.shapes.end_ring();
    level.shapes.end_part();
    level.shapes.end_shape();
  };
  box("a", 120, std::nextafter(121.0, 122));
  box("b", 120, 121);
  const auto index = ZoneIndex::build(build_zones({level}, "").zones);
  EXPECT_EQ(index.area_rank(ZoneId{0}), 1U);
  EXPECT_EQ(index.area_rank(ZoneId{1}), 0U);
}

/// Ranks of zones given as rings, in the order given; ids keep that order.
std::vector<std::uint32_t> ranks(const std::vector<Shape>& shapes) {
  LevelInput level{"zone", Role::partition, "", false, {}, {}};
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    level.rows.push_back({std::to_string(1000 + i), "", "", "", "", "", NAN});
    for (const auto& ring : shapes[i]) {
      for (const auto& [x, y] : ring) level.shapes.add_vertex(x, y);
      level.shapes.add_vertex(ring.front().first, ring.front().second);
      level.shapes.end_ring();
    }
    level.shapes.end_part();
    level.shapes.end_shape();
  }
  const auto index = ZoneIndex::build(build_zones({level}, "").zones);
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < shapes.size(); ++i) found.push_back(index.area_rank(ZoneId{i}));
  return found;
}

Ring box(double west, double south, double east, double north) { return {{west, south}, {east, south}, {east, north}, {west, north}}; }

TEST(AreaOrder, RingsThatCrossCountWhereAnOddNumberHoldsThePlace) {
  // By hand. Two bars, 3 x 1 across 1 x 3: 3 + 3 - 2 = 4. A ring drawn twice holds nothing. A bow-tie whose edges y = x and y = 2 - 2x meet at x = 2/3 has two
  // triangles, 2/3 and 1/6: 5/6, which no double is; its mirror image is equal. A hole that touches its shell in a corner: 4 - 1 = 3.
  const Ring tie{{0, 0}, {1, 1}, {1, 0}, {0, 2}}, mirrored{{8, 0}, {7, 1}, {7, 0}, {8, 2}};
  const double above = 5.0 / 6, below = std::nextafter(above, 0.0);  // 5/6 is rounded up: 7505999378950827 / 2^53
  EXPECT_EQ(ranks({{box(0, 0, 3, 1), box(1, -1, 2, 2)},
                   {box(0, 0, 4, 1)},
                   {box(0, 0, 2, 2), box(0, 0, 2, 2)},
                   {tie},
                   {mirrored},
                   {box(0, 0, 1, below)},
                   {box(0, 0, 1, above)},
                   {box(0, 0, 2, 2), Ring{{0, 0}, {1, 1}, {0, 1}}, Ring{{2, 2}, {2, 1}, {1, 1}}}}),
            (std::vector<std::uint32_t>{6, 6, 0, 2, 2, 1, 4, 5}));
}

TEST(AreaOrder, IsThatOfRationalAreasWhateverTheRings) {
  std::mt19937 random(20261122);
  const auto up_to = [&](unsigned most) { return static_cast<unsigned>(random()) % (most + 1); };
  for (int round = 0; round < 60; ++round) {
    std::vector<Shape> shapes(6);
    for (auto& shape : shapes) {
      shape.resize(1 + up_to(2));
      for (auto& ring : shape) {
        ring.resize(3 + up_to(4));
        for (auto& [x, y] : ring) x = up_to(5), y = up_to(5);  // so few places that everything degenerate happens
      }
    }
    std::vector<Rational> area;
    for (const auto& shape : shapes) {
      const SlabOracle oracle({shape});
      area.push_back(oracle.areas().empty() ? Rational(0) : oracle.areas().begin()->second);
    }
    std::vector<std::uint32_t> expected;
    for (const auto& a : area) {
      expected.push_back(static_cast<std::uint32_t>(std::count_if(area.begin(), area.end(), [&](const Rational& other) { return other < a; })));
    }
    EXPECT_EQ(ranks(shapes), expected) << "round " << round;
  }
}

/// A ring round (0, 0) with this many vertices between two radii; `turn` shifts which of them are far out.
Ring gear(int vertices, double turn) {
  Ring ring;
  for (int i = 0; i < vertices; ++i) {
    const double angle = 2 * M_PI * i / vertices, radius = 1 + 0.001 * std::sin(7919.0 * i + turn);
    ring.emplace_back(radius * std::cos(angle), radius * std::sin(angle));
  }
  return ring;
}

TEST(AreaOrder, BordersDrawnTwiceTakeNoLongerThanTheyAreLong) {
  // Two rings of 10,000 edges that cross each other all along hold what is between them only; the bar is larger, the sliver is not.
  // Comparing all pairs of edges, or one exact sum of all pieces, would take minutes.
  const auto start = std::clock();
  EXPECT_EQ(ranks({{gear(10'000, 0), gear(10'000, 1)}, {box(0, 0, 1, 0.0001)}, {box(0, 0, 1, 0.5)}}), (std::vector<std::uint32_t>{1, 0, 2}));
  EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, 60.0);
}

TEST(AreaOrder, AScribbleIsRefusedInASentence) {
  std::mt19937 random(7);
  Ring scribble;
  for (int i = 0; i < 4000; ++i) scribble.emplace_back(static_cast<double>(random()) / 1e6, static_cast<double>(random()) / 1e6);
  try {
    (void)ranks({{scribble}});
    FAIL() << "4,000 chords of a square meet each other some 1.8 million times";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::limit_exceeded);
    EXPECT_NE(std::string(error.what()).find("draw it anew"), std::string::npos);
  }
}

TEST(ExactSum, LosesNothing) {
  index::ExactSum sum;
  sum.add_product(1e15, 1e15);
  sum.add_product(1e-100, 1e-100);
  sum.add_product(-1e15, 1e15);
  sum.carry();
  EXPECT_EQ(sum.sign(), 1);
  sum.add_product(-1e-100, 1e-100);
  sum.carry();
  EXPECT_EQ(sum.sign(), 0);
  sum.add(-0.5);
  sum.carry();
  EXPECT_EQ(sum.sign(), -1);
}

}  // namespace
}  // namespace bailiwick::test
