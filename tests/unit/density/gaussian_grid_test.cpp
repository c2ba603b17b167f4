#include "density/gaussian_grid.h"

#include <gtest/gtest.h>

#include "brute_force.h"

namespace bailiwick {
namespace {

/// Largest difference to brute force, in units of the maximum.
double error(const testing::Reports& reports, const Lattice& lattice, double sigma, unsigned threads = 0) {
  std::vector<double> sum(lattice.size(), 0.0);
  Context context;
  context.threads = threads;
  density_room::add_by_mesh(reports.view(), reports.weight, lattice, Kernel::gaussian, sigma, sum, context);
  const auto expected = testing::brute_force(reports, lattice, Kernel::gaussian, sigma);
  const long double top = *std::max_element(expected.begin(), expected.end());
  long double largest = 0;
  for (std::size_t cell = 0; cell < sum.size(); ++cell) {
    const long double value = sum[cell] * density_room::peak(Kernel::gaussian) / sigma / sigma * 1e6;
    largest = std::max(largest, std::abs(value - expected[cell]));
  }
  return static_cast<double>(largest / top);
}

TEST(GaussianMesh, IsWithinAMillionthOfTheMaximum) {
  const Lattice lattice{50, -3, 7, 37, 29};
  const auto reports = testing::scattered_reports(300, lattice);
  for (const double sigma : {20.0, 60.0, 250.0, 2000.0}) EXPECT_LT(error(reports, lattice, sigma), 2e-7) << sigma;
}

TEST(GaussianMesh, OneReportAnywhereBetweenNodes) {
  const Lattice lattice{10, 0, 0, 40, 40};
  for (const double shift : {0.0, 3.3, 5.0, 6.67, 9.9}) {
    testing::Reports one;
    one.add(200 + shift, 200 - shift / 2, 1);
    EXPECT_LT(error(one, lattice, 30), 2e-7) << shift;
  }
}

TEST(GaussianMesh, ReportsFarOutsideAreNotSeenAndTheGridStaysZero) {
  const Lattice lattice{10, 0, 0, 20, 20};
  testing::Reports far;
  far.add(5000, 100, 1);
  std::vector<double> sum(lattice.size(), 0.0);
  density_room::add_by_mesh(far.view(), far.weight, lattice, Kernel::gaussian, 30, sum, {});
  EXPECT_EQ(sum, std::vector<double>(400, 0.0));
}

TEST(GaussianMesh, TheSameBytesForAnyOrderAndNumberOfThreads) {
  const Lattice lattice{10, 0, 0, 60, 60};
  auto reports = testing::scattered_reports(500, lattice);
  const auto at = [&](unsigned threads) {
    std::vector<double> sum(lattice.size(), 0.0);
    Context context;
    context.threads = threads;
    density_room::add_by_mesh(reports.view(), reports.weight, lattice, Kernel::gaussian, 25, sum, context);
    return sum;
  };
  const auto one = at(1);
  reports.shuffle();
  EXPECT_EQ(at(3), one);
}

TEST(GaussianMesh, IsUsedWhereReportsAndCellsAreMany) {
  const Lattice lattice{10, 0, 0, 200, 200};
  testing::Reports reports = testing::scattered_reports(4000, lattice);  // 4,000 x 40,000 cells in reach
  const auto grid = density(reports.view(), reports.weight, lattice, {}, {Kernel::gaussian, {300, "given", ""}});
  std::vector<double> plain(lattice.size(), 0.0);
  density_room::add_by_mesh(reports.view(), reports.weight, lattice, Kernel::gaussian, 300, plain, {});
  for (std::size_t cell = 0; cell < plain.size(); ++cell) {
    EXPECT_EQ(grid.per_km2[cell], static_cast<float>(plain[cell] * (density_room::peak(Kernel::gaussian) / (300.0 * 300.0) * 1e6)));
  }
}

}  // namespace
}  // namespace bailiwick
