#include "town.h"

#include <gtest/gtest.h>

#include <cmath>

namespace bailiwick {
namespace {

using test::Town;

Coverage audited(const Town& town, const CoverageOptions& options = {}) { return audit(town.zones, town.study(), test::metres(), {}, options); }

std::vector<std::string> names(const Town& town, const std::vector<ZoneId>& zones) {
  std::vector<std::string> result;
  for (const auto z : zones) result.push_back(town.zones.id[index_of(z)]);
  return result;
}

TEST(Audit, APerfectTownHasNoFindings) {
  Town town;
  const auto district = town.level("district", {"XXYY", "XXYY"});
  town.level("block", {"AABB", "AACC"}, static_cast<int>(district));
  const auto found = audited(town);
  EXPECT_EQ(found.gaps.size(), 0U);
  EXPECT_EQ(found.overlaps.size(), 0U);
  EXPECT_EQ(found.children.size(), 0U);
  EXPECT_TRUE(found.invalid.empty());
  EXPECT_EQ(found.level_covered_share, (std::vector<double>{1, 1}));
  EXPECT_EQ(found.zones.area_m2, (std::vector<double>{40000, 40000, 40000, 20000, 20000}));
  EXPECT_EQ(found.zones.covered_share, (std::vector<double>{1, 1, 1, 1, 1}));
}

TEST(Audit, AHoleBetweenBlocksIsAnEnclosedGapAndItsLongestNeighbourIsSuggested) {
  Town town;
  town.level("block", {"AAAA",
                       "A..B",
                       "ABBB"});
  const auto found = audited(town);
  ASSERT_EQ(found.gaps.size(), 1U);
  EXPECT_EQ(found.gaps.kind[0], FindingKind::enclosed);
  EXPECT_EQ(found.gaps.area_m2[0], 20000);
  EXPECT_NEAR(found.gaps.width_m[0], 100, 1e-6);
  EXPECT_EQ(found.gaps.rim_m[0], 0);
  EXPECT_EQ(names(town, found.gaps.zones[0]), (std::vector<std::string>{"A", "B"}));  // both for 300 m: the first id
  EXPECT_EQ(found.gaps.reason[0], "longest_border");
  EXPECT_EQ(index_of(found.gaps.suggested_unit[0]), 0U);
  EXPECT_EQ(found.level_covered_share[0], 100000.0 / 120000.0);
}

TEST(Audit, AnInletNeedsTheStudyAreaToBeSeen) {
  Town town;
  town.level("block", {"AA.",
                       "AAB"});
  EXPECT_EQ(audited(town).gaps.size(), 0U);
  const auto found = audit(town.zones, Town::study({"###", "###"}), test::metres());
  ASSERT_EQ(found.gaps.size(), 1U);
  EXPECT_EQ(found.gaps.kind[0], FindingKind::inlet);
  EXPECT_EQ(found.gaps.rim_m[0], 200);
  EXPECT_EQ(found.gaps.area_m2[0], 10000);
}

TEST(Audit, GapsThatTouchInAPointOnlyAreTwo) {
  Town town;
  town.level("block", {"AAAA",
                       "A.AA",
                       "AA.A",
                       "AAAA"});
  const auto found = audited(town);
  ASSERT_EQ(found.gaps.size(), 2U);
  EXPECT_EQ(found.gaps.area_m2[0], 10000);
  EXPECT_EQ(found.gaps.area_m2[1], 10000);
}

TEST(Audit, ALakeInAGapStaysAHoleOfTheGap) {
  Town town;
  town.level("block", {"AAAAA",
                       "A...A",
                       "A.B.A",
                       "A...A",
                       "AAAAA"});
  const auto found = audited(town);
  ASSERT_EQ(found.gaps.size(), 1U);
  EXPECT_EQ(found.gaps.area_m2[0], 80000);
  EXPECT_NEAR(found.gaps.width_m[0], 400 - 200 * std::sqrt(2.0), 1e-6);  // in a corner: sqrt 2 (100 - r) = r
  EXPECT_EQ(found.gaps.shapes.ring_offsets.size(), 3U);
}

TEST(Audit, TwoBlocksOverOneAnother) {
  Town town;
  town.begin_level("block");
  town.zone("A", {{{0, 0}, {200, 0}, {200, 100}, {0, 100}}});
  town.zone("B", {{{150, 0}, {300, 0}, {300, 100}, {150, 100}}});
  const auto found = audited(town);
  EXPECT_EQ(found.gaps.size(), 0U);
  ASSERT_EQ(found.overlaps.size(), 1U);
  EXPECT_EQ(found.overlaps.kind[0], FindingKind::overlap);
  EXPECT_EQ(found.overlaps.area_m2[0], 5000);
  EXPECT_NEAR(found.overlaps.width_m[0], 50, 1e-6);
  EXPECT_EQ(names(town, found.overlaps.zones[0]), (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(found.overlaps.reason[0], "smallest");
  EXPECT_EQ(index_of(found.overlaps.suggested_unit[0]), 1U);
  EXPECT_EQ(found.zones.overlap_m2, (std::vector<double>{5000, 5000}));
  EXPECT_GT(found.overlaps.severity[0], 0);
}

TEST(Audit, ADeclaredOverlapIsLawfulAndWeighsNothing) {
  Town town;
  town.begin_level("block");
  town.zone("A", {{{0, 0}, {200, 0}, {200, 100}, {0, 100}}});
  town.zone("B", {{{150, 0}, {300, 0}, {300, 100}, {150, 100}}});
  CoverageOptions options;
  options.lawful.push_back({0, "B", "A", "market square"});
  const auto found = audited(town, options);
  ASSERT_EQ(found.overlaps.size(), 1U);
  EXPECT_EQ(found.overlaps.lawful[0], 1);
  EXPECT_EQ(found.overlaps.severity[0], 0);
  EXPECT_EQ(found.zones.overlap_m2[0], 5000);
}

TEST(Audit, AThirdZoneOverTheSameGroundIsALineOfItsOwn) {
  Town town;
  town.begin_level("block");
  town.zone("A", {{{0, 0}, {200, 0}, {200, 100}, {0, 100}}});
  town.zone("B", {{{100, 0}, {300, 0}, {300, 100}, {100, 100}}});
  town.zone("C", {{{150, 0}, {200, 0}, {200, 100}, {150, 100}}});
  const auto found = audited(town);
  ASSERT_EQ(found.overlaps.size(), 2U);  // 100-150 m: A, B; 150-200 m: A, B, C
  EXPECT_EQ(found.overlaps.area_m2[0] + found.overlaps.area_m2[1], 10000);
  EXPECT_EQ(found.overlaps.zones[0].size() + found.overlaps.zones[1].size(), 5U);
}

TEST(Audit, TheSameGroundTwiceIsADuplicateWhateverItsVertices) {
  Town town;
  town.begin_level("block");
  town.zone("A", {{{0, 0}, {200, 0}, {200, 100}, {0, 100}}});
  town.zone("B", {{{200, 100}, {0, 100}, {0, 50}, {0, 0}, {100, 0}, {200, 0}}});
  town.zone("C", {{{200, 0}, {300, 0}, {300, 100}, {200, 100}}});
  const auto found = audited(town);
  ASSERT_EQ(found.overlaps.size(), 1U);
  EXPECT_EQ(found.overlaps.kind[0], FindingKind::duplicate);
  EXPECT_EQ(names(town, found.overlaps.zones[0]), (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(found.overlaps.area_m2[0], 20000);
}

TEST(Audit, AChildOutsideItsParentAndTheHoleItLeaves) {
  Town town;
  const auto district = town.level("district", {"XXYY"});
  town.level("block", {"AABB"}, static_cast<int>(district));
  // block A reaches 30 m into Y, B gives way; A names X, B names Y
  auto& x = town.zones.shapes.x;
  for (std::size_t v = 14; v < x.size(); ++v) x[v] = x[v] == 200 ? 230 : x[v];
  town.zones.parent_id[2] = "X";
  town.zones.parent_id[3] = "Y";
  const auto found = audited(town);
  ASSERT_EQ(found.children.size(), 1U);
  EXPECT_EQ(found.children.kind[0], FindingKind::outside_parent);
  EXPECT_EQ(found.children.area_m2[0], 3000);
  EXPECT_EQ(names(town, found.children.zones[0]), (std::vector<std::string>{"A", "X"}));
  EXPECT_EQ(found.children.reason[0], "containing_parent");
  EXPECT_EQ(town.zones.units[index_of(found.children.suggested_unit[0])].id, "Y");
}

TEST(Audit, AWrongParentIdIsOneBrokenTieAndNothingElse) {
  Town town;
  const auto district = town.level("district", {"XXYY"});
  town.level("block", {"AABC"}, static_cast<int>(district));
  town.zones.parent_id[2] = "X";
  town.zones.parent_id[3] = "X";
  town.zones.parent_id[4] = "Y";
  const auto found = audited(town);
  ASSERT_EQ(found.children.size(), 1U);
  EXPECT_EQ(found.children.kind[0], FindingKind::tie);
  EXPECT_EQ(names(town, found.children.zones[0]), (std::vector<std::string>{"B", "Y"}));
}

TEST(Audit, AParentThatNoChildFillsIsAnInletAndNamed) {
  Town town;
  const auto district = town.level("district", {"XXYY", "XXYY"});
  town.level("block", {"AAB.", "AABB"}, static_cast<int>(district));
  const auto found = audited(town);
  ASSERT_EQ(found.gaps.size(), 1U);
  EXPECT_EQ(found.gaps.kind[0], FindingKind::inlet);
  EXPECT_EQ(found.gaps.rim_m[0], 200);
  EXPECT_EQ(found.gaps.reason[0], "parent_unit");
  EXPECT_EQ(town.zones.units[index_of(found.gaps.suggested_unit[0])].id, "Y");
  ASSERT_EQ(found.children.size(), 1U);
  EXPECT_EQ(found.children.kind[0], FindingKind::unfilled_parent);
  EXPECT_EQ(names(town, found.children.zones[0]), (std::vector<std::string>{"Y"}));
  EXPECT_EQ(found.zones.covered_share[1], 0.75);
  EXPECT_EQ(found.zones.gap_m2[1], 10000);
}

TEST(Audit, TheFinestLevelBelowSaysHowFarAZoneIsCovered) {
  Town town;
  const auto district = town.level("district", {"XX"});
  const auto community = town.level("community", {"CD"}, static_cast<int>(district));
  town.level("block", {"A."}, static_cast<int>(community));
  const auto found = audited(town);
  EXPECT_EQ(found.zones.covered_share, (std::vector<double>{0.5, 1, 0, 1}));
}

TEST(Audit, AcrossLevelsHaveAreasOnly) {
  Town town;
  town.level("block", {"AAA", "AAA"});
  town.begin_level("road", -1, Role::across);
  town.zone("r1", {{{0, 40}, {300, 40}, {300, 60}, {0, 60}}});
  town.zone("r2", {{{140, 0}, {160, 0}, {160, 200}, {140, 200}}});
  const auto found = audited(town);
  EXPECT_EQ(found.gaps.size() + found.overlaps.size() + found.children.size(), 0U);
  EXPECT_EQ(found.zones.area_m2[1], 6000);
  EXPECT_EQ(found.zones.area_m2[2], 4000);
  EXPECT_TRUE(std::isnan(found.zones.covered_share[1]));
  EXPECT_TRUE(std::isnan(found.level_covered_share[1]));
}

TEST(Audit, ABowTieIsAuditedByEvenOddAndListedAsInvalid) {
  Town town;
  town.begin_level("block");
  town.zone("A", {{{0, 0}, {100, 100}, {100, 0}, {0, 100}}});
  const auto found = audited(town);
  ASSERT_EQ(found.invalid.size(), 1U);
  EXPECT_EQ(found.invalid[0].reason, "Self-intersection");
  EXPECT_EQ(found.invalid[0].x, 50);
  EXPECT_EQ(found.invalid[0].lost_m2, 0);
  EXPECT_EQ(found.zones.area_m2[0], 5000);
}

TEST(Audit, PartsOfOneZoneThatOverlapLoseTheCommonGround) {
  Town town;
  town.begin_level("block");
  town.add_part({{{0, 0}, {100, 0}, {100, 100}, {0, 100}}});
  town.add_part({{{60, 0}, {60, 100}, {160, 100}, {160, 0}}});  // the other way round
  town.end_zone("A");
  const auto found = audit(town.zones, Town::study({"##"}), test::metres());
  ASSERT_EQ(found.invalid.size(), 1U);
  EXPECT_EQ(found.invalid[0].lost_m2, 4000);
  EXPECT_EQ(found.zones.area_m2[0], 12000);
  EXPECT_EQ(found.gaps.size(), 2U);  // what even-odd leaves out is nobody's, nor are the last 40 m
}

TEST(Audit, ExemptGroundIsListedApart) {
  Town town;
  town.level("block", {"AAAA",
                       "A..B",
                       "ABBB"});
  CoverageOptions options;
  test::add_outline({"....", ".#..", "...."}, '#', options.exempt);
  options.exempt.end_shape();
  const auto found = audited(town, options);
  ASSERT_EQ(found.gaps.size(), 2U);
  EXPECT_EQ(found.gaps.exempt[0], 0);
  EXPECT_EQ(found.gaps.exempt[1], 1);
  EXPECT_EQ(found.gaps.area_m2[1], 10000);
  EXPECT_EQ(found.gaps.severity[1], 0);
}

TEST(Audit, HairThinFacesAlongOneBorderAreOneLine) {
  // A lies below; B's lower border misses A's upper one by up to 2 mm, at three places
  Town town;
  town.begin_level("block");
  town.zone("A", {{{0, 0}, {300, 0}, {300, 100}, {0, 100}}});
  town.zone("B", {{{0, 100}, {50, 100.002}, {100, 100}, {150, 100.002}, {200, 100}, {250, 100.002}, {300, 100}, {300, 200}, {0, 200}}});
  const auto found = audited(town);
  ASSERT_EQ(found.gaps.size(), 1U);
  EXPECT_EQ(found.gaps.pieces[0], 3U);
  EXPECT_EQ(found.gaps.sliver[0], 1);
  EXPECT_NEAR(found.gaps.area_m2[0], 3 * 0.1, 1e-9);
  EXPECT_EQ(names(town, found.gaps.zones[0]), (std::vector<std::string>{"A", "B"}));
}

TEST(Audit, ASliverIsFoundWithItsWidth) {
  Town town;
  town.begin_level("block");
  town.zone("A", {{{0, 0}, {100, 0}, {100, 50}, {0, 50}}});
  town.zone("B", {{{0, 50.3}, {100, 50.3}, {100, 100}, {0, 100}}});
  const auto found = audit(town.zones, Town::study({"#"}), test::metres());
  ASSERT_EQ(found.gaps.size(), 1U);
  EXPECT_NEAR(found.gaps.area_m2[0], 30, 30e-12);
  EXPECT_NEAR(found.gaps.width_m[0], 0.3, 1e-6);
  EXPECT_EQ(found.gaps.sliver[0], 1);
}

TEST(Audit, ReportsInAGapAreCountedByTheHalfOpenRule) {
  Town town;
  town.level("block", {"AAAA",
                       "A..B",
                       "ABBB"});
  const std::vector<double> x = {150, 200, 100, 300, 150, 150, 50};
  const std::vector<double> y = {150, 150, 150, 150, 100, 200, 50};
  // inside, inside, on the left border (in), on the right one (out), on the lower one (in), on the upper one (out), elsewhere
  ReportsView reports;
  reports.x = x;
  reports.y = y;
  const auto found = audit(town.zones, town.study(), test::metres(), reports);
  ASSERT_EQ(found.gaps.size(), 1U);
  EXPECT_EQ(found.gaps.reports[0], 4U);
}

TEST(Audit, IdsSurviveARunWithOtherFindings) {
  Town town;
  town.level("block", {"AAAAAA",
                       "A..B.B",
                       "ABBBBB"});
  Town less;
  less.level("block", {"AAAAAA",
                       "A..BBB",
                       "ABBBBB"});
  const auto before = audited(town);
  const auto after = audited(less);
  ASSERT_EQ(before.gaps.size(), 2U);
  ASSERT_EQ(after.gaps.size(), 1U);
  EXPECT_EQ(before.gaps.id[0], after.gaps.id[0]);
  EXPECT_NE(before.gaps.id[0], before.gaps.id[1]);
}

TEST(Audit, WhatAnotherCrsBowsIsOneLineAndSaysSo) {
  Town town;
  town.begin_level("district");
  town.zone("X", {{{0, 0}, {300, 0}, {300, 100}, {0, 100}}});
  town.begin_level("block", 0);
  town.zone("A", {{{0, 0}, {300, 0}, {300, 100}, {250, 99.98}, {200, 100}, {150, 100}, {75, 99.97}, {0, 100}}});
  EXPECT_EQ(audited(town).gaps.size(), 2U);
  CoverageOptions options;
  options.level_bow_m = {0, 0.05};
  const auto found = audited(town, options);
  ASSERT_EQ(found.gaps.size(), 1U);
  EXPECT_EQ(found.gaps.pieces[0], 2U);
  EXPECT_EQ(found.gaps.note[0], "cross_crs");
  ASSERT_EQ(found.children.size(), 1U);
  EXPECT_EQ(found.children.note[0], "cross_crs");
}

TEST(Audit, WidthsFollowLongEdgesAsThePlaneBendsThem) {
  Town town;
  town.begin_level("district");
  town.zone("X", {{{0, 0}, {1000, 0}, {1000, 100}, {0, 100}}});
  town.begin_level("block", 0);
  std::vector<std::pair<double, double>> below{{0, 0}, {1000, 0}};
  for (int x = 1000; x >= 0; x -= 50) below.emplace_back(x, 100 - 1.2e-6 * x * (1000 - x));  // 0.3 m short of the district in the middle
  town.zone("A", {below});
  auto planes = test::metres();
  // Every upright keeps its length, and the district's straight edge of 1 km rises 0.1 m above the chord of its ends.
  planes.to_metric = planes.to_area = [](std::span<double> x, std::span<double> y) {
    for (std::size_t i = 0; i < x.size(); ++i) y[i] -= x[i] * x[i] / 2.5e6;
  };
  const auto found = audit(town.zones, town.study(), planes);
  ASSERT_EQ(found.gaps.size(), 1U);
  EXPECT_NEAR(found.gaps.width_m[0], 0.3, 0.002);  // the chords of 50 m lie 0.75 mm off, the bent edge's pieces 1 mm
}

TEST(Audit, StopsWhenAsked) {
  Town town;
  town.level("block", {"AB", "CD"});
  std::stop_source asked;
  asked.request_stop();
  Context context;
  context.stop = asked.get_token();
  try {
    (void)audit(town.zones, town.study(), test::metres(), {}, {}, context);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::cancelled);
  }
}

TEST(Audit, ZonesStackedWithoutEndAreRefusedBeforeMemoryIs) {
  Town town;
  town.begin_level("block");
  for (int i = 0; i < 560; ++i) {  // 280 tall over 280 wide: some 80,000 faces in hundreds of zones each
    const double d = i;
    const auto ring = i % 2 == 0 ? Town::Ring{{d, -5000 - d}, {d + 4000, -5000 - d}, {d + 4000, 5000 + d}, {d, 5000 + d}}
                                 : Town::Ring{{-5000 - d, d}, {5000 + d, d}, {5000 + d, d + 4000}, {-5000 - d, d + 4000}};
    town.zone(std::to_string(1000 + i), {ring});
  }
  try {
    (void)audit(town.zones, Town::study({"#"}), test::metres());
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::limit_exceeded);
  }
}

TEST(Audit, ACoordinateThatIsNoNumberIsRefused) {
  Town town;
  town.level("block", {"AB"});
  auto zones = town.zones;
  zones.shapes.x[1] = std::nan("");
  EXPECT_THROW((void)audit(zones, town.study(), test::metres()), Error);
}

TEST(Audit, NothingToAuditIsNoFault) {
  const auto found = audit(Zones{}, StudyArea{}, test::metres());
  EXPECT_EQ(found.gaps.size(), 0U);
}

TEST(Audit, ACancelledAuditStops) {
  Town town;
  town.level("block", {"AB"});
  std::stop_source source;
  source.request_stop();
  Context context;
  context.stop = source.get_token();
  EXPECT_THROW((void)audit(town.zones, town.study(), test::metres(), {}, {}, context), Error);
}

}  // namespace
}  // namespace bailiwick
