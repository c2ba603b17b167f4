#include <bailiwick/density.h>

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <numeric>

#include "brute_force.h"
#include "density/sums.h"

namespace bailiwick {
namespace {

const Lattice kLattice{10, 0, 0, 200, 100};

DensityGrid adaptive(const testing::Reports& reports, Kernel kernel, double radius, std::span<const std::uint8_t> inside = {},
                     EdgeCorrection edge = EdgeCorrection::none, const Context& context = {}) {
  return density(reports.view(), reports.weight, kLattice, inside, {kernel, {radius, "given", ""}, edge, true}, context);
}

TEST(AdaptiveDensity, ThePlaceOfManyReachesLessFar) {
  // Two places on cell centres beyond each other's reach, of weight 1 and 16: the pilot is 1 and 16 times one peak, its geometric mean by weight
  // 16^(16/17). Radii by hand: 100 sqrt(16^(16/17)) = 368.6759 and 100 sqrt(16^(16/17) / 16) = 92.1690 m.
  testing::Reports reports;
  reports.add(405, 505, 1);
  reports.add(1605, 505, 16);
  const double wide = 368.6759, narrow = 92.1690, peak = 3 / std::numbers::pi * 1e6;
  const auto grid = adaptive(reports, Kernel::quartic, 100);
  const auto at = [&](double x, double y) { return grid.per_km2[cell_of(kLattice, {{&x, 1}, {&y, 1}})[0]]; };
  EXPECT_NEAR(at(405, 505), peak / (wide * wide), 1e-5);
  EXPECT_NEAR(at(1605, 505), 16 * peak / (narrow * narrow), 0.01);
  EXPECT_EQ(at(405 + 370, 505), 0);
  EXPECT_GT(at(405 + 360, 505), 0);
  EXPECT_EQ(at(1605 - 100, 505), 0);
  EXPECT_GT(at(1605 - 90, 505), 0);
}

TEST(AdaptiveDensity, AWidthOfFiveTimesIsTheMost) {
  testing::Reports reports;  // by the rule alone the first would reach sqrt(10000) = 100 times as far as the second, and G lies close to the second
  reports.add(405, 505, 1);
  reports.add(1605, 505, 10000);
  const auto grid = adaptive(reports, Kernel::quartic, 60);
  const double x = 405, y = 505;
  EXPECT_NEAR(grid.per_km2[cell_of(kLattice, {{&x, 1}, {&y, 1}})[0]], 3 / std::numbers::pi * 1e6 / (300.0 * 300.0), 1e-5);
}

TEST(AdaptiveDensity, EqualsItsDefinition) {
  const auto reports = testing::scattered_reports(60, kLattice, 5);
  for (const auto kernel : testing::kEveryKernel) {
    const double radius = kernel == Kernel::gaussian ? 60 : 150;
    // The pilot of one radius at every centre, and between four of them.
    const auto sum_at = [&](double x, double y, const std::vector<double>& radii) {
      long double sum = 0;
      for (std::size_t i = 0; i < reports.x.size(); ++i) {
        const long double far = std::hypot(static_cast<long double>(x) - reports.x[i], static_cast<long double>(y) - reports.y[i]);
        sum += reports.weight[i] * testing::kernel_value(kernel, far / radii[i]) / (static_cast<long double>(radii[i]) * radii[i]);
      }
      return sum;
    };
    const std::vector<double> one(reports.x.size(), radius);
    std::vector<double> radii;
    long double logs = 0, weight = 0;
    std::vector<long double> pilot;
    for (std::size_t i = 0; i < reports.x.size(); ++i) {
      const double c = std::clamp(reports.x[i] / 10 - 0.5, 0.0, 199.0), r = std::clamp(reports.y[i] / 10 - 0.5, 0.0, 99.0);
      const double left = std::floor(c) * 10 + 5, low = std::floor(r) * 10 + 5, right = std::min(left + 10, 1995.0), high = std::min(low + 10, 995.0);
      const double u = c - std::floor(c), v = r - std::floor(r);
      pilot.push_back((1 - v) * ((1 - u) * sum_at(left, low, one) + u * sum_at(right, low, one)) +
                      v * ((1 - u) * sum_at(left, high, one) + u * sum_at(right, high, one)));
      if (!(pilot.back() > 0)) continue;
      logs += reports.weight[i] * std::log(pilot.back());
      weight += reports.weight[i];
    }
    for (const auto f : pilot) radii.push_back(f > 0 ? radius * static_cast<double>(std::min(std::sqrt(std::exp(logs / weight) / f), 5.0L)) : 5 * radius);
    const auto grid = adaptive(reports, kernel, radius);
    double largest = 0;
    for (const float v : grid.per_km2) largest = std::max(largest, static_cast<double>(v));
    for (std::uint32_t row = 0; row < kLattice.rows; row += 7) {
      for (std::uint32_t column = 0; column < kLattice.columns; column += 3) {
        const double expected = static_cast<double>(sum_at(kLattice.centre_x_m(column), kLattice.centre_y_m(row), radii)) * 1e6;
        // 2e-7 of the cell; radii found to 1e-12 move what lies at a rim by as much of the largest.
        EXPECT_NEAR(grid.per_km2[row * 200 + column], expected, 2e-7 * expected + 1e-9 * largest) << code(kernel) << row << ' ' << column;
      }
    }
  }
}

TEST(AdaptiveDensity, EachMethodEqualsPlainSums) {
  const Lattice lattice{10, -7, 3, 120, 60};
  const auto reports = testing::scattered_reports(250, lattice, 17);
  const auto places = density_room::merged_places(reports.view(), reports.weight);
  std::vector<double> radius;
  for (std::size_t i = 0; i < places.size(); ++i) radius.push_back(3 * std::pow(400.0, static_cast<double>(i * 7919 % 101) / 100));  // 3 m to 1,200 m
  radius[5] = 64;  // a power of two is its own bound
  for (const auto kernel : {Kernel::quartic, Kernel::epanechnikov, Kernel::uniform, Kernel::triweight}) {
    std::vector<long double> expected(lattice.size(), 0);
    for (std::size_t cell = 0; cell < expected.size(); ++cell) {
      for (std::size_t i = 0; i < places.size(); ++i) {
        const long double dx = static_cast<long double>(places.x[i]) - lattice.centre_x_m(static_cast<std::uint32_t>(cell % 120));
        const long double dy = static_cast<long double>(places.y[i]) - lattice.centre_y_m(static_cast<std::uint32_t>(cell / 120));
        expected[cell] += places.weight[i] * testing::kernel_value(kernel, std::sqrt(dx * dx + dy * dy) / radius[i]) / density_room::peak(kernel);
      }
    }
    const auto top = *std::max_element(expected.begin(), expected.end());
    for (const auto add : {density_room::add_each_by_sweep, density_room::add_each_plainly}) {
      std::vector<double> found(lattice.size());
      const auto take = [&](std::size_t row, std::span<const double> sums) { std::copy(sums.begin(), sums.end(), &found[row * lattice.columns]); };
      add(places, radius, lattice, kernel, take, {});
      std::size_t wrong = 0;
      for (std::size_t cell = 0; cell < found.size(); ++cell) {
        const long double apart = std::abs(found[cell] - expected[cell]);
        if (!(apart <= std::max(2e-7L * expected[cell], 1e-12L * top)) || (expected[cell] == 0 && found[cell] != 0)) ++wrong;
      }
      EXPECT_EQ(wrong, 0U) << code(kernel);
    }
  }
}

TEST(AdaptiveDensity, IsSweptWhereKernelsReachManyCells) {
  const std::vector<double> wide(1000, 2000.0), narrow(1000, 20.0);
  using density_room::Method;
  EXPECT_EQ(density_room::method_for_each(wide, {10, 0, 0, 1000, 1000}, Kernel::quartic), Method::sweep);
  EXPECT_EQ(density_room::method_for_each(narrow, {10, 0, 0, 1000, 1000}, Kernel::quartic), Method::plain);
  EXPECT_EQ(density_room::method_for_each(wide, {10, 0, 0, 1000, 1000}, Kernel::triangular), Method::plain);
}

TEST(AdaptiveDensity, DiggleKeepsTheWeightInside) {
  std::vector<std::uint8_t> inside(kLattice.size(), 0);
  for (std::uint32_t row = 10; row < 90; ++row) {
    for (std::uint32_t column = 10; column < 150; ++column) inside[row * 200 + column] = row < 60 || column < 60 ? 1 : 0;
  }
  testing::Reports reports;
  const auto all = testing::scattered_reports(300, kLattice, 3);
  const auto cell = cell_of(kLattice, all.view());
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (cell[i] != kNoCell && inside[cell[i]] != 0) reports.add(all.x[i], all.y[i], all.weight[i]);
  }
  const auto grid = adaptive(reports, Kernel::quartic, 150, inside, EdgeCorrection::diggle);
  double mass = 0;
  for (std::size_t c = 0; c < inside.size(); ++c) mass += inside[c] != 0 ? static_cast<double>(grid.per_km2[c]) * 1e-4 : 0;
  EXPECT_NEAR(mass / std::accumulate(reports.weight.begin(), reports.weight.end(), 0.0), 1, 1e-6);
  EXPECT_EQ(grid.lost_weight, 0);
  EXPECT_THROW((void)adaptive(reports, Kernel::quartic, 150, inside, EdgeCorrection::uniform), Error);
}

TEST(AdaptiveDensity, IsTheSameForAnyOrderAndThreads) {
  auto reports = testing::scattered_reports(500, kLattice, 9);
  const auto once = adaptive(reports, Kernel::epanechnikov, 120, {}, EdgeCorrection::none, {{}, {}, 1});
  reports.shuffle();
  EXPECT_EQ(adaptive(reports, Kernel::epanechnikov, 120, {}, EdgeCorrection::none, {{}, {}, 2}).per_km2, once.per_km2);
}

}  // namespace
}  // namespace bailiwick
