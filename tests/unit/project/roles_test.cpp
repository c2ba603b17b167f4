#include "project/roles.h"

#include <bailiwick/error.h>

#include <gtest/gtest.h>

namespace bailiwick::layers {
namespace {

RawZones level(const std::string& name, const std::vector<std::pair<std::string, std::string>>& ids_and_parents) {
  RawZones zones;
  zones.source.level = name;
  for (const auto& [id, parent] : ids_and_parents) zones.input.rows.push_back({id, {}, {}, parent, {}, {}, 0});
  return zones;
}

const auto kDistricts = level("district", {{"1", ""}, {"2", ""}});
const auto kStreets = level("street", {{"11", "1"}, {"12", "1"}, {"21", "2"}});

TEST(Roles, AParentIsTheLevelThatHoldsTheParentIds) {
  const auto roles = resolve_roles({kStreets, kDistricts});  // named in the other order: it does not matter
  EXPECT_EQ(roles.parent, (std::vector<std::string>{"district", ""}));
  EXPECT_EQ(roles.reasons[0], "level street: partition (the default), parent district: it holds 2 of the 2 parent ids");
  EXPECT_EQ(roles.reasons[1], "level district: partition (the default), no parent: none given and no parent ids that name one");
}

TEST(Roles, AWrongParentIdAmongRightOnesIsNotAnotherParent) {
  const auto roles = resolve_roles({kDistricts, level("street", {{"11", "1"}, {"12", "9"}})});
  EXPECT_EQ(roles.parent[1], "district");
}

TEST(Roles, LevelsWithoutParentIdsHaveNoParentWhateverTheirOrder) {
  const auto roles = resolve_roles({kDistricts, level("police", {{"1", ""}, {"2", ""}})});
  EXPECT_EQ(roles.parent, (std::vector<std::string>{"", ""}));
  EXPECT_TRUE(roles.warnings.empty());
}

TEST(Roles, WhatTheUserNestsWins) {
  auto road = level("road", {{"r1", "1"}});
  road.source.role = Role::across;
  auto street = kStreets;
  street.source.parent_level = "road";
  const auto roles = resolve_roles({kDistricts, road, street});
  EXPECT_EQ(roles.parent[2], "road");
  EXPECT_EQ(roles.role[1], Role::across);
  EXPECT_EQ(roles.reasons[1], "level road: across (as given), parent district: it holds 1 of the 1 parent ids");
}

TEST(Roles, ParentIdsThatNameZonesOfTwoLevelsAreLeftOpenWithAWarning) {
  const auto roles = resolve_roles({kDistricts, level("ward", {{"1", ""}, {"2", ""}}), kStreets});
  EXPECT_EQ(roles.parent[2], "");
  ASSERT_EQ(roles.warnings.size(), 1U);
  EXPECT_EQ(roles.warnings[0].code, "parent_unclear");
}

TEST(Roles, AParentThatIsNoLevelIsRefused) {
  auto street = kStreets;
  street.source.parent_level = "borough";
  try {
    (void)resolve_roles({street, kDistricts});
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "level 'street': expected its parent to be another level, found 'borough'; name it with --zones borough=FILE");
  }
}

}  // namespace
}  // namespace bailiwick::layers
