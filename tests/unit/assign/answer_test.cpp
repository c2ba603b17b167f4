#include "town.h"

#include <gtest/gtest.h>

namespace bailiwick::test {
namespace {

Town city() {
  return Town(std::vector<TownLevel>{
      {"district", {{"DDDD", "DDDD"}}, Role::partition, "", {{'D', "mayor"}}, {}, {}},
      {"block", {{"PPQ.", "PPQ."}}, Role::partition, "district", {{'P', "grid officer"}}, {}, {}},
      {"road", {{"....", "RRRR"}}, Role::across, "", {{'R', "road bureau"}}, {}, {}},
  });
}

TEST(Answer, AnAcrossLevelComesFirstThenTheFinestPartition) {
  const auto placed = city().assign({"1...",
                                     ".2.."});
  EXPECT_EQ(placed.unit_of('1'), "grid officer");
  EXPECT_EQ(placed.answering_level_of('1'), 1U);
  EXPECT_EQ(placed.unit_of('2'), "road bureau");
  EXPECT_EQ(placed.rule_of('2'), AnswerRule::placed);
}

TEST(Answer, AZoneWithoutAUnitHandsOverToItsSuperior) {
  const auto placed = city().assign({"..1.",
                                     "...."});
  EXPECT_EQ(placed.zone_of('1', 1), "Q");
  EXPECT_EQ(placed.unit_of('1'), "mayor");
  EXPECT_EQ(placed.rule_of('1'), AnswerRule::superior);
  EXPECT_EQ(placed.answering_level_of('1'), 0U);
}

TEST(Answer, TheNamedParentIsTheSuperiorEvenWhereAnotherZoneContainsTheReport) {
  const Town town(std::vector<TownLevel>{
      {"district", {{"DE"}}, Role::partition, "", {{'D', "west"}, {'E', "east"}}, {}, {}},
      {"block", {{"PP"}}, Role::partition, "district", {{'-', "nobody"}}, {{'P', "D"}}, {}},
  });
  EXPECT_EQ(town.assign({".1"}).unit_of('1'), "west");
}

TEST(Answer, AHitAtACoarserLevelAnswersWhereTheFinerHasAGap) {
  const auto placed = city().assign({"...1",
                                     "...."});
  EXPECT_EQ(placed.unit_of('1'), "mayor");
  EXPECT_EQ(placed.rule_of('1'), AnswerRule::placed);
}

TEST(Answer, OutsideEverythingNobodyAnswers) {
  const auto placed = city().assign(Places("1", {-5}, {-5}));
  EXPECT_EQ(placed.unit_of('1'), "");
  EXPECT_EQ(placed.rule_of('1'), AnswerRule::outside);
  EXPECT_EQ(placed.answering_level_of('1'), kNoLevel);
}

TEST(Answer, InAZoneWithoutUnitAndSuperiorThereIsNoUnit) {
  const Town town(std::vector<TownLevel>{{"block", {{"P"}}, Role::partition, "", {{'-', "nobody"}}, {}, {}}});
  EXPECT_EQ(town.assign({"1"}).rule_of('1'), AnswerRule::no_unit);
}

TEST(Answer, PrecedenceCanBeGiven) {
  AssignOptions options;
  options.precedence = {0, 1};
  EXPECT_EQ(city().assign({"....", "1..."}, options).unit_of('1'), "mayor");
}

TEST(Answer, DefaultPrecedenceIsAcrossLastNamedFirstThenPartitionFromTheFinest) {
  const auto level = [](const char* name, Role role, const char* parent) {
    return TownLevel{name, {{"A"}}, role, parent, {}, {}, {}};
  };
  const Town town(std::vector<TownLevel>{level("road", Role::across, ""), level("block", Role::partition, "street"),
                                         level("street", Role::partition, ""), level("police", Role::partition, ""),
                                         level("site", Role::across, "")});
  EXPECT_EQ(default_precedence(town.index()), (std::vector<std::uint32_t>{4, 0, 3, 1, 2}));
}

TEST(Answer, ALevelWithoutUnitsMakesEachZoneItsOwnUnit) {
  const Town town(Map{"AB"});
  EXPECT_EQ(town.assign({".1"}).unit_of('1'), "zone/B");  // the same when a level is added
}

TEST(Answer, ZonesOfTwoLevelsWithOneIdAreTwoUnits) {
  const Town town(std::vector<TownLevel>{{"district", {{"A"}}, Role::partition, "", {}, {}, {}},
                                         {"block", {{"A"}}, Role::partition, "district", {}, {}, {}}});
  EXPECT_EQ(town.assign({"1"}).unit_of('1'), "block/A");
}

}  // namespace
}  // namespace bailiwick::test
