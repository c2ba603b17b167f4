#include <bailiwick/density.h>

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "brute_force.h"

namespace bailiwick {
namespace {

constexpr double kPi = std::numbers::pi;

DensityOptions options(Kernel kernel, double radius) { return {kernel, {radius, "given", ""}}; }

TEST(Density, OneReportGivesItsKernelInReportsPerSquareKilometre) {
  // Centre of the cell 50|50 lies on the report; those of the next cells 100 m away: u = 1/2.
  const Lattice lattice{100, 0, 0, 4, 1};
  const std::vector<double> x{50}, y{50};
  const double disk_km2 = kPi * 0.2 * 0.2;
  const auto at = [&](Kernel kernel) { return density({x, y}, {}, lattice, {}, options(kernel, 200)).per_km2; };
  EXPECT_FLOAT_EQ(at(Kernel::quartic)[0], static_cast<float>(3 / disk_km2));
  EXPECT_FLOAT_EQ(at(Kernel::quartic)[1], static_cast<float>(3 / disk_km2 * 0.5625));      // (1 - 1/4)^2
  EXPECT_FLOAT_EQ(at(Kernel::epanechnikov)[1], static_cast<float>(2 / disk_km2 * 0.75));   // 1 - 1/4
  EXPECT_FLOAT_EQ(at(Kernel::uniform)[1], static_cast<float>(1 / disk_km2));
  EXPECT_FLOAT_EQ(at(Kernel::triangular)[1], static_cast<float>(3 / disk_km2 * 0.5));      // 1 - 1/2
  EXPECT_FLOAT_EQ(at(Kernel::triweight)[1], static_cast<float>(4 / disk_km2 * 0.421875));  // (3/4)^3
  EXPECT_FLOAT_EQ(at(Kernel::gaussian)[1], static_cast<float>(std::exp(-0.125) / (2 * disk_km2)));
  for (const auto kernel : {Kernel::quartic, Kernel::epanechnikov, Kernel::uniform, Kernel::triangular, Kernel::triweight}) {
    EXPECT_EQ(at(kernel)[2], 0.0F) << code(kernel);  // on the rim of the disk
    EXPECT_EQ(at(kernel)[3], 0.0F) << code(kernel);
  }
}

TEST(Density, IsQgisRawQuarticTimesAConstant) {
  // QGIS 3.22 heatmap, quartic, raw: a report adds (1 - (d / radius)^2)^2 to a pixel (QgsKernelDensityEstimation::quarticKernel).
  // A pixel 120 m from one report and 50 m from another, radius 200 m: (1 - 0.36)^2 + (1 - 0.0625)^2 = 0.4096 + 0.87890625.
  const Lattice lattice{20, 0, 0, 1, 1};
  const std::vector<double> x{130, 10}, y{10, 60};
  const auto grid = density({x, y}, {}, lattice, {}, options(Kernel::quartic, 200));
  EXPECT_FLOAT_EQ(grid.per_km2[0], static_cast<float>(1.28850625 * 3 / (kPi * 0.04)));
}

TEST(Density, EqualsBruteForceForEveryKernelAndRadius) {
  const Lattice lattice{50, -3, 7, 23, 17};
  const auto reports = testing::scattered_reports(300, lattice);
  for (const auto kernel : testing::kEveryKernel) {
    for (const double radius : {13.0, 50.0, 180.0, 900.0, 5000.0}) {
      testing::expect_equal_to_brute_force(reports, lattice, kernel, radius);
    }
  }
}

TEST(Density, TheSameBytesForAnyOrderAndNumberOfThreads) {
  const Lattice lattice{50, -3, 7, 23, 17};
  auto reports = testing::scattered_reports(500, lattice);
  Context one, three;
  one.threads = 1;
  three.threads = 3;
  for (const auto kernel : testing::kEveryKernel) {
    const auto whole = density(reports.view(), reports.weight, lattice, {}, options(kernel, 170), one);
    reports.shuffle();
    EXPECT_EQ(density(reports.view(), reports.weight, lattice, {}, options(kernel, 170), three).per_km2, whole.per_km2) << code(kernel);
  }
}

TEST(Density, CellsOutsideTheAreaAreMasked) {
  const Lattice lattice{100, 0, 0, 3, 1};
  const std::vector<double> x{150}, y{50};
  const std::vector<std::uint8_t> inside{1, 0, 1};
  const auto grid = density({x, y}, {}, lattice, inside, options(Kernel::uniform, 120));
  EXPECT_GT(grid.per_km2[0], 0);
  EXPECT_EQ(grid.per_km2[1], DensityGrid::kOutside);
}

TEST(Density, NoReportsAreZeroEverywhere) {
  const Lattice lattice{100, 0, 0, 3, 2};
  EXPECT_EQ(density({}, {}, lattice, {}, options(Kernel::quartic, 120)).per_km2, std::vector<float>(6, 0.0F));
}

TEST(Density, WhatCannotBeIsRefused) {
  const Lattice lattice{100, 0, 0, 3, 1};
  const std::vector<double> x{150, std::nan("")}, y{50, 1}, short_y{50}, negative{1, -1};
  const std::vector<double> good{150, 20};
  const std::vector<std::uint8_t> short_mask{1};
  EXPECT_THROW((void)density({x, y}, {}, lattice, {}, options(Kernel::quartic, 120)), Error);
  EXPECT_THROW((void)density({good, short_y}, {}, lattice, {}, options(Kernel::quartic, 120)), Error);
  EXPECT_THROW((void)density({good, y}, negative, lattice, {}, options(Kernel::quartic, 120)), Error);
  EXPECT_THROW((void)density({good, y}, {}, lattice, short_mask, options(Kernel::quartic, 120)), Error);
  EXPECT_THROW((void)density({good, y}, {}, lattice, {}, options(Kernel::quartic, 0)), Error);
  EXPECT_THROW((void)density({good, y}, {}, lattice, {}, options(Kernel::quartic, std::nan(""))), Error);
}

}  // namespace
}  // namespace bailiwick
