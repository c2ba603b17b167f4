// The generator's exact places, and the ground plan they make.
#include <generator/mesh.h>
#include <generator/plan.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace generator {
namespace {

TEST(GeneratorPlace, SegmentsMeetUnlessTheyShareAnEndAndPart) {
  const Place a{0, 0}, b{10, 0}, c{10, 10}, d{5, -5}, e{5, 5}, f{5, 0};
  EXPECT_FALSE(meet(a, b, b, c));          // a corner
  EXPECT_TRUE(meet(a, b, d, e));           // a crossing
  EXPECT_TRUE(meet(a, b, e, f));           // an end on the other: a T-junction
  EXPECT_TRUE(meet(a, b, a, f));           // back over itself
  EXPECT_TRUE(meet(a, b, b, a));           // the same segment
  EXPECT_FALSE(meet(a, b, {0, 1}, {10, 1}));
}

TEST(GeneratorPlace, AHoleIsOutside) {
  const Polygon square{{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, {{4, 4}, {4, 6}, {6, 6}, {6, 4}}};
  EXPECT_TRUE(contains(square, {1, 1}));
  EXPECT_FALSE(contains(square, {5, 5}));
  EXPECT_FALSE(contains(square, {11, 5}));
}

class GeneratorPlan : public ::testing::Test {
 protected:
  static Mesh made(double jitter) {
    PlanOptions options;
    options.bricks = 500;
    options.jitter = jitter;
    options.inner_median = 4;
    options.inner_max = 20;
    return plan(options, ground_at(113.82, 34.03, 1), 7);
  }
};

TEST_F(GeneratorPlan, NoTwoEdgesMeetButInTheirNodes) { EXPECT_TRUE(meeting_arcs(made(0.2).arcs).empty()); }

TEST_F(GeneratorPlan, TheWholeIsTheSumOfItsParts) {
  Mesh mesh = made(0.14);
  Random random(1, 1);
  std::vector<std::uint32_t> all(mesh.faces.size());
  std::iota(all.begin(), all.end(), 0U);
  const auto part = regions(mesh, all, 7, random);
  Wide sum = 0, whole = 0;
  std::vector<std::size_t> size(7, 0);
  for (std::uint32_t p = 0; p < 7; ++p) {
    std::vector<std::uint32_t> faces;
    for (const auto face : all)
      if (part[face] == p) faces.push_back(face);
    size[p] = faces.size();
    for (const Polygon& polygon : dissolved(mesh, faces))
      for (const Ring& ring : polygon) sum += doubled_area(ring);
  }
  for (const Polygon& polygon : dissolved(mesh, all))
    for (const Ring& ring : polygon) whole += doubled_area(ring);
  EXPECT_TRUE(sum == whole);
  EXPECT_GT(*std::min_element(size.begin(), size.end()), 30U);
}

TEST_F(GeneratorPlan, AnEnclaveFillsTheHoleOfItsHost) {
  Mesh mesh = made(0.14);
  Random random(1, 1);
  const Ground ground = ground_at(113.82, 34.03, 1);
  const auto before = doubled_area(dissolved(mesh, {200}).front().front());
  const auto island = add_enclave(mesh, 200, ground, random);
  const auto host = dissolved(mesh, {200}).front();
  ASSERT_EQ(host.size(), 2U);
  EXPECT_TRUE(doubled_area(host[0]) == before);
  EXPECT_TRUE(doubled_area(host[1]) == -doubled_area(dissolved(mesh, {island}).front().front()));
  EXPECT_EQ(dissolved(mesh, {200, island}).front().size(), 1U);
  EXPECT_TRUE(meeting_arcs(mesh.arcs).empty());
}

}  // namespace
}  // namespace generator
