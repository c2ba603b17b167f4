// The same map gives the same bytes, whatever the threads, the starts and directions of rings and the order of parts.
#include "town.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace bailiwick {
namespace {

using test::Town;

/// Blocks that overlap, leave a hole, miss each other by hairs, and one of two parts.
Town messy() {
  Town town;
  town.begin_level("district");
  town.zone("X", {{{0, 0}, {300, 0}, {301, 210}, {0, 200}}});
  town.begin_level("block", 0);
  town.zone("A", {{{0, 0}, {200, 3}, {190, 104}, {0, 100}}});
  town.zone("B", {{{180, -3}, {300, 0}, {310, 90}, {185, 111}}});
  town.zone("C", {{{0, 100}, {150, 98.001}, {300, 95}, {300, 200}, {0, 200}}, {{40, 120}, {90, 125}, {70, 160}}});
  town.add_part({{{50, 130}, {60, 130}, {60, 140}}});
  town.add_part({{{-20, 10}, {7, 11}, {5, 60}}});
  town.end_zone("D");
  return town;
}

/// The same zones: every ring starts a vertex later and runs the other way round, parts come in reverse order.
Town turned(const Town& town) {
  Town result = town;
  Polygons shapes;
  const auto& from = town.zones.shapes;
  for (std::size_t s = 0; s < from.size(); ++s) {
    for (auto p = from.shape_offsets[s + 1]; p-- > from.shape_offsets[s];) {
      for (auto r = from.part_offsets[p]; r < from.part_offsets[p + 1]; ++r) {
        const auto begin = from.ring_offsets[r];
        const auto n = from.ring_offsets[r + 1] - begin - 1;
        for (std::uint32_t i = 0; i <= n; ++i) {
          const auto v = begin + (2 * n + 1 - i) % n;
          shapes.add_vertex(from.x[v], from.y[v]);
        }
        shapes.end_ring();
      }
      shapes.end_part();
    }
    shapes.end_shape();
  }
  result.zones.shapes = shapes;
  return result;
}

void expect_same(const Findings& a, const Findings& b) {
  EXPECT_EQ(a.id, b.id);
  EXPECT_EQ(a.area_m2, b.area_m2);
  EXPECT_EQ(a.rim_m, b.rim_m);
  EXPECT_EQ(a.pieces, b.pieces);
  EXPECT_EQ(a.severity, b.severity);
  EXPECT_EQ(a.reason, b.reason);
  EXPECT_EQ(a.shapes.x, b.shapes.x);
  EXPECT_EQ(a.shapes.y, b.shapes.y);
  EXPECT_EQ(a.shapes.ring_offsets, b.shapes.ring_offsets);
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) EXPECT_TRUE(a.width_m[i] == b.width_m[i] || a.kind[i] == FindingKind::tie);
}

void expect_same(const Coverage& a, const Coverage& b) {
  expect_same(a.gaps, b.gaps);
  expect_same(a.overlaps, b.overlaps);
  expect_same(a.children, b.children);
  EXPECT_EQ(a.zones.area_m2, b.zones.area_m2);
  EXPECT_EQ(a.zones.overlap_m2, b.zones.overlap_m2);
  EXPECT_EQ(a.level_covered_share, b.level_covered_share);
  EXPECT_EQ(a.units.area_m2, b.units.area_m2);
}

Coverage audited(const Town& town, unsigned threads) {
  Context context;
  context.threads = threads;
  return audit(town.zones, town.study(), test::metres(), {}, {}, context);
}

TEST(AuditOrder, ThreadsChangeNoByte) {
  const auto town = messy();
  const auto one = audited(town, 1);
  EXPECT_GT(one.gaps.size(), 0U);
  EXPECT_GT(one.overlaps.size(), 0U);
  EXPECT_GT(one.children.size(), 0U);
  for (const unsigned threads : {2U, 3U, 8U}) expect_same(one, audited(town, threads));
}

TEST(AuditOrder, StartsAndDirectionsOfRingsAndOrderOfPartsChangeNoByte) {
  const auto town = messy();
  expect_same(audited(town, 1), audited(turned(town), 2));
}

}  // namespace
}  // namespace bailiwick
