#include "town.h"

#include <bailiwick/error.h>
#include <bailiwick/margins.h>

#include <gtest/gtest.h>

namespace bailiwick::test {
namespace {

constexpr auto kSame = [](std::span<double>, std::span<double>) {};

std::vector<Margin> margins_of(const ZoneIndex& index, const std::vector<double>& x, const std::vector<double>& y, double within_m) {
  const ReportsView reports{x, y, {}, {}};
  return margins(index, reports, assign(index, reports), kSame, within_m);
}
std::string beyond(const ZoneIndex& index, const Margin& margin, std::size_t i) {
  return margin.beyond[i] == kNoZone ? "" : std::string(index.id(margin.beyond[i]));
}

TEST(Margins, TellHowFarTheBorderIsAndWhoLiesBeyond) {
  const Town town({"AAB.",
                   "AAB."});  // A: x 0 to 200, B: 200 to 300, nothing beyond; 200 m high
  const auto index = town.index();
  //                            in A, B near  in A, far   on the border  in B, rim near  outside, B near  outside, far  in A, rim near
  const std::vector<double> x{190, 100, 200, 293, 308, 340, 100}, y{100, 100, 100, 100, 100, 100, 4};
  const auto level = margins_of(index, x, y, 15)[0];
  EXPECT_EQ(level.border_m[0], 10);
  EXPECT_EQ(beyond(index, level, 0), "B");
  EXPECT_TRUE(std::isnan(level.border_m[1]));
  EXPECT_EQ(beyond(index, level, 1), "");
  EXPECT_EQ(level.border_m[2], 0);
  EXPECT_EQ(beyond(index, level, 2), "A");  // B answers by the half-open rule
  EXPECT_EQ(level.border_m[3], 7);
  EXPECT_EQ(beyond(index, level, 3), "");
  EXPECT_EQ(level.border_m[4], 8);
  EXPECT_EQ(beyond(index, level, 4), "B");
  EXPECT_TRUE(std::isnan(level.border_m[5]));
  EXPECT_EQ(level.border_m[6], 4);
  EXPECT_EQ(beyond(index, level, 6), "");
}

TEST(Margins, AcrossANarrowGapTheZoneBeyondItIsNamed) {
  const Town town({"A.B"});  // a gap of 100 m
  const auto index = town.index();
  const auto level = margins_of(index, {95.0}, {50.0}, 120)[0];
  EXPECT_EQ(level.border_m[0], 5);
  EXPECT_EQ(beyond(index, level, 0), "B");
}

TEST(Margins, AZoneThatHoldsTheReportTooDoesNotLieBeyond) {
  const Town town(std::vector<TownLevel>{{"zone", {{"AAA"}, {".BB"}}, Role::partition, {}, {}, {}, {}}});  // B, the smaller, answers at x > 100
  const auto index = town.index();
  const auto level = margins_of(index, {105.0}, {50.0}, 15)[0];
  EXPECT_EQ(level.border_m[0], 5);
  EXPECT_EQ(beyond(index, level, 0), "");
}

TEST(Margins, AreTheSameForAnyNumberOfThreads) {
  const Town town({"ABCAB", "CABBA", "BBCCA"});
  const auto index = town.index();
  std::vector<double> x, y;
  for (int i = 0; i < 20'000; ++i) {
    x.push_back(i * 31 % 5000 / 10.0);
    y.push_back(i * 17 % 3000 / 10.0);
  }
  const ReportsView reports{x, y, {}, {}};
  const auto placed = assign(index, reports);
  Context one, three;
  one.threads = 1;
  three.threads = 3;
  const auto a = margins(index, reports, placed, kSame, 1000, OverlapRule::priority, one);
  const auto b = margins(index, reports, placed, kSame, 1000, OverlapRule::priority, three);
  EXPECT_EQ(a[0].border_m, b[0].border_m);
  EXPECT_EQ(a[0].beyond, b[0].beyond);
}

TEST(Margins, WithoutADistanceOrAWayToMetresNothingIsMeasured) {
  const Town town({"A"});
  const auto index = town.index();
  EXPECT_THROW((void)margins_of(index, {50.0}, {50.0}, 0), Error);
  const std::vector<double> x{50}, y{50};
  EXPECT_THROW((void)margins(index, {x, y, {}, {}}, assign(index, {x, y, {}, {}}), {}, 5), Error);
  EXPECT_THROW((void)margins(index, {x, y, {}, {}}, Assignments{}, kSame, 5), Error);
}

}  // namespace
}  // namespace bailiwick::test
