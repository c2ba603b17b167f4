/// What a density promises whatever the reports.
#include <bailiwick/density.h>

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace bailiwick {
namespace {

constexpr std::array kKernels{Kernel::quartic, Kernel::epanechnikov, Kernel::uniform, Kernel::triangular, Kernel::triweight, Kernel::gaussian};

struct Reports {
  std::vector<double> x, y, weight;
};

Reports some_reports(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> any(0, 2000);
  Reports reports;
  for (std::size_t i = 0; i < count; ++i) {
    reports.x.push_back(any(random));
    reports.y.push_back(any(random));
    reports.weight.push_back(static_cast<double>(1 + random() % 4));
  }
  return reports;
}

/// Reports on a grid of this cell size that leaves room for every kernel.
double mass(const Reports& reports, Kernel kernel, double radius, double cell) {
  const auto cells = static_cast<std::uint32_t>(6000 / cell), first = static_cast<std::uint32_t>(2000 / cell);
  const Lattice lattice{cell, -static_cast<std::int64_t>(first), -static_cast<std::int64_t>(first), cells, cells};
  const auto grid = density({reports.x, reports.y}, reports.weight, lattice, {}, {kernel, {radius, "given", ""}});
  double sum = 0;
  for (const float value : grid.per_km2) sum += value;
  return sum * cell * cell / 1e6;
}

TEST(StatsMass, CellSumsComeTowardsTheWeightAsCellsAreHalved) {
  const auto reports = some_reports(60, 1);
  double weight = 0;
  for (const double w : reports.weight) weight += w;
  for (const auto kernel : kKernels) {
    const double radius = kernel == Kernel::gaussian ? 200 : 400;
    const double coarse = std::abs(mass(reports, kernel, radius, 100) / weight - 1), fine = std::abs(mass(reports, kernel, radius, 25) / weight - 1);
    EXPECT_LT(fine, std::max(coarse, 1e-6)) << code(kernel);
    EXPECT_LT(fine, kernel == Kernel::uniform ? 5e-3 : 5e-4) << code(kernel);
  }
}

TEST(StatsMass, DensitiesOfPartsAddUpToTheDensityOfTheWhole) {
  const auto whole = some_reports(200, 2);
  Reports parts[2];
  for (std::size_t i = 0; i < whole.x.size(); ++i) {
    parts[i % 2].x.push_back(whole.x[i]);
    parts[i % 2].y.push_back(whole.y[i]);
    parts[i % 2].weight.push_back(whole.weight[i]);
  }
  const Lattice lattice{50, -10, -10, 60, 60};
  for (const auto kernel : kKernels) {
    const auto at = [&](const Reports& r) { return density({r.x, r.y}, r.weight, lattice, {}, {kernel, {300, "given", ""}}).per_km2; };
    const auto all = at(whole), first = at(parts[0]), second = at(parts[1]);
    for (std::size_t cell = 0; cell < all.size(); ++cell) EXPECT_NEAR(all[cell], first[cell] + second[cell], 2e-7F * all[cell] + 1e-9F);
  }
}

TEST(StatsOrder, ShuffledReportsGiveTheSameBandwidth) {
  auto reports = some_reports(501, 3);
  const double radius = arcgis_bandwidth({reports.x, reports.y}, reports.weight).radius_m;
  std::reverse(reports.x.begin(), reports.x.end());
  std::reverse(reports.y.begin(), reports.y.end());
  std::reverse(reports.weight.begin(), reports.weight.end());
  EXPECT_EQ(arcgis_bandwidth({reports.x, reports.y}, reports.weight).radius_m, radius);
}

}  // namespace
}  // namespace bailiwick
