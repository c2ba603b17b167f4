#include <bailiwick/periods.h>

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace bailiwick {
namespace {

constexpr std::int64_t kDay = 86'400'000;

// Day numbers: GNU date -u -d DATE +%s / 86400; weeks: date +%G-W%V.
TEST(Periods, WeeksAreIsos) {
  const auto label = [](std::int64_t day) { return period_label(period_number(day * kDay, Period::week), Period::week); };
  EXPECT_EQ(label(0), "1970-W01");       // a Thursday
  EXPECT_EQ(label(20457), "2026-W01");   // 2026-01-04, a Sunday
  EXPECT_EQ(label(20458), "2026-W02");   // 2026-01-05, a Monday
  EXPECT_EQ(label(18628), "2020-W53");   // 2021-01-01
  EXPECT_EQ(label(20088), "2025-W01");   // 2024-12-31
  EXPECT_EQ(label(-1), "1970-W01");      // 1969-12-31
  EXPECT_EQ(label(-4), "1969-W52");      // 1969-12-28, a Sunday
}

TEST(Periods, MonthsPairsAndQuarters) {
  const std::int64_t day = 20'527;  // 2026-03-15
  EXPECT_EQ(period_label(period_number(day * kDay, Period::month), Period::month), "2026-03");
  EXPECT_EQ(period_label(period_number(day * kDay, Period::two_months), Period::two_months), "2026-M03-04");
  EXPECT_EQ(period_label(period_number(day * kDay, Period::quarter), Period::quarter), "2026-Q1");
  EXPECT_EQ(period_number(0, Period::month), 0);
  EXPECT_EQ(period_number(-1, Period::month), -1);
  EXPECT_EQ(period_label(-1, Period::month), "1969-12");
}

// Day numbers as above: 2025-01-01 is 20089, a Wednesday; 2025-12-31 is 20453; 2026-01-01 is 20454.
TEST(Periods, BeginAndLastAsTheCalendarSays) {
  EXPECT_EQ(period_begin_ms(period_number(20'457 * kDay, Period::week), Period::week), 20'451 * kDay);  // Monday 2025-12-29
  const auto march = period_number(20'527 * kDay, Period::month);
  EXPECT_EQ(period_begin_ms(march, Period::month), 20'513 * kDay);  // 2026-03-01
  EXPECT_EQ(period_days(march, Period::month), 31);
  EXPECT_EQ(period_days(march - 1, Period::month), 28);
  EXPECT_EQ(period_days(period_number(20'527 * kDay, Period::quarter), Period::quarter), 90);
  EXPECT_EQ(period_label(*year_before(march, Period::month), Period::month), "2025-03");
  const auto week = period_number(20'457 * kDay, Period::week);  // 2026-W01
  EXPECT_EQ(period_label(*year_before(week, Period::week), Period::week), "2025-W01");
  EXPECT_FALSE(year_before(period_number(18'628 * kDay, Period::week), Period::week).has_value());  // 2020-W53; 2019 has no such week
  EXPECT_EQ(period_label(*year_before(period_number(19'000 * kDay, Period::week), Period::week), Period::week), "2021-W01");  // 2022-01-08
}

TEST(Periods, OnlyWholeOnesAreCompared) {
  const auto labels = [](std::int64_t first_day, std::int64_t last_day, Period period) {
    const auto range = whole_periods(first_day * kDay + 5, last_day * kDay + 7, period);
    return period_label(range.first, period) + " " + std::to_string(range.count);
  };
  EXPECT_EQ(labels(20'089, 20'453, Period::month), "2025-01 12");    // 2025-01-01 to 2025-12-31
  EXPECT_EQ(labels(20'090, 20'451, Period::month), "2025-01 12");    // a tenth of a month may lack at either end: 01-02, 12-29
  EXPECT_EQ(labels(20'095, 20'445, Period::month), "2025-02 10");    // 01-07 to 12-23
  EXPECT_EQ(labels(20'089, 20'453, Period::week), "2025-W02 51");    // from Monday 01-06 to Sunday 12-28
  EXPECT_EQ(labels(20'094, 20'100, Period::week), "2025-W02 1");     // a Monday to its Sunday
  EXPECT_EQ(labels(20'094, 20'099, Period::week), "2025-W02 0");
  EXPECT_EQ(labels(20'089, 20'453, Period::quarter), "2025-Q1 4");
}

TEST(Periods, TrendsCompareMonthsWhereThereAreTen) {
  EXPECT_EQ(periods_for_trend(20'089 * kDay, 20'454 * kDay).period, Period::month);
  EXPECT_EQ(periods_for_trend(20'089 * kDay, 20'200 * kDay).period, Period::week);
}

// pymannkendall 1.4.3: original_test(x): s, var_s, z, p, slope
TEST(MannKendall, IsPymannkendalls) {
  const auto expect = [](const std::vector<double>& series, std::int64_t s, double variance, double z, double p, double slope) {
    const auto trend = mann_kendall(series);
    EXPECT_EQ(trend.s, s);
    EXPECT_NEAR(trend.variance, variance, 1e-12);
    EXPECT_NEAR(trend.z, z, 1e-13);
    EXPECT_NEAR(trend.p, p, 1e-14);
    EXPECT_NEAR(trend.slope, slope, 1e-13);
  };
  expect({1, 3, 2, 5, 4, 6, 8, 7, 9, 10}, 39, 125, 3.3988233257996803, 0.0006767641801210811, 1);
  expect({0, 0, 1, 0, 2, 2, 1, 3, 3, 3, 5, 2}, 42, 200.66666666666666, 2.894317952810322, 0.00379983177248322, 1.0 / 3);
  expect({9, 7, 7, 6, 3, 3, 2, 4, 1, 0, 0, 0}, -55, 207, -3.7532594530273458, 0.0001745500267034128, -0.8376623376623377);
  expect({5, 5, 5, 5, 5, 5}, 0, 0, 0, 1, 0);
  expect({}, 0, 0, 0, 1, 0);
}

/// One letter a period: H hot, C cold, . neither.
EmergingKind kind_of(const std::string& series, double trend_z = 0) {
  std::vector<std::int8_t> bins;
  for (const char c : series) bins.push_back(c == 'H' ? 3 : c == 'C' ? -3 : 0);
  Trend trend;
  trend.z = trend_z;
  trend.p = trend_z == 0 ? 1 : 0.001;
  return emerging_kind(bins, trend);
}

// Esri, "How Emerging Hot Spot Analysis works", the table of categories, a series for each row.
TEST(Emerging, KindsAreArcgiss) {
  EXPECT_EQ(code(kind_of(".........H")), "new hot spot");
  EXPECT_EQ(code(kind_of("....C....H")), "new hot spot");  // never hot before
  EXPECT_EQ(code(kind_of(".......HHH")), "consecutive hot spot");
  EXPECT_EQ(code(kind_of("HHHHHHHHHH", 3)), "intensifying hot spot");
  EXPECT_EQ(code(kind_of(".HHHHHHHHH", 3)), "intensifying hot spot");
  EXPECT_EQ(code(kind_of("HHHHH.HHHH")), "persistent hot spot");
  EXPECT_EQ(code(kind_of("HHHHHHHHHH", -3)), "diminishing hot spot");
  EXPECT_EQ(code(kind_of("..H.H....H")), "sporadic hot spot");
  EXPECT_EQ(code(kind_of("..H.....HH")), "sporadic hot spot");  // hot before the last run
  EXPECT_EQ(code(kind_of("..H.C....H")), "oscillating hot spot");
  EXPECT_EQ(code(kind_of("HHHHHHHHH.")), "historical hot spot");
  EXPECT_EQ(code(kind_of("HHHHHHH...")), "no pattern");
  EXPECT_EQ(code(kind_of("..........")), "no pattern");
  EXPECT_EQ(code(kind_of(".........C")), "new cold spot");
  EXPECT_EQ(code(kind_of("CCCCCCCCCC", -3)), "intensifying cold spot");  // colder and colder
  EXPECT_EQ(code(kind_of("CCCCCCCCCC", 3)), "diminishing cold spot");
  EXPECT_EQ(code(kind_of("..H.C....C")), "oscillating cold spot");
  EXPECT_EQ(code(kind_of("CCCCCCCCC.")), "historical cold spot");
  EXPECT_EQ(kind_of(""), EmergingKind::none);
}

/// Twelve periods of noise on a town of 10 x 10 cells with a pile that is there from period `from` on.
std::vector<std::uint32_t> cube(std::uint32_t from) {
  std::mt19937 random(2);
  std::vector<std::uint32_t> count(12 * 100);
  for (auto& c : count) c = static_cast<std::uint32_t>(random() % 3);
  for (std::uint32_t t = from; t < 12; ++t) {
    for (const std::uint32_t cell : {44U, 45U, 54U, 55U}) count[t * 100 + cell] += 12;
  }
  return count;
}

TEST(Emerging, APileThatStaysIsPersistentAndOneThatAppearsIsConsecutive) {
  const auto weights = lattice_weights({100, 0, 0, 10, 10}, {}, Neighbours::queen);
  const auto stays = emerging(cube(0), weights, 12), appears = emerging(cube(9), weights, 12);
  EXPECT_EQ(stays.tests, 1200U);
  EXPECT_EQ(stays.method, "exact");
  EXPECT_EQ(stays.kind[44], EmergingKind::persistent);
  EXPECT_EQ(appears.kind[44], EmergingKind::consecutive);
  EXPECT_EQ(stays.kind[99], EmergingKind::none);
}

TEST(Emerging, TheFirstPeriodHasNeighboursInSpaceOnly) {
  const auto weights = lattice_weights({100, 0, 0, 3, 1}, {}, Neighbours::queen);
  const std::vector<std::uint32_t> count{1, 2, 3, 4, 5, 6};
  const auto result = emerging(count, weights, 2);
  // Place 0: itself and place 1 in period 0 (sum 3 of 2 entries); in period 1 itself, place 1 and both a period before (sum 12 of 4).
  // mean 3.5, variance over n 35 / 12; n = 6.
  const auto z = [](double sum, double w) { return (sum - 3.5 * w) / std::sqrt(35.0 / 12 * (6 * w - w * w) / 5); };
  EXPECT_NEAR(result.z[0], z(3, 2), 1e-12);
  EXPECT_NEAR(result.z[3], z(12, 4), 1e-12);
  EXPECT_TRUE(result.too_few_periods);
  EXPECT_EQ(result.kind[0], EmergingKind::none);
  EXPECT_THROW((void)emerging(count, weights, 3), Error);
}

TEST(Emerging, CategoriesAreCorrectedTogether) {
  const auto weights = lattice_weights({100, 0, 0, 10, 10}, {}, Neighbours::queen);
  const std::vector<std::vector<std::uint32_t>> counts{cube(0), cube(20)};
  const auto both = emerging_together(counts, weights, 12);
  const auto first = emerging(counts[0], weights, 12);
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].tests, 2400U);
  EXPECT_EQ(both[0].p, first.p);  // each against its own counts
  std::vector<double> p = both[0].p;
  p.insert(p.end(), both[1].p.begin(), both[1].p.end());
  const auto q = adjusted(p, Correction::benjamini_hochberg);
  for (std::size_t i = 0; i < 1200; ++i) {
    EXPECT_EQ(both[0].q[i], q[i]);
    EXPECT_EQ(both[1].q[i], q[1200 + i]);
  }
}

TEST(AddTrends, FollowsTheReportsOfEachArea) {
  HotspotAreas areas;
  areas.id = {"a", "b"};
  areas.cells = {{3, 4}, {9}};
  areas.trend = areas.trend_p = {std::nan(""), std::nan("")};
  std::vector<std::uint32_t> cell;
  std::vector<std::int32_t> period;
  for (std::int32_t t = 0; t < 10; ++t) {
    for (std::int32_t k = 0; k < t; ++k) {  // one more report in cells 3 and 4 each period
      cell.push_back(k % 2 == 0 ? 3 : 4);
      period.push_back(t);
    }
    cell.push_back(9);
    period.push_back(t);
  }
  cell.push_back(kNoCell);
  period.push_back(-5);
  add_trends(areas, cell, period, 10);
  EXPECT_DOUBLE_EQ(areas.trend[0], 1);
  EXPECT_LT(areas.trend_p[0], 0.001);
  EXPECT_DOUBLE_EQ(areas.trend[1], 0);
  EXPECT_DOUBLE_EQ(areas.trend_p[1], 1);
}

}  // namespace
}  // namespace bailiwick
