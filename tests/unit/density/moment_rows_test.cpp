#include "density/moment_rows.h"

#include <gtest/gtest.h>

#include "brute_force.h"

namespace bailiwick {
namespace {

using testing::By;

constexpr std::array kPolynomial{Kernel::quartic, Kernel::epanechnikov, Kernel::uniform, Kernel::triweight};

TEST(MomentRows, EqualBruteForceFromLessThanACellToMoreThanTheGrid) {
  const Lattice lattice{50, -3, 7, 37, 41};
  const auto reports = testing::scattered_reports(400, lattice);
  for (const auto kernel : kPolynomial) {
    for (const double radius : {13.0, 50.0, 77.0, 180.0, 400.0, 900.0, 5000.0}) {
      testing::expect_equal_to_brute_force(reports, lattice, kernel, radius, By::moments);
    }
  }
}

TEST(MomentRows, ManyReportsInFewCellsCrossTileAndBandBorders) {
  const Lattice lattice{10, 1000, -2000, 150, 70};
  const auto reports = testing::scattered_reports(3000, lattice, 9);
  for (const auto kernel : kPolynomial) {
    for (const double radius : {33.0, 120.0}) testing::expect_equal_to_brute_force(reports, lattice, kernel, radius, By::moments);
  }
}

TEST(MomentRows, FarFromTheOriginNothingIsLost) {
  const Lattice lattice{20, 225'000, -180'000, 30, 30};  // 4,500 km east, 3,600 km south
  const auto reports = testing::scattered_reports(300, lattice, 4);
  for (const auto kernel : kPolynomial) testing::expect_equal_to_brute_force(reports, lattice, kernel, 111, By::moments);
}

TEST(MomentRows, APileBesideSingleReportsLeavesNoDust) {
  const Lattice lattice{20, 0, 0, 60, 60};
  testing::Reports reports;
  reports.add(400, 400, 1e6);
  reports.add(1000, 400, 1);
  reports.add(430, 900, 1);
  for (const auto kernel : kPolynomial) testing::expect_equal_to_brute_force(reports, lattice, kernel, 150, By::moments);
}

TEST(MomentRows, ReportsOutOfReachLeaveTheGridEmpty) {
  const Lattice lattice{20, 0, 0, 10, 10};
  testing::Reports reports;
  reports.add(-500, 100, 3);
  reports.add(100, 1e9, 3);
  EXPECT_EQ(testing::density_by(By::moments, reports, lattice, Kernel::quartic, 150), std::vector<float>(100, 0.0F));
}

TEST(PlainRows, EqualBruteForceForEveryKernel) {
  const Lattice lattice{50, -3, 7, 23, 17};
  const auto reports = testing::scattered_reports(300, lattice);
  for (const auto kernel : testing::kEveryKernel) {
    for (const double radius : {13.0, 180.0, 5000.0}) testing::expect_equal_to_brute_force(reports, lattice, kernel, radius, By::plain);
  }
}

}  // namespace
}  // namespace bailiwick
