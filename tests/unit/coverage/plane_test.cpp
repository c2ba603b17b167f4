#include "town.h"

#include <gtest/gtest.h>

#include <cmath>

namespace bailiwick {
namespace {

/// A straight line of this plane bows by 0.5 m over 100 m: y falls by the parabola x^2 / 5000.
void bent(std::span<double> x, std::span<double> y) {
  for (std::size_t i = 0; i < x.size(); ++i) y[i] -= x[i] * x[i] / 5000;
}

Polygons square(double x, double y, double side) {
  Polygons p;
  for (const auto& [dx, dy] : {std::pair(0, 0), {1, 0}, {1, 1}, {0, 1}, {0, 0}}) p.add_vertex(x + dx * side, y + dy * side);
  p.end_ring();
  p.end_part();
  p.end_shape();
  return p;
}

TEST(Densified, PiecesBowByTheToleranceAtMost) {
  const auto shape = square(0, 0, 100);
  const auto fine = densified(shape.view(), bent, 0.005);
  // sagitta of a chord of length L on y = x^2 / 5000 is L^2 / 20000: 0.5 m over 100 m, so at least ten pieces for 5 mm
  EXPECT_GE(fine.x.size(), 5U + 2 * 9);
  EXPECT_LE(fine.x.size(), 5U + 2 * 12);
  for (std::size_t v = 0; v + 1 < fine.x.size(); ++v) {
    const double step = fine.x[v + 1] - fine.x[v];
    EXPECT_LE(step * step / 20000, 0.005);
  }
}

TEST(Densified, ASharedEdgeGetsTheSameVerticesFromBothSides) {
  auto both = square(0, 0, 100);
  both.append(square(100.0, 0, 100).view(), 0);
  const auto turned = [](std::span<double> x, std::span<double> y) {
    for (std::size_t i = 0; i < x.size(); ++i) x[i] -= y[i] * y[i] / 5000;
  };
  const auto fine = densified(both.view(), turned, 0.001);
  std::vector<std::pair<double, double>> left;
  std::vector<std::pair<double, double>> right;
  const auto [a, b] = fine.view().vertices_of_shape(0);
  for (auto v = a; v < b; ++v) {
    if (std::abs(fine.x[v] + fine.y[v] * fine.y[v] / 5000 - 100) < 1e-9) left.emplace_back(fine.x[v], fine.y[v]);
  }
  const auto [c, d] = fine.view().vertices_of_shape(1);
  for (auto v = c; v < d; ++v) {
    if (std::abs(fine.x[v] + fine.y[v] * fine.y[v] / 5000 - 100) < 1e-9) right.emplace_back(fine.x[v], fine.y[v]);
  }
  std::sort(left.begin(), left.end());
  left.erase(std::unique(left.begin(), left.end()), left.end());
  std::sort(right.begin(), right.end());
  right.erase(std::unique(right.begin(), right.end()), right.end());
  EXPECT_GT(left.size(), 10U);
  EXPECT_EQ(left, right);
}

TEST(Densified, APlaceTheOtherPlaneHasNotIsAnError) {
  const auto shape = square(0, 0, 1);
  const auto lost = [](std::span<double> x, std::span<double>) { x[0] = INFINITY; };
  EXPECT_THROW((void)densified(shape.view(), lost), Error);
}

TEST(RingAreas, HolesAndIslandsInHolesByEvenOdd) {
  Polygons p;
  for (const double inset : {0.0, 10.0, 20.0}) {
    const auto ring = square(inset, inset, 100 - 2 * inset);
    for (std::size_t v = 0; v < ring.x.size(); ++v) p.add_vertex(ring.x[v], ring.y[v]);
    p.end_ring();
  }
  p.end_part();
  p.end_shape();
  EXPECT_EQ(signed_ring_areas(p.view())[0], 10000 - 6400 + 3600);
}

TEST(RingAreas, AShapeOfNothingHasNone) {
  Polygons p;
  p.end_shape();
  EXPECT_EQ(signed_ring_areas(p.view()), std::vector<double>{0});
}

TEST(RingAreas, FarFromTheOriginNothingIsLost) {
  const auto shape = square(4e7, 4e6, 0.25);
  EXPECT_EQ(signed_ring_areas(shape.view())[0], 0.0625);
}

TEST(Strips, FlatEndsAndMitredCorners) {
  Polygons line;
  for (const auto& [x, y] : {std::pair(0, 0), {100, 0}, {100, 50}}) line.add_vertex(x, y);
  line.end_ring();
  line.end_part();
  line.end_shape();
  const double width = 20;
  const auto strip = strips(line.view(), std::span(&width, 1), test::metres());
  // by hand: (100 + 10) x 20 along the first leg to the outer corner, (50 - 10) x 20 along the second
  EXPECT_NEAR(signed_ring_areas(strip.view())[0], 110 * 20 + 40 * 20, 1e-9);
}

TEST(Strips, AWidthThatIsNoneIsRefused) {
  Polygons line;
  line.add_vertex(0, 0);
  line.add_vertex(1, 0);
  line.end_ring();
  line.end_part();
  line.end_shape();
  const double width = 0;
  try {
    (void)strips(line.view(), std::span(&width, 1), test::metres());
    FAIL();
  } catch (const Error& e) {
    EXPECT_STREQ(e.what(), "line 0: expected a width in metres above 0, found 0.000000");
  }
}

}  // namespace
}  // namespace bailiwick
