// The exact methods, each against plain sums in long double.
#include <gtest/gtest.h>

#include "brute_force.h"
#include "density/sums.h"

namespace bailiwick {
namespace {

using testing::By;

constexpr std::array kPolynomial{Kernel::quartic, Kernel::epanechnikov, Kernel::uniform, Kernel::triweight};

/// By prefix sums of moments, and by a sweep along rows.
class ExactRows : public ::testing::TestWithParam<By> {};
INSTANTIATE_TEST_SUITE_P(Methods, ExactRows, ::testing::Values(By::moments, By::sweep),
                         [](const auto& method) { return std::string(method.param == By::moments ? "Moments" : "Sweep"); });

TEST_P(ExactRows, EqualBruteForceFromLessThanACellToMoreThanTheGrid) {
  const Lattice lattice{50, -3, 7, 37, 41};
  const auto reports = testing::scattered_reports(400, lattice);
  for (const auto kernel : kPolynomial) {
    for (const double radius : {13.0, 50.0, 77.0, 180.0, 400.0, 900.0, 5000.0}) {
      testing::expect_equal_to_brute_force(reports, lattice, kernel, radius, GetParam());
    }
  }
}

TEST_P(ExactRows, ManyReportsInFewCellsCrossTileAndBandBorders) {
  const Lattice lattice{10, 1000, -2000, 150, 70};
  const auto reports = testing::scattered_reports(3000, lattice, 9);
  for (const auto kernel : kPolynomial) {
    for (const double radius : {33.0, 120.0}) testing::expect_equal_to_brute_force(reports, lattice, kernel, radius, GetParam());
  }
}

TEST_P(ExactRows, FarFromTheOriginNothingIsLost) {
  const Lattice lattice{20, 225'000, -180'000, 30, 30};  // 4,500 km east, 3,600 km south
  const auto reports = testing::scattered_reports(300, lattice, 4);
  for (const auto kernel : kPolynomial) testing::expect_equal_to_brute_force(reports, lattice, kernel, 111, GetParam());
}

TEST_P(ExactRows, APileBesideSingleReportsLeavesNoDust) {
  const Lattice lattice{20, 0, 0, 60, 60};
  testing::Reports reports;
  reports.add(400, 400, 1e6);
  reports.add(1000, 400, 1);
  reports.add(430, 900, 1);
  for (const auto kernel : kPolynomial) testing::expect_equal_to_brute_force(reports, lattice, kernel, 150, GetParam());
}

TEST_P(ExactRows, ReportsOutOfReachLeaveTheGridEmpty) {
  const Lattice lattice{20, 0, 0, 10, 10};
  testing::Reports reports;
  reports.add(-500, 100, 3);
  reports.add(100, 1e9, 3);
  EXPECT_EQ(testing::density_by(GetParam(), reports, lattice, Kernel::quartic, 150), std::vector<float>(100, 0.0F));
}

TEST_P(ExactRows, RowsLongerThanATileAndKernelsWiderThanIt) {
  const Lattice lattice{1, 0, 0, 701, 9};
  auto reports = testing::scattered_reports(500, lattice, 11);
  reports.add(350.5, 4.5, 1e5);
  for (const auto kernel : kPolynomial) {
    for (const double radius : {0.3, 2.0, 40.0, 160.0}) testing::expect_equal_to_brute_force(reports, lattice, kernel, radius, GetParam());
  }
}

TEST(SweepRows, EqualBruteForceWhereCellsAreFarWiderThanKernels) {
  const Lattice lattice{10, 40, -60, 60, 30};
  testing::Reports reports;
  std::mt19937 random(3);
  std::uniform_real_distribution<double> beside(-1, 1);
  for (std::uint32_t i = 0; i < 300; ++i) reports.add(lattice.centre_x_m(i % 60) + beside(random), lattice.centre_y_m(i / 60) + beside(random), 1);
  for (const auto kernel : kPolynomial) testing::expect_equal_to_brute_force(reports, lattice, kernel, 1, By::sweep);
}

TEST_P(ExactRows, TheSameBytesForAnyOrderAndNumberOfThreads) {
  const Lattice lattice{10, 0, 0, 90, 70};
  auto reports = testing::scattered_reports(4000, lattice, 5);
  const auto add = GetParam() == By::moments ? density_room::add_by_moments : density_room::add_by_sweep;
  for (const auto kernel : kPolynomial) {
    const auto one = testing::rows_of(add, reports, lattice, kernel, 77, {{}, {}, 1});
    reports.shuffle();
    EXPECT_EQ(testing::rows_of(add, reports, lattice, kernel, 77, {{}, {}, 3}), one) << code(kernel);
  }
}

/// Where which method is the faster one was measured; the figures are in the room's README.
TEST(MethodFor, FollowsReportsCellsAndRadius) {
  const auto at = [](std::size_t reports, std::uint32_t side, double radius_in_cells, Kernel kernel) {
    return density_room::method_for(reports, {10, 0, 0, side, side}, {kernel, {10 * radius_in_cells, "given", ""}});
  };
  using density_room::Method;
  for (const auto kernel : kPolynomial) {
    EXPECT_EQ(at(10, 100, 5, kernel), Method::plain);
    EXPECT_EQ(at(1'000'000, 4000, 100, kernel), Method::sweep);
    EXPECT_EQ(at(10'000'000, 1000, 30, kernel), Method::moments);
  }
  EXPECT_EQ(at(10'000'000, 1000, 30, Kernel::triangular), Method::plain);
  EXPECT_EQ(at(1'000'000, 1000, 1e12, Kernel::quartic), Method::plain);  // farther than rows are numbered
  EXPECT_EQ(at(10'000'000, 1000, 1.4, Kernel::quartic), Method::sweep);    // moments of cells as wide as kernels lose digits
  EXPECT_EQ(at(10'000'000, 1000, 2.4, Kernel::triweight), Method::sweep);
  EXPECT_EQ(at(1'000'000, 20'000, 40, Kernel::quartic), Method::sweep);
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
