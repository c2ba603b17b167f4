#include <bailiwick/summary.h>

#include <gtest/gtest.h>

namespace bailiwick {
namespace {

/// Four reports, two levels (district: zones 0, 1; road: zone 2), two units. Drawn by hand:
///   report        1    2    3    4
///   district      0    0    1    outside
///   road          2    -    -    -
///   answered by   u1   u0   u0   nobody
struct FourReports {
  Assignments assignments;
  std::vector<double> x{1, 2, 3, 4}, y{0, 0, 0, 0};
  std::vector<std::uint32_t> category{7, 7, kNoCategory, 7};
  std::vector<std::int32_t> month{600, 600, 601, kNoMonth};

  FourReports() {
    assignments.levels.resize(2);
    assignments.levels[0].zone = {ZoneId{0}, ZoneId{0}, ZoneId{1}, kNoZone};
    assignments.levels[1].zone = {ZoneId{2}, kNoZone, kNoZone, kNoZone};
    assignments.answer.unit = {UnitId{1}, UnitId{0}, UnitId{0}, kNoUnit};
  }
  [[nodiscard]] Counts counted() const {
    Counts counts;
    counts.add(assignments, {x, y, {}, category}, month);
    return counts;
  }
};

TEST(Counts, EveryReportIsOnceInEveryLevel) {
  const auto counts = FourReports().counted();
  EXPECT_EQ(counts.per_zone(3), (std::vector<std::uint64_t>{2, 1, 1}));
  EXPECT_EQ(counts.outside_per_level(2), (std::vector<std::uint64_t>{1, 3}));
}

TEST(Counts, UnitsAreCountedByTheAnswerAndOnce) {
  EXPECT_EQ(FourReports().counted().per_unit(2), (std::vector<std::uint64_t>{2, 1, 1}));
}

TEST(Counts, ColumnsComeOutAscending) {
  const auto columns = FourReports().counted().to_columns();
  const std::vector<CountKey> expected{
      {0, ZoneId{0}, UnitId{0}, 7, 600},         {0, ZoneId{0}, UnitId{1}, 7, 600},           {0, ZoneId{1}, UnitId{0}, kNoCategory, 601},
      {0, kNoZone, kNoUnit, 7, kNoMonth},        {1, ZoneId{2}, UnitId{1}, 7, 600},           {1, kNoZone, UnitId{0}, 7, 600},
      {1, kNoZone, UnitId{0}, kNoCategory, 601}, {1, kNoZone, kNoUnit, 7, kNoMonth}};
  EXPECT_EQ(columns.key, expected);
  EXPECT_EQ(columns.count, std::vector<std::uint64_t>(8, 1));
}

TEST(Counts, MergingWithItselfDoubles) {
  auto counts = FourReports().counted();
  counts.merge(counts);
  EXPECT_EQ(counts.per_zone(3), (std::vector<std::uint64_t>{4, 2, 2}));
}

TEST(Counts, NothingCountedIsNothing) {
  const Counts counts;
  EXPECT_TRUE(counts.to_columns().key.empty());
  EXPECT_EQ(counts.per_unit(1), (std::vector<std::uint64_t>{0, 0}));
}

TEST(Counts, AColumnThatIsTooShortIsNamed) {
  FourReports r;
  r.month.pop_back();
  try {
    static_cast<void>(r.counted());
    FAIL();
  } catch (const Error& e) {
    EXPECT_STREQ(e.what(), "counts: expected 4 values in column 'month', one per report, found 3");
    EXPECT_EQ(e.field(), "month");
  }
}

TEST(Counts, CountsOfAnotherCityAreRefused) {
  try {
    static_cast<void>(FourReports().counted().per_zone(2));
    FAIL();
  } catch (const Error& e) {
    EXPECT_STREQ(e.what(), "counts: expected at most 2 zones, found number 2; counts and index are not of one run");
  }
}

}  // namespace
}  // namespace bailiwick
