#include "town.h"

#include <gtest/gtest.h>

#include <set>

namespace bailiwick {
namespace {

using test::Town;

TEST(Repair, AGapGoesToItsLongestNeighbourAndAnOverlapToTheOneThatAnswers) {
  Town town;
  town.begin_level("block");
  town.zone("A", {{{0, 0}, {200, 0}, {200, 100}, {0, 100}}});
  town.zone("B", {{{150, 0}, {300, 0}, {300, 100}, {150, 100}}});                // over A by 50 m; smaller, so it answers
  town.zone("C", {{{0, 100}, {300, 100}, {300, 200}, {0, 200}}, {{100, 120}, {150, 120}, {150, 150}, {100, 150}}});  // a hole
  const auto mended = propose_repair(town.zones, 0, town.study(), test::metres());
  EXPECT_EQ(mended.before_m2, (std::vector<double>{20000, 15000, 28500}));
  EXPECT_EQ(mended.after_m2, (std::vector<double>{15000, 15000, 30000}));
  EXPECT_EQ(mended.changed, (std::vector<std::uint8_t>{1, 0, 1}));
  EXPECT_EQ(signed_ring_areas(mended.shapes.view()), mended.after_m2);
}

TEST(Repair, WhatIsMendedAuditsClean) {
  Town town;
  town.begin_level("block");
  town.zone("A", {{{0, 0}, {210, 3}, {190, 104}, {0, 100}}});
  town.zone("B", {{{180, -3}, {300, 0}, {310, 90}, {185, 111}}});
  town.zone("C", {{{0, 100}, {150, 98}, {300, 95}, {300, 200}, {0, 200}}});
  auto zones = town.zones;
  const auto mended = propose_repair(zones, 0, town.study(), test::metres());
  zones.shapes = mended.shapes;
  const auto again = audit(zones, {level_union(zones, 0, true), false}, test::metres());
  EXPECT_EQ(again.overlaps.size(), 0U);
  EXPECT_EQ(again.gaps.size(), 0U);
  EXPECT_TRUE(again.invalid.empty());
}

TEST(Repair, LawfulGroundStaysShared) {
  Town town;
  town.begin_level("block");
  town.zone("A", {{{0, 0}, {200, 0}, {200, 100}, {0, 100}}});
  town.zone("B", {{{150, 0}, {300, 0}, {300, 100}, {150, 100}}});
  CoverageOptions options;
  options.lawful.push_back({0, "A", "B", "market"});
  EXPECT_EQ(propose_repair(town.zones, 0, town.study(), test::metres(), options).changed, (std::vector<std::uint8_t>{0, 0}));
}

TEST(Repair, OfDuplicatesOneKeepsTheGround) {
  Town town;
  town.begin_level("block");
  town.zone("A", {{{0, 0}, {200, 0}, {200, 100}, {0, 100}}});
  town.zone("B", {{{0, 0}, {200, 0}, {200, 100}, {0, 100}}});
  const auto mended = propose_repair(town.zones, 0, town.study(), test::metres());
  EXPECT_EQ(mended.after_m2, (std::vector<double>{20000, 0}));
  EXPECT_EQ(mended.shapes.size(), 2U);
}

TEST(Repair, AnAcrossLevelIsRefused) {
  Town town;
  town.begin_level("road", -1, Role::across);
  town.zone("A", {{{0, 0}, {1, 0}, {0, 1}}});
  EXPECT_THROW((void)propose_repair(town.zones, 0, town.study(), test::metres()), Error);
}

TEST(Snap, RoundedJunctionsCloseAndAreReported) {
  Town town;
  town.begin_level("block");
  town.zone("A", {{{0, 0}, {200, 0}, {200, 100}, {100, 100.003}, {0, 100}}});
  town.zone("B", {{{0, 100}, {100, 99.998}, {200, 100}, {200, 200}, {0, 200}}});
  CoverageOptions options;
  EXPECT_EQ(audit(town.zones, town.study(), test::metres(), {}, options).overlaps.size(), 1U);
  options.snap_m = 0.01;
  const auto found = audit(town.zones, town.study(), test::metres(), {}, options);
  EXPECT_EQ(found.overlaps.size(), 0U);
  EXPECT_EQ(found.gaps.size(), 0U);
  EXPECT_EQ(found.snapping.vertices, 12U);
  EXPECT_EQ(found.snapping.moved, 2U);
  EXPECT_NEAR(found.snapping.farthest_m, 0.003, 1e-9);
}

TEST(Units, ZonesOfOneUnitAddUpAndDoNotOverlapThemselves) {
  Town town;
  town.begin_level("block");
  town.zone("A", {{{0, 0}, {200, 0}, {200, 100}, {0, 100}}});
  town.zone("B", {{{150, 0}, {300, 0}, {300, 100}, {150, 100}}});
  town.zone("C", {{{290, 0}, {400, 0}, {400, 100}, {290, 100}}});
  town.zones.unit = {UnitId{0}, UnitId{0}, UnitId{1}};
  const auto found = audit(town.zones, Town::study({"#####"}), test::metres());
  EXPECT_EQ(found.units.zones, (std::vector<std::uint32_t>{2, 1}));
  EXPECT_EQ(found.units.area_m2, (std::vector<double>{30000, 11000}));
  EXPECT_EQ(found.units.overlap_m2, (std::vector<double>{1000, 1000}));
  EXPECT_EQ(found.units.gap_m2, (std::vector<double>{0, 10000}));
  EXPECT_EQ(found.units.covered_share, (std::vector<double>{1, 1}));
}

TEST(History, FindingsAreOpenNewOrFixed) {
  Town before;
  before.level("block", {"AAAAAA", "A..B.B", "ABBBBB"});
  Town now;
  now.level("block", {"AAAAAAA", "A..BBBB", "ABBBB.B", "BBBBBBB"});
  const auto old = audit(before.zones, before.study(), test::metres()).gaps;
  std::vector<EarlierFinding> earlier;
  for (std::size_t i = 0; i < old.size(); ++i) {
    earlier.push_back({old.id[i], "block", std::string(code(old.kind[i])), {"A", "B"}, 0, 0, 0, 0});
    const auto [begin, end] = old.shapes.view().vertices_of_shape(i);
    earlier[i].west = *std::min_element(old.shapes.x.begin() + begin, old.shapes.x.begin() + end);
    earlier[i].east = *std::max_element(old.shapes.x.begin() + begin, old.shapes.x.begin() + end);
    earlier[i].south = *std::min_element(old.shapes.y.begin() + begin, old.shapes.y.begin() + end) + 100;  // the map grew to the south
    earlier[i].north = *std::max_element(old.shapes.y.begin() + begin, old.shapes.y.begin() + end) + 100;
  }
  earlier[1].zones = {"B"};
  const auto found = audit(now.zones, now.study(), test::metres()).gaps;
  ASSERT_EQ(found.size(), 2U);  // the long gap stays, though a row further north; the single one is gone; another is new
  const auto history = since(found, now.zones, earlier);
  EXPECT_EQ(history.earlier_id, (std::vector<std::string>{earlier[0].id, ""}));
  EXPECT_EQ(history.fixed, std::vector<std::size_t>{1});
}

}  // namespace
}  // namespace bailiwick
