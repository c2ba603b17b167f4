#include <bailiwick/hotspots.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace bailiwick {
namespace {

/// The fifteen p-values of Benjamini and Hochberg (1995), section 4.
const std::vector<double> kPublished{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                     0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0};

void expect_near(const std::vector<double>& found, const std::vector<double>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], 1e-15) << i;
}

// Expected values: statsmodels 0.15.0, multipletests(p, method="fdr_bh" | "fdr_by" | "bonferroni")[1]; the same as R's p.adjust.
TEST(Adjusted, BenjaminiHochbergAsStatsmodels) {
  expect_near(adjusted(kPublished, Correction::benjamini_hochberg),
              {0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714285714286, 0.06385714285714286, 0.0645, 0.07650000000000001,
               0.48600000000000004, 0.5811818181818182, 0.7148749999999999, 0.7532307692307693, 0.8132142857142857, 1.0});
}

TEST(Adjusted, BenjaminiYekutieliAsStatsmodels) {
  expect_near(adjusted(kPublished, Correction::benjamini_yekutieli),
              {0.004977343489843491, 0.009954686979686982, 0.03152317543567544, 0.11821190788378289, 0.20008920829170831, 0.21189262285333715,
               0.21189262285333715, 0.2140257700632701, 0.253844517982018, 1, 1, 1, 1, 1, 1});
}

TEST(Adjusted, BonferroniAsStatsmodels) {
  expect_near(adjusted(kPublished, Correction::bonferroni),
              {0.0015, 0.006, 0.0285, 0.1425, 0.3015, 0.417, 0.447, 0.516, 0.6885, 1, 1, 1, 1, 1, 1});
  EXPECT_EQ(adjusted(kPublished, Correction::none), kPublished);
}

TEST(Adjusted, ManyTestsAreOrderedAsFewAre) {
  // 30,000 p-values i / 30,000 in a scrambled order: q is p x n / rank = 1 x the same for all, so every q is 1/1.
  constexpr std::size_t kTests = 30'000;
  std::vector<double> p(kTests), halves(kTests);
  for (std::size_t i = 0; i < kTests; ++i) {
    const std::size_t rank = i * 7919 % kTests + 1;
    p[i] = static_cast<double>(rank) / kTests;
    halves[i] = rank <= 100 ? 1e-9 * static_cast<double>(rank) : 1.0;  // q of the first hundred: 1e-9 x 30,000
  }
  for (const double q : adjusted(p, Correction::benjamini_hochberg)) EXPECT_NEAR(q, 1, 1e-12);
  const auto q = adjusted(halves, Correction::benjamini_hochberg);
  for (std::size_t i = 0; i < kTests; ++i) EXPECT_NEAR(q[i], halves[i] < 0.5 ? 3e-5 : 1, 1e-15);
}

// By the definition: q(i) is the least of p(j) x n / rank(j) over the j with p(j) >= p(i), ties ranked last.
TEST(Adjusted, TiesAndCrowdsOfSmallPAreOrderedToo) {
  std::vector<double> p;
  for (std::size_t i = 0; i < 400; ++i) p.push_back(i % 3 == 0 ? std::pow(10.0, -static_cast<double>(i % 60)) : i % 3 == 1 ? 1.0 : static_cast<double>(i % 7) / 50);
  const auto q = adjusted(p, Correction::benjamini_hochberg);
  for (std::size_t i = 0; i < p.size(); ++i) {
    double least = 1;
    for (const double larger : p) {
      if (larger < p[i]) continue;
      const auto rank = std::count_if(p.begin(), p.end(), [&](double other) { return other <= larger; });
      least = std::min(least, larger * 400 / static_cast<double>(rank));
    }
    EXPECT_EQ(q[i], least) << i;
  }
}

TEST(Adjusted, WhatWasNotTestedCountsForNothing) {
  const double none = std::nan("");
  const auto q = adjusted(std::vector<double>{none, 0.04, none, 0.02}, Correction::benjamini_hochberg);
  EXPECT_TRUE(std::isnan(q[0]) && std::isnan(q[2]));
  EXPECT_DOUBLE_EQ(q[1], 0.04);
  EXPECT_DOUBLE_EQ(q[3], 0.04);
  EXPECT_TRUE(adjusted({}, Correction::benjamini_hochberg).empty());
}

}  // namespace
}  // namespace bailiwick
