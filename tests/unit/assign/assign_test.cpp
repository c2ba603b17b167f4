#include "town.h"

#include <bailiwick/error.h>

#include <gtest/gtest.h>

namespace bailiwick::test {
namespace {

TEST(Assign, ReportInAGapBelongsToNoZoneAndIsStillCounted) {
  const Town town({"AAAB.",
                   "AAAB."});
  const auto placed = town.assign({"..1..",
                                   "....2"});
  EXPECT_EQ(placed.zone_of('1'), "A");
  EXPECT_EQ(placed.zone_of('2'), kNoZone);
  EXPECT_EQ(placed.placement_of('1'), Placement::inside);
  EXPECT_EQ(placed.placement_of('2'), Placement::outside);
  EXPECT_EQ(placed.count(), 2U);
}

TEST(Assign, ReportOnAnUprightBorderBelongsToTheZoneOnItsRight) {
  const Town town({"AB",
                   "AB"});
  const auto placed = town.assign(Places("1", {100}, {50}));
  EXPECT_EQ(placed.zone_of('1'), "B");
  EXPECT_EQ(placed.placement_of('1'), Placement::border);
}

TEST(Assign, ReportOnALevelBorderBelongsToTheZoneAbove) {
  const Town town({"AA",
                   "BB"});
  const auto placed = town.assign(Places("1", {150}, {100}));
  EXPECT_EQ(placed.zone_of('1'), "A");
}

TEST(Assign, ReportWhereFourZonesMeetBelongsToTheUpperRightOne) {
  const Town town({"AB",
                   "CD"});
  const auto placed = town.assign(Places("1", {100}, {100}));
  EXPECT_EQ(placed.zone_of('1'), "B");
  EXPECT_EQ(placed.also('1'), "");
}

TEST(Assign, TheLowerAndLeftRimBelongToTheCityTheUpperAndRightDoNot) {
  const Town town({"A"});
  const auto placed = town.assign(Places("1234", {0, 50, 100, 50}, {50, 0, 50, 100}));
  EXPECT_EQ(placed.zone_of('1'), "A");
  EXPECT_EQ(placed.zone_of('2'), "A");
  EXPECT_EQ(placed.zone_of('3'), kNoZone);
  EXPECT_EQ(placed.zone_of('4'), kNoZone);
}

TEST(Assign, AllTouchingGivesEveryZoneAtACorner) {
  const Town town({"AB",
                   "CD"});
  AssignOptions options;
  options.border = BorderRule::all_touching;
  const auto placed = town.assign(Places("12", {100, 0}, {100, 0}), options);
  EXPECT_EQ(placed.zone_of('1'), "A");  // equal areas, so the first id answers
  EXPECT_EQ(placed.also('1'), "BCD");
  EXPECT_EQ(placed.placement_of('1'), Placement::border);  // neighbours that touch do not overlap
  EXPECT_EQ(placed.zone_of('2'), "C");
  EXPECT_EQ(placed.placement_of('2'), Placement::border);
}

TEST(Assign, AllTouchingCallsItAnOverlapWhereAZoneHoldsTheReportOffItsBorder) {
  LevelInput level{"zone", Role::partition, "", false, {}, {}};
  const auto box = [&](const char* id, double west, double east) {
    level.rows.push_back({id, "", "", "", "", "", std::nan("")});
    for (const auto& [x, y] : {std::pair{west, 0.0}, {east, 0.0}, {east, 10.0}, {west, 10.0}, {west, 0.0}}) level.shapes.add_vertex(x, y);
    level.shapes.end_ring();
    level.shapes.end_part();
    level.shapes.end_shape();
  };
  box("A", 0, 10);
  box("B", 10, 30);
  box("C", 5, 20);  // lies over the border of A and B
  const auto index = ZoneIndex::build(build_zones({level}, "").zones);
  AssignOptions options;
  options.border = BorderRule::all_touching;
  const std::vector<double> x{10, 30, 7}, y{5, 5, 5};
  const auto placed = assign(index, {x, y, {}, {}}, options).levels[0];
  EXPECT_EQ(placed.zone[0], ZoneId{0});  // the smallest of the three
  EXPECT_EQ(placed.placement[0], Placement::overlap_smallest);
  EXPECT_EQ(placed.placement[1], Placement::border);
  EXPECT_EQ(placed.placement[2], Placement::overlap_smallest);
}

TEST(Assign, AHoleBelongsToWhatLiesInIt) {
  const Town town({"AAA",
                   "ABA",
                   "AAA"});
  const auto placed = town.assign({"1..", ".2.", "..."});
  EXPECT_EQ(placed.zone_of('1'), "A");
  EXPECT_EQ(placed.zone_of('2'), "B");
  EXPECT_EQ(placed.also('2'), "");
}

TEST(Assign, AZoneInPartsIsOneZone) {
  const Town town({"A.A",
                   ".A."});
  const auto placed = town.assign({"1.2", ".3."});
  EXPECT_EQ(placed.zone_of('1'), "A");
  EXPECT_EQ(placed.zone_of('2'), "A");
  EXPECT_EQ(placed.zone_of('3'), "A");
}

Town overlapping(std::map<char, double> priorities) {
  return Town(std::vector<TownLevel>{{"zone", {{"AAA"}, {".BB"}}, Role::partition, {}, {}, {}, std::move(priorities)}});
}

TEST(Assign, WithoutPrioritiesTheSmallestZoneAnswersForAnOverlap) {
  const auto placed = overlapping({}).assign({"12."});
  EXPECT_EQ(placed.zone_of('1'), "A");
  EXPECT_EQ(placed.zone_of('2'), "B");
  EXPECT_EQ(placed.placement_of('2'), Placement::overlap_smallest);
  EXPECT_EQ(placed.also('2'), "A");
}

TEST(Assign, TheSmallerPriorityNumberAnswersForAnOverlap) {
  const auto placed = overlapping({{'A', 1}, {'B', 2}}).assign({"12."});
  EXPECT_EQ(placed.zone_of('2'), "A");
  EXPECT_EQ(placed.placement_of('2'), Placement::overlap_priority);
  EXPECT_EQ(placed.also('2'), "B");
}

TEST(Assign, NoPriorityComesLast) {
  EXPECT_EQ(overlapping({{'A', 9}}).assign({".2."}).zone_of('2'), "A");
}

TEST(Assign, TheRuleIdIgnoresPriorityAndArea) {
  AssignOptions options;
  options.overlap = OverlapRule::id;
  const auto placed = overlapping({{'A', 9}, {'B', 1}}).assign({".2."}, options);
  EXPECT_EQ(placed.zone_of('2'), "A");
  EXPECT_EQ(placed.placement_of('2'), Placement::overlap_id);
}

TEST(Assign, NearestTakesInWhatLiesCloseAndSaysHowFar) {
  const Town town({"A..B"});
  AssignOptions options;
  options.nearest_m = 60;
  options.to_metric = town.planes().to_metric;
  const auto placed = town.assign(Places("123", {150, 100, 200}, {50, 50, 50}), options);
  EXPECT_EQ(placed.zone_of('1'), "A");
  EXPECT_EQ(placed.placement_of('1'), Placement::nearest);
  EXPECT_EQ(placed.all().levels[0].distance_m[0], 50);
  EXPECT_EQ(placed.zone_of('2'), "A");  // on the outer rim: out by the half-open rule, at distance 0
  EXPECT_EQ(placed.all().levels[0].distance_m[1], 0);
  EXPECT_EQ(placed.zone_of('3'), kNoZone);
}

TEST(Assign, TiesOfNearestAreSettledByTheOverlapRule) {
  const Town town({"AAA.B"});
  AssignOptions options;
  options.nearest_m = 50;
  options.to_metric = town.planes().to_metric;
  EXPECT_EQ(town.assign(Places("1", {350}, {50}), options).zone_of('1'), "B");  // smaller
  options.overlap = OverlapRule::id;
  EXPECT_EQ(town.assign(Places("1", {350}, {50}), options).zone_of('1'), "A");
}

TEST(Assign, AReportThatIsNowhereIsNamed) {
  const Town town({"A"});
  try {
    (void)town.assign(Places("12", {50, std::numeric_limits<double>::quiet_NaN()}, {50, 7}));
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_coordinate);
    EXPECT_EQ(error.feature(), 1);
    EXPECT_STREQ(error.what(), "report 1: expected finite coordinates of magnitude 1e15 at most, found x = nan, y = 7");
  }
  EXPECT_THROW((void)town.assign(Places("1", {50}, {1.0000001e15})), Error);
}

TEST(Assign, NoReportsAndNoZonesAreFine) {
  EXPECT_EQ(Town(Map{"A"}).assign(Map{"."}).count(), 0U);
  const auto index = ZoneIndex::build(Zones{});
  const Places places("1", {0}, {0});
  const auto placed = assign(index, places.view());
  EXPECT_TRUE(placed.levels.empty());
  EXPECT_EQ(placed.answer.rule.at(0), AnswerRule::outside);
}

}  // namespace
}  // namespace bailiwick::test
