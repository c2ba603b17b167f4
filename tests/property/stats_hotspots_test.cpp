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

// Flagged, of 1000 cities each: 8, 9, 28 and 43.
TEST(StatsOnNoise, NoMoreThanAFewCitiesInAHundredHaveAnyHotspot) {
  constexpr int kCities = 1000;
  constexpr double kAlpha = 0.05;
  const Lattice lattice{100, 0, 0, 100, 100};
  for (const double mean : {0.1, 0.5, 2.0, 10.0}) {
    std::mt19937 random(42);
    int flagged = 0;
    for (int city = 0; city < kCities; ++city) {
      const auto gi = getis_ord(lattice, poisson_city(lattice.size(), mean, random), {});
      flagged += any_flagged(gi.q, kAlpha) ? 1 : 0;
    }
    EXPECT_LE(flagged, bound(kAlpha, kCities) * kCities) << "mean of " << mean << " reports a cell";
    RecordProperty("flagged_at_mean_" + std::to_string(static_cast<int>(mean * 10)) + "_tenths", flagged);
  }
}

/// A city of zones whose areas span four orders of magnitude.
struct UnequalZones {
  Lattice lattice{100, 0, 0, 32, 32};
  Weights weights = lattice_weights(lattice, {}, Neighbours::rook);
  std::vector<double> exposure;

  explicit UnequalZones(std::mt19937& random) : exposure(lattice.size()) {
    std::lognormal_distribution<double> area(0, 1.5);
    for (auto& e : exposure) e = area(random);
  }
  [[nodiscard]] std::vector<std::uint64_t> reports(std::size_t number, const std::vector<double>& risk, std::mt19937& random) const {
    std::vector<double> weight;
    for (std::size_t zone = 0; zone < exposure.size(); ++zone) weight.push_back(exposure[zone] * (risk.empty() ? 1 : risk[zone]));
    std::discrete_distribution<std::size_t> zone(weight.begin(), weight.end());
    std::vector<std::uint64_t> count(lattice.size(), 0);
    for (std::size_t report = 0; report < number; ++report) ++count[zone(random)];
    return count;
  }
};

// Flagged, of 1000 cities each: 4, 13, 15 and 27.
TEST(StatsOnNoise, ZonesOfVeryUnequalAreaAreNoHotspotsByTheirSize) {
  constexpr int kCities = 1000;
  constexpr double kAlpha = 0.05;
  std::mt19937 random(7);
  const UnequalZones city(random);
  for (const double mean : {0.1, 0.5, 2.0, 10.0}) {
    int flagged = 0;
    for (int round = 0; round < kCities; ++round) {
      const auto count = city.reports(static_cast<std::size_t>(mean * static_cast<double>(city.exposure.size())), {}, random);
      flagged += any_flagged(zone_hotspots(count, city.exposure, city.weights).q, kAlpha) ? 1 : 0;
    }
    EXPECT_LE(flagged, bound(kAlpha, kCities) * kCities) << "mean of " << mean << " reports a zone";
    RecordProperty("flagged_at_mean_" + std::to_string(static_cast<int>(mean * 10)) + "_tenths", flagged);
  }
}

// Found: all 200.
TEST(StatsOnClusters, AThreefoldRiskWithThirtyExpectedReportsIsFound) {
  constexpr int kCities = 200;
  const Lattice lattice{100, 0, 0, 100, 100};
  std::mt19937 random(5);
  int found = 0;
  for (int city = 0; city < kCities; ++city) {
    const double mean = 30.0 / 9;  // nine cells expect thirty
    auto count = poisson_city(lattice.size(), mean, random);
    std::poisson_distribution<std::uint32_t> hot(3 * mean);
    for (const std::uint32_t row : {14U, 15U, 16U}) {
      for (const std::uint32_t column : {9U, 10U, 11U}) count[row * 100 + column] = hot(random);
    }
    found += getis_ord(lattice, count, {}).bin[15 * 100 + 10] >= 2 ? 1 : 0;
  }
  EXPECT_GE(found, 0.9 * kCities);
  RecordProperty("found", found);
}

// Found: all 1000.
TEST(StatsOnClusters, AThreefoldRiskInUnequalZonesWithThirtyExpectedReportsIsFound) {
  constexpr int kCities = 1000;
  std::mt19937 random(6);
  const UnequalZones city(random);
  constexpr std::size_t kCentre = 15 * 32 + 10;
  std::vector<double> risk(city.exposure.size(), 1.0);
  double all = 0, around = city.exposure[kCentre];
  risk[kCentre] = 3;
  for (const double e : city.exposure) all += e;
  for (const auto zone : city.weights.of(kCentre)) {
    around += city.exposure[zone];
    risk[zone] = 3;
  }
  const auto reports = static_cast<std::size_t>(30 * (all + 2 * around) / around);  // without the risk thirty of them would fall there
  int found = 0;
  for (int round = 0; round < kCities; ++round) {
    found += zone_hotspots(city.reports(reports, risk, random), city.exposure, city.weights).bin[kCentre] >= 2 ? 1 : 0;
  }
  EXPECT_GE(found, 0.9 * kCities);
  RecordProperty("found", found);
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
