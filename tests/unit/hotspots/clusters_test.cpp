#include <bailiwick/clusters.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace bailiwick {
namespace {

/// DBSCAN word by word, all pairs tried: a flood over the cores, other reports to the nearest core, numbers by reports, then by the first core.
Clusters plainly(const std::vector<double>& x, const std::vector<double>& y, double eps, std::uint32_t least) {
  const std::size_t n = x.size();
  const auto away = [&](std::size_t a, std::size_t b) { return (x[a] - x[b]) * (x[a] - x[b]) + (y[a] - y[b]) * (y[a] - y[b]); };
  const auto near = [&](std::size_t a, std::size_t b) { return away(a, b) <= eps * eps; };
  Clusters result{std::vector<std::int32_t>(n, -1), std::vector<std::uint8_t>(n, 0), std::vector<std::uint8_t>(n, 0), 0};
  for (std::size_t i = 0; i < n; ++i) {
    std::uint32_t neighbours = 0;
    for (std::size_t j = 0; j < n; ++j) neighbours += near(i, j) ? 1 : 0;
    result.core[i] = neighbours >= least ? 1 : 0;
  }
  std::vector<std::size_t> by_place(n);
  std::iota(by_place.begin(), by_place.end(), std::size_t{0});
  std::sort(by_place.begin(), by_place.end(), [&](auto a, auto b) { return std::pair(y[a], x[a]) < std::pair(y[b], x[b]); });
  std::vector<std::int32_t> flood(n, -1);
  std::vector<std::size_t> first_core;
  for (const auto i : by_place) {
    if (result.core[i] == 0 || flood[i] >= 0) continue;
    std::vector<std::size_t> open{i};
    flood[i] = static_cast<std::int32_t>(first_core.size());
    while (!open.empty()) {
      const auto at = open.back();
      open.pop_back();
      for (std::size_t j = 0; j < n; ++j) {
        if (result.core[j] == 0 || flood[j] >= 0 || !near(at, j)) continue;
        flood[j] = flood[i];
        open.push_back(j);
      }
    }
    first_core.push_back(i);
  }
  std::vector<std::size_t> reports(first_core.size(), 0);
  for (std::size_t i = 0; i < n; ++i) {
    double nearest = eps * eps;
    std::int32_t joined = result.core[i] != 0 ? flood[i] : -1;
    for (const auto j : by_place) {
      if (result.core[i] != 0 || result.core[j] == 0 || !near(i, j)) continue;
      if (joined >= 0 && flood[j] != joined) result.contested[i] = 1;
      if (joined < 0 || away(i, j) < nearest) {
        joined = flood[j];
        nearest = away(i, j);
      }
    }
    result.label[i] = joined;
    if (joined >= 0) ++reports[static_cast<std::size_t>(joined)];
  }
  std::vector<std::int32_t> order(first_core.size()), number(first_core.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return reports[static_cast<std::size_t>(a)] > reports[static_cast<std::size_t>(b)]; });
  for (const auto cluster : order) number[static_cast<std::size_t>(cluster)] = static_cast<std::int32_t>(result.count++);
  for (auto& label : result.label) label = label < 0 ? label : number[static_cast<std::size_t>(label)];
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
      EXPECT_EQ(found.contested, expected.contested) << seed << " " << eps;
      EXPECT_EQ(found.count, expected.count);
    }
  }
}

TEST(Dbscan, EqualsTheAlgorithmWordByWordWhereReportsCrowd) {
  std::mt19937 random(4);
  std::vector<double> x, y;
  for (int i = 0; i < 1500; ++i) {  // up to hundreds on a coordinate, and a few places between
    const auto spot = random() % 5;
    x.push_back(spot < 4 ? static_cast<double>(spot * 40 + (random() % 3) * 6) : static_cast<double>(random() % 200));
    y.push_back(spot < 4 ? 100.0 : static_cast<double>(random() % 200));
  }
  for (const auto& [eps, least] : {std::pair{20.0, 30U}, {13.0, 200U}, {30.0, 700U}, {5.0, 100U}}) {
    const auto found = dbscan({x, y}, {eps, least}), expected = plainly(x, y, eps, least);
    EXPECT_EQ(found.label, expected.label) << eps;
    EXPECT_EQ(found.core, expected.core) << eps;
    EXPECT_EQ(found.contested, expected.contested) << eps;
  }
}

TEST(Dbscan, AMillionReportsOnOneCoordinateAreAnsweredAsFastAsOne) {
  std::vector<double> x(1'000'000, 500.25), y(1'000'000, 500.25);
  for (int i = 0; i < 5000; ++i) {  // each just out of reach of the pile, in a bin beside it
    x.push_back(500.25 + 50.01 * std::cos(i * 0.004));
    y.push_back(500.25 + 50.01 * std::sin(i * 0.004));
  }
  const auto found = dbscan({x, y}, {50, 100'000});
  EXPECT_EQ(found.count, 1U);
  EXPECT_EQ(std::count(found.label.begin(), found.label.end(), -1), 5000);
}

// scikit-learn 1.9.1: DBSCAN(eps=1.5, min_samples=3).fit(points).labels_ and .core_sample_indices_. The larger cluster is number 0 here and 1 there.
TEST(Dbscan, IsScikitLearns) {
  const std::vector<double> x{0, 1, 2, 3.5, 10, 11, 11, 20, 5.5, 7.2, 8.6, 8.8}, y{0, 0, 0, 0, 0, 0, 1, 5, 0, 0, 0.5, 0};
  const auto found = dbscan({x, y}, {1.5, 3});
  EXPECT_EQ(found.label, (std::vector<std::int32_t>{1, 1, 1, 1, 0, 0, 0, -1, -1, 0, 0, 0}));
  EXPECT_EQ(found.core, (std::vector<std::uint8_t>{0, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 1}));
  EXPECT_EQ(found.contested, std::vector<std::uint8_t>(12, 0));
}

/// West: a core at 0 with three reports behind it; east: the same at 20; a report between them that is no core, with both cores in reach of 12.
Clusters between(double x, double y, double west_y, double east_y) {
  const std::vector<double> xs{20, 25, 25, 25, x, 0, -5, -5, -5}, ys{east_y, east_y, east_y, east_y, y, west_y, west_y, west_y, west_y};
  return dbscan({xs, ys}, {12, 5});
}

TEST(Dbscan, AContestedReportJoinsTheNearestCoreOfEquallyNearOnesTheSouthernmostThenWesternmost) {
  const std::vector<std::int32_t> with_west{1, 1, 1, 1, 0, 0, 0, 0, 0}, with_east{0, 0, 0, 0, 0, 1, 1, 1, 1};  // five reports come before four
  EXPECT_EQ(between(9, 5, 5, 5).label, with_west);
  EXPECT_EQ(between(11, 5, 5, 5).label, with_east);
  EXPECT_EQ(between(10, 5, 5, 5).label, with_west);
  EXPECT_EQ(between(10, 5, 6, 4).label, with_east);
  EXPECT_EQ(between(10, 5, 4, 6).label, with_west);
  EXPECT_EQ(between(10, 5, 5, 5).core, (std::vector<std::uint8_t>{1, 0, 0, 0, 0, 1, 0, 0, 0}));
  EXPECT_EQ(between(10, 5, 5, 5).contested, (std::vector<std::uint8_t>{0, 0, 0, 0, 1, 0, 0, 0, 0}));
}

TEST(Dbscan, ClustersOfEqualSizeAreNumberedFromTheSouthThenFromTheWest) {
  const std::vector<double> x{500, 500, 0, 0, 900, 900, 100, 100, 100}, y{100, 100, 100, 100, 0, 0, 800, 800, 800};
  EXPECT_EQ(dbscan({x, y}, {10, 2}).label, (std::vector<std::int32_t>{3, 3, 2, 2, 1, 1, 0, 0, 0}));
}

TEST(Dbscan, TheSameForAnyOrderOfRows) {
  std::mt19937 random(12);
  std::vector<double> x, y;
  for (int i = 0; i < 3000; ++i) {  // whole metres: ties, and clusters that nearly meet
    x.push_back(static_cast<double>(random() % 500));
    y.push_back(static_cast<double>(random() % 500));
  }
  const ClusterOptions options{12, 10};
  const auto whole = dbscan({x, y}, options);
  EXPECT_GT(whole.count, 20U);
  EXPECT_GT(std::count(whole.contested.begin(), whole.contested.end(), 1), 5);
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (int round = 0; round < 10; ++round) {
    std::shuffle(order.begin(), order.end(), random);
    std::vector<double> xs, ys;
    for (const auto i : order) {
      xs.push_back(x[i]);
      ys.push_back(y[i]);
    }
    const auto shuffled = dbscan({xs, ys}, options);
    for (std::size_t i = 0; i < order.size(); ++i) {
      ASSERT_EQ(shuffled.label[i], whole.label[order[i]]);
      ASSERT_EQ(shuffled.core[i], whole.core[order[i]]);
      ASSERT_EQ(shuffled.contested[i], whole.contested[order[i]]);
    }
  }
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
