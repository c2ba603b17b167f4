#include <bailiwick/weights.h>

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace bailiwick {
namespace {

using Lists = std::vector<std::vector<std::uint32_t>>;

Lists lists(const Weights& weights) {
  Lists result;
  for (std::size_t i = 0; i < weights.size(); ++i) result.emplace_back(weights.of(i).begin(), weights.of(i).end());
  return result;
}

void add_rectangle(Polygons& p, double west, double south, double east, double north) {
  for (const auto& [x, y] : {std::pair{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}) p.add_vertex(x, y);
  p.end_ring();
  p.end_part();
  p.end_shape();
}

TEST(Weights, QueenSharesAVertexAndRookAnEdge) {
  //   2 3
  //   0 1   4 stands alone
  Polygons p;
  add_rectangle(p, 0, 0, 1, 1);
  add_rectangle(p, 1, 0, 2, 1);
  add_rectangle(p, 0, 1, 1, 2);
  add_rectangle(p, 1, 1, 2, 2);
  add_rectangle(p, 5, 5, 6, 6);
  EXPECT_EQ(lists(contiguity(p.view(), Neighbours::queen)), (Lists{{1, 2, 3}, {0, 2, 3}, {0, 1, 3}, {0, 1, 2}, {}}));
  EXPECT_EQ(lists(contiguity(p.view(), Neighbours::rook)), (Lists{{1, 2}, {0, 3}, {0, 3}, {1, 2}, {}}));
}

const std::vector<double> kX{0, 100, 0, 300, 310, 900, 330, 120}, kY{0, 0, 100, 50, 60, 900, 40, 20};

// libpysal 4.14.1: DistanceBand(points, 105).neighbors
TEST(Weights, ABandHoldsEveryPlaceWithinIt) {
  EXPECT_EQ(lists(distance_band({kX, kY}, 105)), (Lists{{1, 2}, {0, 7}, {0}, {4, 6}, {3, 6}, {}, {3, 4}, {1}}));
  EXPECT_EQ(lists(distance_band({kX, kY}, 100))[0], (std::vector<std::uint32_t>{1, 2}));  // the distance itself is included
  EXPECT_EQ(distance_band({kX, kY}, 105).rule, "band:105m");
}

TEST(Weights, TheNearestAreNearestWhateverTheirSpread) {
  std::mt19937 random(5);
  std::lognormal_distribution<double> far(0, 3);
  std::vector<double> x, y;
  for (int i = 0; i < 300; ++i) {
    x.push_back(std::round(far(random) * 10));
    y.push_back(std::round(far(random) * 10));
  }
  const auto found = nearest({x, y}, 5);
  double largest = 0;
  for (std::uint32_t i = 0; i < x.size(); ++i) {
    std::vector<std::pair<double, std::uint32_t>> all;
    for (std::uint32_t j = 0; j < x.size(); ++j) {
      if (j != i) all.emplace_back((x[i] - x[j]) * (x[i] - x[j]) + (y[i] - y[j]) * (y[i] - y[j]), j);
    }
    std::sort(all.begin(), all.end());
    std::vector<std::uint32_t> expected;
    for (int k = 0; k < 5; ++k) expected.push_back(all[static_cast<std::size_t>(k)].second);
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(std::vector(found.of(i).begin(), found.of(i).end()), expected) << i;
    largest = std::max(largest, all.front().first);
  }
  EXPECT_DOUBLE_EQ(smallest_full_band({x, y}), std::sqrt(largest));
}

TEST(Weights, FewerPlacesThanAskedForAreAllNeighbours) {
  EXPECT_EQ(lists(nearest({std::vector<double>{0, 1, 5}, std::vector<double>{0, 0, 0}}, 8)), (Lists{{1, 2}, {0, 2}, {0, 1}}));
  EXPECT_EQ(lists(nearest({}, 3)), Lists{});
  EXPECT_EQ(lists(nearest({std::vector<double>{3}, std::vector<double>{3}}, 3)), Lists{{}});
}

TEST(Weights, ALatticeLeavesOutTheCellsThatTakeNoPart) {
  const std::vector<std::uint8_t> inside{1, 1, 1, 0};
  EXPECT_EQ(lists(lattice_weights({100, 0, 0, 2, 2}, inside, Neighbours::queen)), (Lists{{1, 2}, {0, 2}, {0, 1}}));
  EXPECT_EQ(lists(lattice_weights({100, 0, 0, 2, 2}, inside, Neighbours::rook)), (Lists{{1, 2}, {0}, {0}}));
}

TEST(Weights, WhatCannotBeIsRefused) {
  EXPECT_THROW((void)distance_band({kX, kY}, 0), Error);
  const std::vector<double> none{std::nan("")}, zero{0};
  EXPECT_THROW((void)nearest({none, zero}, 1), Error);
}

}  // namespace
}  // namespace bailiwick
