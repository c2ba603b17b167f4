#include <bailiwick/exposure.h>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "hotspots/binomial.h"

namespace bailiwick {
namespace {

using hotspots_room::binomial_tails;

void expect_relative(double found, double expected) { EXPECT_NEAR(found / expected, 1, 1e-12) << expected; }

// Sums of exact terms with 40 digits: mpmath 1.4.1.
TEST(BinomialTails, KeepTheirPrecisionFarOut) {
  expect_relative(binomial_tails(150, 1000, 0.1).at_least, 4.48944285945002284e-7);
  expect_relative(binomial_tails(5200, 10'000'000, 0.0005).at_least, 2.50842854034764941e-3);
  expect_relative(binomial_tails(4700, 10'000'000, 0.0005).at_most, 9.44529680943463768e-6);
  expect_relative(binomial_tails(60, 10'000'000, 0.000001).at_least, 6.52110133198907152e-27);
}

// scipy 1.17.1: binom.sf(k - 1, n, p), binom.cdf(k, n, p)
TEST(BinomialTails, AreScipys) {
  expect_relative(binomial_tails(3, 20, 0.1).at_least, 0.32307319481053404);
  expect_relative(binomial_tails(3, 20, 0.1).at_most, 0.8670466765656649);
  expect_relative(binomial_tails(0, 20, 0.1).at_most, 0.12157665459056925);
  EXPECT_EQ(binomial_tails(0, 20, 0.1).at_least, 1);
  expect_relative(binomial_tails(20, 20, 0.9).at_least, 0.12157665459056931);
  EXPECT_EQ(binomial_tails(20, 20, 1).at_least, 1);
  EXPECT_EQ(binomial_tails(0, 20, 0).at_most, 1);
}

const std::vector<std::uint64_t> kCounts{12, 3, 0, 40, 7};
const std::vector<double> kExposure{1000, 150, 80, 900, 700};

// esda 2.9.0, esda.smoothing.Empirical_Bayes(e, b).r
TEST(EmpiricalBayes, IsEsdas) {
  const auto smoothed = empirical_bayes(kCounts, kExposure);
  const std::vector<double> expected{0.01295103307091209, 0.02079085431005363, 0.012494210827853784, 0.04206630536166519, 0.011568345714951501};
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(smoothed[i], expected[i], 1e-16) << i;
}

TEST(EmpiricalBayes, WhereChanceExplainsEverythingAllZonesAreAlike) {
  const auto smoothed = empirical_bayes(std::vector<std::uint64_t>{10, 10, 10}, std::vector<double>{5, 5, 5});
  EXPECT_EQ(smoothed, std::vector<double>(3, 2.0));
}

Weights chain() {  // 0-1, 0-2, 1-2, 2-3, 3-4
  Weights weights;
  weights.begin = {0, 2, 4, 7, 9, 10};
  weights.neighbour = {1, 2, 0, 2, 0, 1, 3, 2, 4, 3};
  return weights;
}

TEST(ZoneHotspots, PIsTheBinomialTailOfTheNeighbourhood) {
  const auto result = zone_hotspots(kCounts, kExposure, chain());
  // Zone 4 with zone 3: 47 of 62 reports on 1600 of 2830 units.
  EXPECT_EQ(result.count[4], 47U);
  EXPECT_NEAR(result.expected[4], 62.0 * 1600 / 2830, 1e-12);
  EXPECT_DOUBLE_EQ(result.p[4], 2 * binomial_tails(47, 62, 1600.0 / 2830).at_least);
  EXPECT_NEAR(result.z[4], (47 - 62 * 1600.0 / 2830) / std::sqrt(62 * (1600.0 / 2830) * (1230.0 / 2830)), 1e-12);
  EXPECT_EQ(result.tests, 5U);
}

// esda 2.9.0: G_Local(e / b, w, transform="B", star=True).Zs
TEST(ZoneHotspots, GiStarOfTheRatesStandsBesideIt) {
  const auto result = zone_hotspots(kCounts, kExposure, chain());
  const std::vector<double> expected{-1.0815099946360966, -1.0815099946360966, 0.4859733923119598, 0.14033015590356526, 1.0815099946360966};
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(result.gi_star_rate_z[i], expected[i], 1e-12) << i;
}

/// The chain with a zone put in before zone 2 that has no rate, beside its neighbours.
struct WithGap {
  std::vector<double> rate;
  Weights weights;

  explicit WithGap(const std::vector<double>& without) : rate(without) {
    rate.insert(rate.begin() + 2, std::nan(""));
    const std::vector<std::vector<std::uint32_t>> lists{{1, 2, 3}, {0, 2, 3}, {0, 1, 3}, {0, 1, 2, 4}, {3, 5}, {4}};
    for (const auto& list : lists) {
      weights.neighbour.insert(weights.neighbour.end(), list.begin(), list.end());
      weights.begin.push_back(static_cast<std::uint32_t>(weights.neighbour.size()));
    }
  }
};

TEST(RateStatistics, LeaveOutZonesWithoutARate) {
  const auto rate = zone_hotspots(kCounts, kExposure, chain()).rate;
  const WithGap gap(rate);
  const auto whole = rate_statistics(rate, chain()), found = rate_statistics(gap.rate, gap.weights);
  EXPECT_TRUE(std::isnan(found.local.p[2]) && std::isnan(found.local.gi_star_z[2]) && std::isnan(found.local.moran[2]));
  EXPECT_EQ(found.local.quadrant[2], Quadrant::none);
  for (std::size_t i = 0; i < rate.size(); ++i) {
    const std::size_t there = i < 2 ? i : i + 1;
    EXPECT_EQ(found.local.gi_star_z[there], whole.local.gi_star_z[i]);
    EXPECT_EQ(found.local.moran[there], whole.local.moran[i]);
    EXPECT_EQ(found.local.quadrant[there], whole.local.quadrant[i]);
    EXPECT_EQ(found.local.p[there], whole.local.p[i]);
  }
  EXPECT_EQ(found.moran.z, whole.moran.z);
  EXPECT_EQ(found.general_g.p, whole.general_g.p);
  const auto beside = zone_hotspots(kCounts, kExposure, chain()).gi_star_rate_z;
  for (std::size_t i = 0; i < rate.size(); ++i) EXPECT_NEAR(whole.local.gi_star_z[i], beside[i], 1e-12);
}

TEST(ZoneHotspots, AZoneWithoutExposureIsNotTested) {
  Weights islands;
  islands.begin = {0, 0, 0};
  const auto result = zone_hotspots(std::vector<std::uint64_t>{0, 8}, std::vector<double>{0, 3}, islands);
  EXPECT_TRUE(std::isnan(result.p[0]));
  EXPECT_TRUE(std::isnan(result.rate[0]));
  EXPECT_EQ(result.q[0], 1);
  EXPECT_EQ(result.p[1], 1);  // it has all the exposure, so all the reports
  EXPECT_EQ(result.tests, 1U);
}

TEST(ZoneHotspots, ReportsWithoutExposureAreRefused) {
  try {
    (void)zone_hotspots(std::vector<std::uint64_t>{0, 8}, std::vector<double>{1, 0}, {.begin = {0, 0, 0}, .neighbour = {}, .rule = {}});
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.feature(), 1);
    EXPECT_STREQ(e.what(), "zone 1: expected an exposure above 0 where there are reports and 0 or more elsewhere, found another; correct the "
                           "field or leave the zone out");
  }
  EXPECT_THROW((void)zone_hotspots(std::vector<std::uint64_t>{0}, std::vector<double>{0}, {.begin = {0, 0}, .neighbour = {}, .rule = {}}), Error);
}

// scipy 1.17.1: odds of beta.ppf(0.025, b, a + 1) and beta.ppf(0.975, b + 1, a); p = 2 min(binom.cdf, binom.sf) at 1/2
TEST(Change, IsTheExactComparisonOfTwoCounts) {
  const auto grown = change_between(10, 25);
  EXPECT_DOUBLE_EQ(grown.ratio, 2.5);
  EXPECT_NEAR(grown.low, 1.1596189735922393, 1e-10);
  EXPECT_NEAR(grown.high, 5.832713200335715, 1e-10);
  EXPECT_NEAR(grown.p, 0.016673847800120715, 1e-14);
  const auto born = change_between(0, 5);
  EXPECT_EQ(born.ratio, std::numeric_limits<double>::infinity());
  EXPECT_NEAR(born.low, 0.9163558573154597, 1e-10);
  EXPECT_EQ(born.high, std::numeric_limits<double>::infinity());
  EXPECT_NEAR(born.p, 0.0625, 1e-15);
  const auto same = change_between(30, 30);
  EXPECT_NEAR(same.low, 0.5824337997505955, 1e-10);
  EXPECT_NEAR(same.high, 1.7169333243163607, 1e-10);
  EXPECT_EQ(same.p, 1);
}

TEST(Change, PeriodsOfUnequalLengthCompareTheirRates) {
  const auto change = change_between(31, 28, 31, 28);
  EXPECT_DOUBLE_EQ(change.ratio, 1);
  EXPECT_GT(change.p, 0.9);
  EXPECT_TRUE(std::isnan(change_between(0, 0).ratio));
  EXPECT_EQ(change_between(0, 0).p, 1);
  EXPECT_THROW((void)change_between(1, 1, 0, 1), Error);
}

}  // namespace
}  // namespace bailiwick
