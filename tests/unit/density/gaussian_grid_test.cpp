#include "density/gaussian_grid.h"

#include <bailiwick/error.h>

#include <gtest/gtest.h>

#include "brute_force.h"

namespace bailiwick {
namespace {

std::vector<double> by_mesh(const testing::Reports& reports, const Lattice& lattice, double sigma, unsigned threads = 0) {
  return testing::rows_of(density_room::add_by_mesh, reports, lattice, Kernel::gaussian, sigma, {{}, {}, threads});
}

/// Largest difference to brute force, in units of the maximum.
double error(const testing::Reports& reports, const Lattice& lattice, double sigma, unsigned threads = 0) {
  const auto sum = by_mesh(reports, lattice, sigma, threads);
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
  EXPECT_EQ(by_mesh(far, lattice, 30), std::vector<double>(400, 0.0));
}

TEST(GaussianMesh, TheSameBytesForAnyOrderAndNumberOfThreads) {
  const Lattice lattice{10, 0, 0, 60, 60};
  auto reports = testing::scattered_reports(500, lattice);
  const auto one = by_mesh(reports, lattice, 25, 1);
  reports.shuffle();
  EXPECT_EQ(by_mesh(reports, lattice, 25, 3), one);
}

TEST(GaussianMesh, IsUsedWhereReportsAndCellsAreMany) {
  const Lattice lattice{10, 0, 0, 200, 200};
  testing::Reports reports = testing::scattered_reports(4000, lattice);  // 4,000 x 40,000 cells in reach
  const auto grid = density(reports.view(), reports.weight, lattice, {}, {Kernel::gaussian, {300, "given", ""}});
  const auto meshed = by_mesh(reports, lattice, 300);
  for (std::size_t cell = 0; cell < meshed.size(); ++cell) {
    EXPECT_EQ(grid.per_km2[cell], static_cast<float>(meshed[cell] * (density_room::peak(Kernel::gaussian) / (300.0 * 300.0) * 1e6)));
  }
}

TEST(GaussianMesh, IsNotUsedWhereLessIsToBeOff) {
  const Lattice lattice{10, 0, 0, 150, 150};
  const auto reports = testing::scattered_reports(5000, lattice);  // 5,000 x 22,500 cells in reach
  DensityOptions options{Kernel::gaussian, {200, "given", ""}};
  const auto by = [&](double bound) {
    options.gaussian_bound = bound;
    return density(reports.view(), reports.weight, lattice, {}, options).per_km2;
  };
  const auto plain = testing::density_by(testing::By::plain, reports, lattice, Kernel::gaussian, 200);
  EXPECT_NE(by(1e-6), plain);
  EXPECT_EQ(by(1e-9), by(0));
  const auto exact = by(0);
  for (std::size_t cell = 0; cell < plain.size(); ++cell) EXPECT_FLOAT_EQ(exact[cell], plain[cell]);
  EXPECT_THROW((void)by(-1), Error);
  EXPECT_THROW((void)by(std::nan("")), Error);
}

}  // namespace
}  // namespace bailiwick
