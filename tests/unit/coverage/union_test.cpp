#include "town.h"

#include <gtest/gtest.h>

namespace bailiwick {
namespace {

using test::Town;

TEST(LevelUnion, HolesStayOrAreFilled) {
  Town town;
  town.level("block", {"AAB",
                       "A.B",
                       "ABB"});
  EXPECT_EQ(signed_ring_areas(level_union(town.zones, 0, false).view())[0], 80000);
  EXPECT_EQ(signed_ring_areas(level_union(town.zones, 0, true).view())[0], 90000);
}

TEST(LevelUnion, AnIslandInAFilledLakeIsGroundOnce) {
  Town town;
  town.level("block", {"AAAAA",
                       "A...A",
                       "A.B.A",
                       "A...A",
                       "AAAAA"});
  const auto filled = level_union(town.zones, 0, true);
  EXPECT_EQ(filled.ring_offsets.size(), 2U);
  EXPECT_EQ(signed_ring_areas(filled.view())[0], 250000);
}

TEST(LevelUnion, TwoTownsAreTwoParts) {
  Town town;
  town.level("block", {"A.B"});
  const auto both = level_union(town.zones, 0, true);
  EXPECT_EQ(both.part_offsets.size(), 3U);
  EXPECT_EQ(signed_ring_areas(both.view())[0], 20000);
}

TEST(LevelUnion, ZonesThatOverlapAreGroundOnce) {
  Town town;
  town.begin_level("block");
  town.zone("A", {{{0, 0}, {10, 0}, {10, 10}, {0, 10}}});
  town.zone("B", {{{5, 5}, {15, 5}, {15, 15}, {5, 15}}});
  EXPECT_EQ(signed_ring_areas(level_union(town.zones, 0, false).view())[0], 175);
}

}  // namespace
}  // namespace bailiwick
