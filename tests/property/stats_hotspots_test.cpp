/// What the statistics promise over many random cities.
#include <bailiwick/exposure.h>
#include <bailiwick/hotspots.h>

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace bailiwick {
namespace {

std::vector<std::uint32_t> poisson_city(std::size_t cells, double mean, std::mt19937& random) {
  std::poisson_distribution<std::uint32_t> reports(mean);
  std::vector<std::uint32_t> count(cells);
  for (auto& c : count) c = reports(random);
  return count;
}

bool any_flagged(const std::vector<double>& q, double alpha) {
  return std::any_of(q.begin(), q.end(), [&](double v) { return v <= alpha; });
}

/// Share of cities with a false hotspot that is still within chance: alpha and two standard errors.
double bound(double alpha, int cities) { return alpha + 2 * std::sqrt(alpha * (1 - alpha) / cities); }

TEST(StatsOnNoise, NoMoreThanAFewCitiesInAHundredHaveAnyHotspot) {
  constexpr int kCities = 1000;
  constexpr double kAlpha = 0.05;
  const Lattice lattice{100, 0, 0, 30, 30};
  for (const double mean : {0.1, 0.5, 2.0, 10.0}) {
    std::mt19937 random(42);
    int flagged = 0;
    for (int city = 0; city < kCities; ++city) {
      const auto gi = getis_ord(lattice, poisson_city(lattice.size(), mean, random), {});
      flagged += any_flagged(gi.q, kAlpha) ? 1 : 0;
    }
    EXPECT_LE(flagged, bound(kAlpha, kCities) * kCities) << "mean of " << mean << " reports a cell";
  }
}

TEST(StatsOnNoise, ZonesOfVeryUnequalAreaAreNoHotspotsByTheirSize) {
  constexpr int kCities = 1000;
  constexpr double kAlpha = 0.05;
  const Lattice lattice{100, 0, 0, 12, 12};
  const auto weights = lattice_weights(lattice, {}, Neighbours::rook);
  std::mt19937 random(7);
  std::lognormal_distribution<double> area(0, 1.5);
  std::vector<double> exposure(lattice.size());
  for (auto& e : exposure) e = area(random);
  int flagged = 0;
  for (int city = 0; city < kCities; ++city) {
    std::discrete_distribution<std::size_t> zone(exposure.begin(), exposure.end());
    std::vector<std::uint64_t> count(lattice.size(), 0);
    for (int report = 0; report < 500; ++report) ++count[zone(random)];
    flagged += any_flagged(zone_hotspots(count, exposure, weights).q, kAlpha) ? 1 : 0;
  }
  EXPECT_LE(flagged, bound(kAlpha, kCities) * kCities);
}

TEST(StatsOnClusters, AThreefoldRiskWithThirtyExpectedReportsIsFound) {
  constexpr int kCities = 100;
  const Lattice lattice{100, 0, 0, 30, 30};
  std::mt19937 random(5);
  int found = 0;
  for (int city = 0; city < kCities; ++city) {
    const double mean = 30.0 / 9;  // nine cells expect thirty
    auto count = poisson_city(lattice.size(), mean, random);
    std::poisson_distribution<std::uint32_t> hot(3 * mean);
    for (const std::uint32_t row : {14U, 15U, 16U}) {
      for (const std::uint32_t column : {9U, 10U, 11U}) count[row * 30 + column] = hot(random);
    }
    found += getis_ord(lattice, count, {}).bin[15 * 30 + 10] >= 2 ? 1 : 0;
  }
  EXPECT_GE(found, 90);
}

TEST(StatsSymmetry, ATurnedCityHasTurnedHotspots) {
  std::mt19937 random(8);
  const Lattice lattice{100, 0, 0, 14, 9}, turned{100, 0, 0, 9, 14};
  const auto count = poisson_city(lattice.size(), 1.5, random);
  std::vector<std::uint32_t> turned_count(count.size());
  const auto to = [&](std::size_t cell) { return (cell % 14) * 9 + (8 - cell / 14); };  // a quarter to the left
  for (std::size_t cell = 0; cell < count.size(); ++cell) turned_count[to(cell)] = count[cell];
  const auto gi = getis_ord(lattice, count, {}), turned_gi = getis_ord(turned, turned_count, {});
  for (std::size_t cell = 0; cell < count.size(); ++cell) {
    EXPECT_EQ(gi.z[cell], turned_gi.z[to(cell)]);
    EXPECT_EQ(gi.p[cell], turned_gi.p[to(cell)]);
    EXPECT_EQ(gi.q[cell], turned_gi.q[to(cell)]);
  }
}

}  // namespace
}  // namespace bailiwick
