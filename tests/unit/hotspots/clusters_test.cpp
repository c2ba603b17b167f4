#include <bailiwick/clusters.h>

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>

namespace bailiwick {
namespace {

/// DBSCAN word by word: a flood from each core in the order of the reports, all pairs tried.
Clusters plainly(const std::vector<double>& x, const std::vector<double>& y, double eps, std::uint32_t least) {
  const std::size_t n = x.size();
  const auto near = [&](std::size_t a, std::size_t b) { return (x[a] - x[b]) * (x[a] - x[b]) + (y[a] - y[b]) * (y[a] - y[b]) <= eps * eps; };
  Clusters result{std::vector<std::int32_t>(n, -1), std::vector<std::uint8_t>(n, 0), 0};
  for (std::size_t i = 0; i < n; ++i) {
    std::uint32_t neighbours = 0;
    for (std::size_t j = 0; j < n; ++j) neighbours += near(i, j) ? 1 : 0;
    result.core[i] = neighbours >= least ? 1 : 0;
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (result.core[i] == 0 || result.label[i] >= 0) continue;
    std::vector<std::size_t> open{i};
    const auto number = static_cast<std::int32_t>(result.count++);
    result.label[i] = number;
    while (!open.empty()) {
      const auto at = open.back();
      open.pop_back();
      for (std::size_t j = 0; j < n; ++j) {
        if (result.label[j] >= 0 || !near(at, j)) continue;
        result.label[j] = number;
        if (result.core[j] != 0) open.push_back(j);
      }
    }
  }
  return result;
}

TEST(Dbscan, EqualsTheAlgorithmWordByWord) {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> spread(0, 40);
    std::vector<double> x, y;
    for (int i = 0; i < 200; ++i) {
      const double centre = static_cast<double>(random() % 5) * 90 - 180;
      x.push_back(std::round(centre + spread(random)));  // whole metres: many repeats and exact distances
      y.push_back(std::round(centre / 2 + spread(random)));
    }
    for (const auto& [eps, least] : {std::pair{10.0, 4U}, {25.0, 10U}, {13.0, 1U}, {300.0, 5U}}) {
      const auto found = dbscan({x, y}, {eps, least}), expected = plainly(x, y, eps, least);
      EXPECT_EQ(found.label, expected.label) << seed << " " << eps;
      EXPECT_EQ(found.core, expected.core) << seed << " " << eps;
      EXPECT_EQ(found.count, expected.count);
    }
  }
}

// scikit-learn 1.9.1: DBSCAN(eps=1.5, min_samples=3).fit(points).labels_ and .core_sample_indices_
TEST(Dbscan, IsScikitLearns) {
  const std::vector<double> x{0, 1, 2, 3.5, 10, 11, 11, 20, 5.5, 7.2, 8.6, 8.8}, y{0, 0, 0, 0, 0, 0, 1, 5, 0, 0, 0.5, 0};
  const auto found = dbscan({x, y}, {1.5, 3});
  EXPECT_EQ(found.label, (std::vector<std::int32_t>{0, 0, 0, 0, 1, 1, 1, -1, -1, 1, 1, 1}));
  EXPECT_EQ(found.core, (std::vector<std::uint8_t>{0, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 1}));
}

TEST(Dbscan, PlacesExactlyEpsApartAreNeighbours) {
  const std::vector<double> x{0, 50, 100.001}, y{0, 0, 0};
  EXPECT_EQ(dbscan({x, y}, {50, 2}).label, (std::vector<std::int32_t>{0, 0, -1}));
}

TEST(Dbscan, TheSameForAnyNumberOfThreads) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> any(0, 1000);
  std::vector<double> x(4000), y(4000);
  for (auto& v : x) v = any(random);
  for (auto& v : y) v = any(random);
  Context one, three;
  one.threads = 1;
  three.threads = 3;
  EXPECT_EQ(dbscan({x, y}, {18, 5}, one).label, dbscan({x, y}, {18, 5}, three).label);
}

TEST(Dbscan, NothingIsNothingAndNonsenseIsRefused) {
  EXPECT_EQ(dbscan({}, {}).count, 0U);
  const std::vector<double> x{0, std::nan("")}, y{0, 0};
  EXPECT_THROW((void)dbscan({x, y}, {}), Error);
  EXPECT_THROW((void)dbscan({y, y}, {0, 5}), Error);
  EXPECT_THROW((void)dbscan({y, y}, {5, 0}), Error);
}

TEST(Piles, AreTheCoordinatesThatHoldTooMuch) {
  std::vector<double> x(100), y(100, 1.5);
  std::iota(x.begin(), x.end(), 0.0);
  for (int i = 0; i < 30; ++i) x[static_cast<std::size_t>(i)] = 7.25;
  for (int i = 40; i < 52; ++i) x[static_cast<std::size_t>(i)] = -3;
  const auto found = piles(x, y);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].x, 7.25);
  EXPECT_EQ(found[0].reports, 30U);
  EXPECT_DOUBLE_EQ(found[0].share, 0.3);
  EXPECT_EQ(found[1].reports, 12U);
  EXPECT_TRUE(piles({}, {}).empty());
}

}  // namespace
}  // namespace bailiwick
