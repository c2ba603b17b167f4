#include "index/area_order.h"
#include "index/exact_sum.h"
#include "town.h"

#include <gtest/gtest.h>

namespace bailiwick::test {
namespace {

TEST(AreaOrder, HolesDoNotCount) {
  const Town town({"AAABBBB",
                   "A.ABBBB",
                   "AAAC.BB"});
  // A: 8 squares, B: 10, C: 1
  const auto index = town.index();
  EXPECT_EQ(index.area_rank(town.zone("C")), 0U);
  EXPECT_EQ(index.area_rank(town.zone("A")), 1U);
  EXPECT_EQ(index.area_rank(town.zone("B")), 2U);
}

TEST(AreaOrder, EqualAreasShareOnePlaceWhateverTheirShape) {
  const Town town({"AABCC",
                   "AAB..",
                   "..BC.",
                   "..BC."});
  const auto index = town.index();
  EXPECT_EQ(index.area_rank(town.zone("A")), 0U);
  EXPECT_EQ(index.area_rank(town.zone("B")), 0U);
  EXPECT_EQ(index.area_rank(town.zone("C")), 0U);
}

TEST(AreaOrder, OneUnitInTheLastPlaceIsADifference) {
  LevelInput level{"zone", Role::partition, "", false, {}, {}};
  const auto box = [&](const char* id, double west, double east) {
    level.rows.push_back({id, "", "", "", "", "", NAN});
    for (const auto& [x, y] : {std::pair{west, 30.0}, {east, 30.0}, {east, 31.0}, {west, 31.0}, {west, 30.0}}) level.shapes.add_vertex(x, y);
    level.shapes.end_ring();
    level.shapes.end_part();
    level.shapes.end_shape();
  };
  box("a", 120, std::nextafter(121.0, 122));
  box("b", 120, 121);
  const auto index = ZoneIndex::build(build_zones({level}, "").zones);
  EXPECT_EQ(index.area_rank(ZoneId{0}), 1U);
  EXPECT_EQ(index.area_rank(ZoneId{1}), 0U);
}

TEST(ExactSum, LosesNothing) {
  index::ExactSum sum;
  sum.add_product(1e15, 1e15);
  sum.add_product(1e-100, 1e-100);
  sum.add_product(-1e15, 1e15);
  sum.carry();
  EXPECT_EQ(sum.sign(), 1);
  sum.add_product(-1e-100, 1e-100);
  sum.carry();
  EXPECT_EQ(sum.sign(), 0);
  sum.add(-0.5);
  sum.carry();
  EXPECT_EQ(sum.sign(), -1);
}

}  // namespace
}  // namespace bailiwick::test
