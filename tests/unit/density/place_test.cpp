#include "density/place.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <tuple>

#include "density/places.h"

namespace bailiwick::density_room {
namespace {

/// Places spread evenly, in heaps, on a line, and again and again on one spot.
std::vector<Place> mixed_places(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> unit(0, 1);
  std::vector<Place> places;
  while (places.size() < count) {
    const double kind = unit(random), weight = std::ceil(unit(random) * 4);
    if (kind < 0.5) places.push_back({unit(random), unit(random), weight});
    else if (kind < 0.7) places.push_back({0.25, std::round(unit(random) * 20) / 20, weight});
    else if (kind < 0.9) places.push_back({0.5 + 1e-9 * unit(random), 0.5, weight});
    else places.push_back({0.75, 0.125, weight});
  }
  return places;
}

/// Sorted and merged.
template <double Place::*first, double Place::*second>
std::vector<Place> merged(PlaceSorter<first, second>& sort, std::vector<Place> places, double low, double high) {
  std::vector<Place> left;
  for_merged(sort(places, low, high), [&](const Place& place) { left.push_back(place); });
  return left;
}

TEST(MergedPlaces, StandInOrderWithTheWeightsOfEqualOnes) {
  PlaceSorter<&Place::y, &Place::x> sort;
  for (const std::size_t count : {0U, 1U, 2U, 11U, 13U, 100U, 5000U}) {
    const auto places = mixed_places(count, static_cast<unsigned>(count));
    std::map<std::pair<double, double>, double> expected;  // a map is in the order of y, then x; whole weights add up in any order
    for (const auto& place : places) expected[{place.y, place.x}] += place.weight;
    const auto left = merged(sort, places, 0, 1);
    ASSERT_EQ(left.size(), expected.size());
    std::size_t i = 0;
    for (const auto& [at, weight] : expected) {
      EXPECT_EQ(std::tie(left[i].y, left[i].x, left[i].weight), std::tie(at.first, at.second, weight));
      ++i;
    }
  }
}

TEST(MergedPlaces, BoundsThatAreWrongCostTimeOnly) {
  PlaceSorter<&Place::x, &Place::y> sort;
  const auto places = mixed_places(400, 3);
  const auto good = merged(sort, places, 0, 1), narrow = merged(sort, places, 0.4, 0.41), none = merged(sort, places, 7, 7);
  ASSERT_EQ(narrow.size(), good.size());
  ASSERT_EQ(none.size(), good.size());
  for (std::size_t i = 0; i < good.size(); ++i) {
    EXPECT_EQ(std::tie(good[i].x, good[i].y, good[i].weight), std::tie(narrow[i].x, narrow[i].y, narrow[i].weight));
    EXPECT_EQ(std::tie(good[i].x, good[i].y, good[i].weight), std::tie(none[i].x, none[i].y, none[i].weight));
  }
}

TEST(DealtPlaces, EveryReportOfABandAndNoOther) {
  const std::vector<double> x{0, 1, 2, 3, 4, 5, 6}, y{9, 8, 7, 6, 5, 4, 3}, weight{1, 0, 2, 3, 4, 5, 6};
  const auto dealt = dealt_places({x, y}, weight, false, 3, [](MetricView some, std::span<std::uint32_t> band) {
    for (std::size_t i = 0; i < band.size(); ++i) band[i] = some.x_m[i] == 4 ? kNoBand : static_cast<std::uint32_t>(some.x_m[i]) % 3;
  }, {});
  std::vector<std::vector<double>> found(3);
  for (std::size_t band = 0; band < 3; ++band) {
    for (const auto& place : dealt.place.part(dealt.begin[band], dealt.begin[band + 1])) found[band].push_back(place.x * 100 + place.y * 10 + place.weight);
    std::sort(found[band].begin(), found[band].end());
  }
  EXPECT_EQ(found[0], (std::vector<double>{91, 363, 636}));
  EXPECT_EQ(found[1], (std::vector<double>{}));  // report 1 weighs nothing, report 4 is in no band
  EXPECT_EQ(found[2], (std::vector<double>{272, 545}));
}

TEST(MergedPlaces, OfNoneAndOfTheFarthestNumbers) {
  EXPECT_EQ(merged_places({}, {}).size(), 0U);
  for (const double far : {1.7e308, 5e-324}) {
    std::vector<double> x, y;
    for (int i = 0; i < 40; ++i) {
      x.push_back(i % 3 * far);
      y.push_back(i % 2 == 0 ? far : -far);
    }
    if (far > 1) std::fill(x.begin(), x.end(), 5.0);
    const auto merged = merged_places({x, y}, {});
    EXPECT_EQ(merged.size(), far > 1 ? 2U : 6U);
    EXPECT_EQ(merged.total, 40);
    EXPECT_EQ(merged.y.front(), -far);
  }
}

}  // namespace
}  // namespace bailiwick::density_room
