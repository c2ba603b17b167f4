// Real layers whose faults are known. The numbers beside the expectations say where they come from.
#include <bailiwick/coverage.h>
#include <bailiwick/layers/project.h>
#include <bailiwick/layers/read.h>

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>

namespace bailiwick {
namespace {

std::filesystem::path shared(const std::string& name) {
  const char* folder = std::getenv("BAILIWICK_SHARED_DATA");
  return (folder != nullptr ? std::filesystem::path(folder) : std::filesystem::path(BAILIWICK_SOURCE_DIR) / ".." / "shared" / "data") / name;
}

struct Audited {
  layers::City city;
  Coverage coverage;
};

Audited audited(const std::string& name) {
  layers::ZoneSource source;
  source.level = "zone";
  source.file = shared(name).string();
  const layers::Settings settings;
  const auto raw = layers::read_zones(source, settings);
  Audited result{layers::project({raw}, {}, {}, settings), {}};
  result.coverage = audit(result.city.zones, result.city.area, result.city.planes);
  return result;
}

#define NEEDS(name) \
  if (!std::filesystem::exists(shared(name))) GTEST_SKIP() << "no shared data: " << (name)

TEST(RealData, XuchangHasTwoEnclosedHolesAndOneZoneThatCrossesItself) {
  const std::string name = "china/xuchang_411000_counties.geojson";
  NEEDS(name);
  const auto found = audited(name).coverage;  // "1 invalid polygon; 2 holes left in the union": the data's own README
  ASSERT_EQ(found.gaps.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(found.gaps.kind[i], FindingKind::enclosed);
    // holes of OGR's union: 1.0967e-5 and 1.0787e-5 square degrees; a degree at 33.89 N is 110,925 m by 92,486 m (WGS 84)
    EXPECT_NEAR(found.gaps.area_m2[i], (i == 0 ? 1.096693e-5 : 1.07871425e-5) * 110925 * 92486, 200);
  }
  ASSERT_EQ(found.invalid.size(), 1U);
  EXPECT_EQ(found.invalid[0].reason, "Self-intersection");
  EXPECT_EQ(found.overlaps.size(), 0U);
}

TEST(RealData, YanbianSharesItsEdgesExactly) {
  const std::string name = "china/yanbian_222400_counties.geojson";
  NEEDS(name);
  const auto found = audited(name).coverage;  // "all valid, shared edges exact"
  EXPECT_EQ(found.gaps.size() + found.overlaps.size() + found.invalid.size(), 0U);
}

TEST(RealData, OnePairOfPolicePrecinctsOverlapsByASliver) {
  const std::string name = "nyc/police_precincts.geojson.gz";
  NEEDS(name);
  const auto found = audited(name).coverage;  // "2 polygons invalid: rings with too few points; one pair overlaps by a sliver"
  ASSERT_EQ(found.overlaps.size(), 2U);       // the sliver touches itself in a point: two faces of one pair
  EXPECT_EQ(found.overlaps.zones[0], found.overlaps.zones[1]);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(found.overlaps.sliver[i], 1);
  ASSERT_EQ(found.invalid.size(), 2U);
  for (const auto& zone : found.invalid) EXPECT_EQ(zone.reason, "Too few points in geometry component");
}

TEST(RealData, GeneralisedCommunityDistrictsKeptTheirSharedEdges) {
  const std::string name = "nyc/community_districts_generalised.geojson";
  NEEDS(name);
  const auto found = audited(name).coverage;  // "no overlaps found"
  EXPECT_EQ(found.overlaps.size() + found.gaps.size(), 0U);
}

TEST(RealData, CommunityDistrictsHaveTwoHolesOfTheLastBit) {
  const std::string name = "nyc/community_districts.geojson.gz";
  NEEDS(name);
  const auto found = audited(name).coverage;  // OGR's union has two holes, of 1e-18 square degrees and of none
  std::uint32_t holes = 0;
  for (std::size_t i = 0; i < found.gaps.size(); ++i) {
    EXPECT_EQ(found.gaps.kind[i], FindingKind::enclosed);
    EXPECT_LT(found.gaps.area_m2[i], 1e-6);
    holes += found.gaps.pieces[i];
  }
  EXPECT_EQ(holes, 2U);
}

TEST(RealData, LeftoverRingsOfCouncilDistrictsMakeNoFinding) {
  const std::string name = "nyc/council_districts.geojson.gz";
  NEEDS(name);
  const auto found = audited(name).coverage;  // "4 polygons invalid: rings with too few points (zero-area leftovers)"
  EXPECT_EQ(found.gaps.size() + found.overlaps.size(), 0U);
}

/// Square metres of overlap per set of zones.
std::map<std::string, double> overlaps_of(const Audited& audited) {
  std::map<std::string, double> sums;
  const auto& found = audited.coverage.overlaps;
  for (std::size_t i = 0; i < found.size(); ++i) {
    std::string names;
    for (const auto z : found.zones[i]) names += audited.city.zones.id[index_of(z)] + ";";
    sums[names] += found.area_m2[i];
    EXPECT_EQ(found.sliver[i], 1) << names;
  }
  return sums;
}

TEST(RealData, EveryPairOfThreeVotingPrecinctsOverlapsInSlivers) {
  const std::string name = "nasty/mapshaper/ex5_three_precincts.json";
  NEEDS(name);
  const auto found = overlaps_of(audited(name));  // "every pair overlaps in slivers along the shared edges (4e-6 of the area)"
  // intersections by GEOS 3.14.1, square degrees; a degree at 48.69 N is 111,211 m by 73,572 m (WGS 84)
  const double degree = 111'211.0 * 73'572.0;
  ASSERT_EQ(found.size(), 3U);
  EXPECT_NEAR(found.at("Belcher;Lambert;"), 9.083817600e-08 * degree, 0.5);
  EXPECT_NEAR(found.at("Belcher;South Lake;"), 9.737117729e-10 * degree, 0.005);
  EXPECT_NEAR(found.at("Belcher;Lambert;South Lake;"), 1.3524096e-14 * degree, 1e-7);  // Lambert and South Lake meet in Belcher alone
}

TEST(RealData, TwoNeighboursOverlapByAHairAndLeaveOneGap) {
  const std::string name = "nasty/mapshaper/ex1_yemen.json";
  NEEDS(name);
  const auto result = audited(name);  // "two neighbours with a hair-thin overlap (3e-11 of the area) and one gap"
  const auto& found = result.coverage;
  // GEOS 3.14.1: an intersection of two parts, 1.5295829e-10, and one hole of the union, 9.9784115e-12 square degrees; a degree at 6.2 N is 110,586 m by
  // 110,680 m
  ASSERT_EQ(found.overlaps.size(), 1U);
  EXPECT_EQ(found.overlaps.pieces[0], 2U);
  EXPECT_NEAR(found.overlaps.area_m2[0], 1.5295829e-10 * 110'586 * 110'680, 2e-3);
  ASSERT_EQ(found.gaps.size(), 1U);
  EXPECT_EQ(found.gaps.kind[0], FindingKind::enclosed);
  EXPECT_NEAR(found.gaps.area_m2[0], 9.9784115e-12 * 110'586 * 110'680, 2e-5);
}

}  // namespace
}  // namespace bailiwick
