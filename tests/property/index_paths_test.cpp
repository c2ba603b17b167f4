// The ways to work out a batch: plain, AVX2, AVX-512, and the doubles alone, must agree bit for bit.
#include "index/locate.h"
#include "index_oracle.h"
#include "index_partition.h"

#include <gtest/gtest.h>

#include <array>

namespace bailiwick::test {
namespace {

std::vector<index::Path> paths() {
  std::vector<index::Path> all{index::Path::plain};
  if (index::best_path() >= index::Path::avx2) all.push_back(index::Path::avx2);
  if (index::best_path() >= index::Path::avx512) all.push_back(index::Path::avx512);
  return all;
}

struct Columns {
  std::vector<double> x, y;
  explicit Columns(const std::vector<Point>& places) {
    for (const auto& [px, py] : places) {
      x.push_back(px);
      y.push_back(py);
    }
  }
};

/// Compares every place of a batch with the doubles; returns how many the whole numbers decided.
std::size_t compare(const ZoneIndex& index, const Columns& at) {
  const auto& data = index.data();
  std::vector<std::uint32_t> sets(at.x.size()), first;
  std::size_t decided = 0;
  for (const auto path : paths()) {
    index::sets_at(data, path, at.x.data(), at.y.data(), at.x.size(), sets.data());
    if (first.empty()) first = sets;
    EXPECT_EQ(first, sets);
  }
  std::array<Hit, 64> hits{};
  for (std::size_t i = 0; i < sets.size(); ++i) {
    if (sets[i] == index::kAskExact) continue;
    ++decided;
    const auto found = index::hits_exact(data, at.x[i], at.y[i], true, hits);
    std::string expected;
    for (const auto zone : data.zones_of_set(sets[i])) expected += std::to_string(zone) + " ";
    EXPECT_EQ(shown({hits.data(), found}), expected) << at.x[i] << ' ' << at.y[i];
    if (testing::Test::HasFailure()) return 0;
  }
  return decided;
}

TEST(IndexPaths, WholeNumbersAndDoublesAgreeInCitiesOfEveryKind) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    PartitionShape shape{12, 10, 25, 121, 31, 0.01, seed % 3 == 0 ? 0 : 1e-7};
    if (seed % 5 == 1) shape = {3, 3, 4, -200, 70, 100, 0.5};
    Partition partition(shape, seed);
    const auto index = ZoneIndex::build(partition.zones(0, seed % 4 == 2));
    compare(index, Columns(partition.places(4001)));
    ASSERT_FALSE(HasFailure()) << "partition " << seed;
  }
}

TEST(IndexPaths, MostPlacesNeedNoDoubles) {
  Partition partition({40, 40, 300, 121, 31, 0.01, 1e-7}, 3);
  const auto index = ZoneIndex::build(partition.zones());
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> unit(0, 0.4);
  std::vector<Point> places;
  for (int i = 0; i < 50'000; ++i) places.emplace_back(121 + unit(random), 31 + unit(random));
  EXPECT_GT(compare(index, Columns(places)), 49'000U);
}

/// Places a few units of a leaf beside the borders, where snapping could go wrong.
TEST(IndexPaths, PlacesAHairBesideBordersAreExact) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Partition partition({10, 10, 30, 121, 31, 0.01, 1e-7}, seed);
    const auto index = ZoneIndex::build(partition.zones());
    const double unit = index.data().facts->frame.leaf_size(2) / index::kLocalUnits;
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> off(-8, 8);
    std::vector<Point> places;
    for (const auto& [x, y] : partition.vertices()) places.emplace_back(x + off(random) * unit, y + off(random) * unit);
    compare(index, Columns(places));
    ASSERT_FALSE(HasFailure()) << "partition " << seed;
  }
}

TEST(IndexPaths, CellCornersAndSidesAreExact) {
  Partition partition({10, 10, 30, 121, 31, 0.01, 1e-7}, 9);
  const Zones zones = partition.zones();
  const auto index = ZoneIndex::build(zones);
  const auto& frame = index.data().facts->frame;
  const double size = frame.leaf_size(3);
  std::vector<Point> places;
  for (double x = frame.west; x < frame.east; x += 3 * size) {
    for (double y = frame.south; y < frame.north; y += 5 * size) {
      places.emplace_back(x, y);
      places.emplace_back(std::nextafter(x, 0), std::nextafter(y, 90));
      places.emplace_back(x, y + size / 3);
    }
  }
  compare(index, Columns(places));
}

TEST(IndexPaths, WhatIsNoPlaceLiesNowhere) {
  Partition partition({3, 3, 3}, 1);
  const auto index = ZoneIndex::build(partition.zones());
  const double nan = std::nan(""), inf = HUGE_VAL;
  const std::vector<double> x{nan, 121.01, inf, -inf, 1e300, 121.01}, y{31.01, nan, 31.01, 31.01, 31.01, -1e300};
  std::vector<std::uint32_t> sets(x.size());
  for (const auto path : paths()) {
    index::sets_at(index.data(), path, x.data(), y.data(), x.size(), sets.data());
    EXPECT_EQ(sets, std::vector<std::uint32_t>(x.size(), 0U));
  }
}

}  // namespace
}  // namespace bailiwick::test
