#include <bailiwick/density.h>

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <numeric>

#include "brute_force.h"
#include "density/edge.h"

namespace bailiwick {
namespace {

/// An area of odd shape: a half disk with a hole.
std::vector<std::uint8_t> odd_area(const Lattice& lattice) {
  std::vector<std::uint8_t> inside(lattice.size(), 0);
  for (std::uint32_t row = 0; row < lattice.rows; ++row) {
    for (std::uint32_t column = 0; column < lattice.columns; ++column) {
      const double x = lattice.centre_x_m(column) - 1000, y = lattice.centre_y_m(row), hole = std::hypot(x - 300, y - 300);
      inside[std::size_t{row} * lattice.columns + column] = std::hypot(x, y) < 900 && hole > 150 ? 1 : 0;
    }
  }
  return inside;
}

const Lattice kLattice{20, 0, 0, 100, 50};

testing::Reports reports_inside(const std::vector<std::uint8_t>& inside) {
  testing::Reports kept;
  const auto all = testing::scattered_reports(400, kLattice);
  const auto cell = cell_of(kLattice, all.view());
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (cell[i] != kNoCell && inside[cell[i]] != 0) kept.add(all.x[i], all.y[i], all.weight[i]);
  }
  return kept;
}

double mass(const DensityGrid& grid) {
  double sum = 0;
  for (const float value : grid.per_km2) sum += value == DensityGrid::kOutside ? 0.0 : static_cast<double>(value);
  return sum * grid.lattice.cell_m * grid.lattice.cell_m / 1e6;
}

DensityGrid corrected(const testing::Reports& reports, const std::vector<std::uint8_t>& inside, Kernel kernel, double radius, EdgeCorrection edge) {
  return density(reports.view(), reports.weight, kLattice, inside, {kernel, {radius, "given", ""}, edge});
}

TEST(EdgeCorrection, DiggleConservesMassInsideAnyArea) {
  const auto inside = odd_area(kLattice);
  const auto reports = reports_inside(inside);
  const double weight = std::accumulate(reports.weight.begin(), reports.weight.end(), 0.0);
  for (const auto kernel : testing::kEveryKernel) {
    const double radius = kernel == Kernel::gaussian ? 80 : 240;
    const auto diggle = corrected(reports, inside, kernel, radius, EdgeCorrection::diggle);
    EXPECT_NEAR(mass(diggle) / weight, 1, 1e-6) << code(kernel);
    EXPECT_EQ(diggle.lost_weight, 0);
    EXPECT_LT(mass(corrected(reports, inside, kernel, radius, EdgeCorrection::none)), 0.99 * weight) << code(kernel);
  }
}

TEST(EdgeCorrection, UniformLeavesAnEvenCityEvenUpToItsBorder) {
  const auto inside = odd_area(kLattice);
  testing::Reports every_cell;
  for (std::uint32_t row = 0; row < kLattice.rows; ++row) {
    for (std::uint32_t column = 0; column < kLattice.columns; ++column) {
      if (inside[std::size_t{row} * kLattice.columns + column] != 0) every_cell.add(kLattice.centre_x_m(column), kLattice.centre_y_m(row), 1);
    }
  }
  const auto grid = corrected(every_cell, inside, Kernel::quartic, 200, EdgeCorrection::uniform);
  for (std::size_t cell = 0; cell < inside.size(); ++cell) {
    if (inside[cell] != 0) {
      EXPECT_NEAR(grid.per_km2[cell], 2500, 2500 * 1e-6) << cell;  // one report a cell of 400 m2
    }
  }
}

TEST(EdgeCorrection, AStraightBorderCutsHalfTheKernel) {
  // The border runs between two rows of cells; reports on it lose half of their kernel.
  const Lattice lattice{10, 0, -50, 100, 100};
  std::vector<std::uint8_t> inside(lattice.size(), 0);
  std::fill(inside.begin() + 50 * 100, inside.end(), std::uint8_t{1});
  const std::vector<double> x{500}, y{0};
  const auto none = density({x, y}, {}, lattice, inside, {Kernel::quartic, {200, "given", ""}, EdgeCorrection::none});
  const auto diggle = density({x, y}, {}, lattice, inside, {Kernel::quartic, {200, "given", ""}, EdgeCorrection::diggle});
  for (std::size_t cell = 50 * 100; cell < inside.size(); ++cell) {
    EXPECT_NEAR(diggle.per_km2[cell], 2 * none.per_km2[cell], 1e-3F * none.per_km2[cell] + 1e-6F);
  }
}

TEST(EdgeCorrection, AReportThatReachesNothingInsideIsSaid) {
  const Lattice lattice{10, 0, 0, 10, 10};
  const std::vector<std::uint8_t> inside(100, 1);
  const std::vector<double> x{50, 500}, y{50, 50}, weight{2, 3};
  EXPECT_EQ(density({x, y}, weight, lattice, inside, {Kernel::quartic, {30, "given", ""}, EdgeCorrection::diggle}).lost_weight, 3);
}

TEST(EdgeCorrection, DigglesWeightsAreTheShareInsideCellByCell) {
  auto inside = odd_area(kLattice);
  for (std::size_t cell = 0; cell < inside.size(); cell += 7) inside[cell] = 0;  // many short runs
  const auto reports = testing::scattered_reports(120, kLattice, 21);           // some of them outside the area, some outside the lattice
  for (const auto kernel : testing::kEveryKernel) {
    for (const double all : {7.0, 35.0, 300.0, 4000.0, 900'000.0}) {
      std::vector<double> radius(reports.x.size(), kernel == Kernel::gaussian ? all / 5 : all);
      for (std::size_t i = 0; i < radius.size(); i += 3) radius[i] *= 1.7;
      double lost = 0, expected_lost = 0;
      const auto found = density_room::weights_by_diggle(reports.view(), reports.weight, kLattice, inside, {kernel, radius}, {}, lost);
      for (std::size_t i = 0; i < found.size(); ++i) {
        long double sum = 0;
        for (std::size_t cell = 0; cell < inside.size(); ++cell) {
          const long double dx = static_cast<long double>(reports.x[i]) - kLattice.centre_x_m(static_cast<std::uint32_t>(cell % 100));
          const long double dy = static_cast<long double>(reports.y[i]) - kLattice.centre_y_m(static_cast<std::uint32_t>(cell / 100));
          const long double u = std::sqrt(dx * dx + dy * dy) / radius[i];
          if (inside[cell] != 0 && (kernel != Kernel::gaussian || u < 8.6L)) sum += testing::kernel_value(kernel, u) * kLattice.cell_m * kLattice.cell_m / radius[i] / radius[i];
        }
        const long double of_peak = sum * radius[i] * radius[i] / kLattice.cell_m / kLattice.cell_m / density_room::peak(kernel);
        if (of_peak > 1.01e-9L) {
          EXPECT_NEAR(found[i] * static_cast<double>(sum), reports.weight[i], 1e-6 * reports.weight[i]) << code(kernel) << all;
          if (of_peak > 1e-3L) {
            EXPECT_NEAR(found[i] * static_cast<double>(sum), reports.weight[i], 1e-9 * reports.weight[i]) << code(kernel) << all;
          }
        } else if (of_peak < 0.99e-9L) {
          EXPECT_EQ(found[i], 0) << code(kernel) << all;
          expected_lost += reports.weight[i];
        }
      }
      EXPECT_EQ(lost, expected_lost) << code(kernel) << all;
    }
  }
}

TEST(EdgeCorrection, NeedsAStudyArea) {
  const std::vector<double> x{50}, y{50};
  EXPECT_THROW((void)density({x, y}, {}, kLattice, {}, {Kernel::quartic, {30, "given", ""}, EdgeCorrection::uniform}), Error);
}

}  // namespace
}  // namespace bailiwick
