#include <bailiwick/density.h>

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "brute_force.h"

namespace bailiwick {
namespace {

TEST(ArcgisBandwidth, FollowsTheFormulaByHand) {
  // Mean centre (0, 0); distances 100, 100, 300, 300, 0: SD = sqrt(200000 / 5) = 200, median Dm = 100.
  // min(200, sqrt(1 / ln 2) x 100 = 120.11224) = 120.11224; n^(-1/5) = 5^-0.2 = 0.72477966; 0.9 x 120.11224 x 0.72477966 = 78.3490.
  const std::vector<double> x{100, -100, 0, 0, 0}, y{0, 0, 300, -300, 0};
  const auto bandwidth = arcgis_bandwidth({x, y});
  EXPECT_NEAR(bandwidth.radius_m, 78.3490, 5e-4);
  EXPECT_EQ(bandwidth.rule, "arcgis");
  EXPECT_EQ(bandwidth.reason,
            "ArcGIS's default radius 0.9 min(SD, sqrt(1/ln 2) Dm) n^(-1/5) with standard distance SD = 200 m, median distance Dm = 100 m and "
            "n = 5 gives 78.3 m");
}

TEST(ArcgisBandwidth, WeightsCountAsThatManyReports) {
  const std::vector<double> x{0, 100, 250}, y{0, 50, 400}, weight{1, 3, 2};
  const std::vector<double> every_x{0, 100, 100, 100, 250, 250}, every_y{0, 50, 50, 50, 400, 400};
  EXPECT_DOUBLE_EQ(arcgis_bandwidth({x, y}, weight).radius_m, arcgis_bandwidth({every_x, every_y}).radius_m);
}

TEST(ArcgisBandwidth, AnEvenNumberTakesTheMeanOfTheMiddleDistances) {
  // Centre (0, 0), distances 100, 100, 200, 200: Dm = 150, SD = sqrt(25000) = 158.1139; 0.9 x 158.1139 x 4^-0.2 = 107.845.
  const std::vector<double> x{100, -100, 0, 0}, y{0, 0, 200, -200};
  EXPECT_NEAR(arcgis_bandwidth({x, y}).radius_m, 0.9 * std::sqrt(25000.0) * std::pow(4.0, -0.2), 1e-9);
  EXPECT_NEAR(arcgis_bandwidth({x, y}).radius_m, 107.845, 1e-3);
}

TEST(ArcgisBandwidth, APileOnTheCentreLeavesTheStandardDistance) {
  const std::vector<double> x{0, 0, 0, 0, 100, -100}, y{0, 0, 0, 0, 0, 0};
  const auto bandwidth = arcgis_bandwidth({x, y});  // Dm = 0; SD = sqrt(20000 / 6) = 57.735
  EXPECT_NEAR(bandwidth.radius_m, 0.9 * std::sqrt(20000.0 / 6) * std::pow(6.0, -0.2), 1e-9);
  EXPECT_NE(bandwidth.reason.find("SD alone"), std::string::npos);
}

TEST(ArcgisBandwidth, OnePlaceHasNoBandwidth) {
  const std::vector<double> x{5, 5, 5}, y{7, 7, 7};
  try {
    (void)arcgis_bandwidth({x, y});
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::invalid_argument);
    EXPECT_STREQ(e.what(), "bandwidth by ArcGIS's rule: expected reports in two places or more, found 1; name a bandwidth such as 500m");
  }
  EXPECT_THROW((void)arcgis_bandwidth({}), Error);
}

// numpy 2.4.6: x.std(ddof=1), y.std(ddof=1) of these points; sigma by hand from them: sqrt((sx^2 + sy^2) / 2) 7^(-1/6), sqrt(sx sy) 7^(-1/6).
TEST(BandwidthBy, SilvermanAndScottComeFromTheSpread) {
  const std::vector<double> x{0, 120, 40, 300, 310, 55, 200}, y{10, 0, 90, 45, 200, 60, 130};
  EXPECT_NEAR(bandwidth_by(BandwidthRule::silverman, Kernel::gaussian, {x, y}).radius_m, 73.75496202759724, 1e-9);
  EXPECT_NEAR(bandwidth_by(BandwidthRule::scott, Kernel::gaussian, {x, y}).radius_m, 68.11308048883875, 1e-9);
  const auto quartic = bandwidth_by(BandwidthRule::scott, Kernel::quartic, {x, y});
  EXPECT_NEAR(quartic.radius_m, 68.11308048883875 * std::sqrt(8.0), 1e-9);
  EXPECT_EQ(quartic.rule, "scott");
  EXPECT_NE(quartic.reason.find("as a radius of the quartic kernel"), std::string::npos);
  EXPECT_EQ(bandwidth_by(BandwidthRule::arcgis, Kernel::quartic, {x, y}).radius_m, arcgis_bandwidth({x, y}).radius_m);
}

TEST(BandwidthBy, ArcgisGivesAGaussianTheSigmaOfItsQuarticKernel) {
  // The radius by hand as above, 78.3490; a quartic kernel of that radius has the standard deviation 78.3490 / sqrt(8) = 27.7006 per axis.
  const std::vector<double> x{100, -100, 0, 0, 0}, y{0, 0, 300, -300, 0};
  const auto bandwidth = bandwidth_by(BandwidthRule::arcgis, Kernel::gaussian, {x, y});
  EXPECT_NEAR(bandwidth.radius_m, 27.7006, 5e-4);
  EXPECT_EQ(bandwidth.rule, "arcgis");
  EXPECT_EQ(bandwidth.reason,
            "ArcGIS's default radius 0.9 min(SD, sqrt(1/ln 2) Dm) n^(-1/5) with standard distance SD = 200 m, median distance Dm = 100 m and "
            "n = 5 gives 78.3 m for its quartic kernel; the sigma that smooths as much is 1/sqrt(8) of it, 27.7 m");
  for (const auto kernel : {Kernel::epanechnikov, Kernel::uniform, Kernel::triangular, Kernel::triweight}) {
    EXPECT_EQ(bandwidth_by(BandwidthRule::arcgis, kernel, {x, y}).radius_m, arcgis_bandwidth({x, y}).radius_m) << code(kernel);
  }
}

TEST(BandwidthBy, AKernelsRadiusHasItsStandardDeviation) {
  for (const auto kernel : testing::kEveryKernel) {  // by summing the kernel over a fine grid
    long double mass = 0, squares = 0;
    const double step = 0.01, far = kernel == Kernel::gaussian ? 8 : 1;
    for (double cx = -far + step / 2; cx < far; cx += step) {
      for (double cy = -far + step / 2; cy < far; cy += step) {
        const long double value = testing::kernel_value(kernel, std::sqrt(cx * cx + cy * cy));
        mass += value;
        squares += value * cx * cx;
      }
    }
    EXPECT_NEAR(deviation_per_radius(kernel), static_cast<double>(std::sqrt(squares / mass)), 2e-4) << code(kernel);
  }
}

TEST(BandwidthBy, ReportsOnOneLineHaveNoScott) {
  const std::vector<double> x{0, 10, 20}, y{5, 5, 5};
  EXPECT_GT(bandwidth_by(BandwidthRule::silverman, Kernel::quartic, {x, y}).radius_m, 0);
  EXPECT_THROW((void)bandwidth_by(BandwidthRule::scott, Kernel::quartic, {x, y}), Error);
  EXPECT_THROW((void)bandwidth_by(BandwidthRule::silverman, Kernel::quartic, {}), Error);
}

TEST(BandwidthBy, LikelihoodForetellsThreeEqualDistances) {
  // Corners of a triangle with sides of 100 m: log f_-i is -100^2 / (2 s^2) - 2 log s for each, greatest at s = 100 / sqrt(2).
  const std::vector<double> x{0, 100, 50}, y{0, 0, 50 * std::sqrt(3.0)};
  const auto bandwidth = bandwidth_by(BandwidthRule::likelihood, Kernel::gaussian, {x, y});
  EXPECT_NEAR(bandwidth.radius_m, 100 / std::sqrt(2.0), 0.01);
  EXPECT_EQ(bandwidth.rule, "likelihood");
  EXPECT_EQ(bandwidth.reason, "likelihood cross-validation over 3 places: sigma 70.7 m");
  EXPECT_NEAR(bandwidth_by(BandwidthRule::likelihood, Kernel::quartic, {x, y}).radius_m, 200, 0.03);
  EXPECT_THROW((void)bandwidth_by(BandwidthRule::likelihood, Kernel::quartic, {std::span(x).first(2), std::span(y).first(2)}), Error);
}

TEST(BandwidthBy, LikelihoodEqualsASearchByAnotherProgram) {
  // Ternary search in Python over sum_i w_i log(sum_j!=i w_j exp(-d^2 / (2 s^2)) / (2 pi s^2 (W - w_i))): 192.0990886 and, the first place three times
  // over, 191.6223967.
  std::vector<double> x{0, 120, 260, 300, 410, 520, 90, 700, 640, 333, 480, 150}, y{0, 40, -30, 200, 180, 260, 310, 90, 400, 520, 610, 455};
  EXPECT_NEAR(bandwidth_by(BandwidthRule::likelihood, Kernel::gaussian, {x, y}).radius_m, 192.0990886, 0.02);
  x.insert(x.end(), {0, 0});
  y.insert(y.end(), {0, 0});
  EXPECT_NEAR(bandwidth_by(BandwidthRule::likelihood, Kernel::gaussian, {x, y}).radius_m, 191.6223967, 0.02);
}

TEST(BandwidthBy, LikelihoodOfManyPlacesIsThatOfASample) {
  std::vector<double> x, y;
  for (int i = 0; i < 6000; ++i) {  // a normal city by quantiles of two golden sequences (Box and Muller)
    const double u = (i + 0.5) / 6000, turn = 2 * std::numbers::pi * std::fmod(i * 0.6180339887498949, 1.0), far = std::sqrt(-2 * std::log(u)) * 1000;
    x.push_back(far * std::cos(turn));
    y.push_back(far * std::sin(turn));
  }
  const auto bandwidth = bandwidth_by(BandwidthRule::likelihood, Kernel::gaussian, {x, y});
  EXPECT_NE(bandwidth.reason.find("found on a sample of 4096 and scaled"), std::string::npos) << bandwidth.reason;
  const auto backward = [](std::vector<double> v) { return std::vector<double>(v.rbegin(), v.rend()); };
  const auto backward_x = backward(x), backward_y = backward(y);
  EXPECT_EQ(bandwidth_by(BandwidthRule::likelihood, Kernel::gaussian, {backward_x, backward_y}, {}, {{}, {}, 1}).radius_m, bandwidth.radius_m);
}

TEST(DensityCell, IsATenthOfTheBandwidthRoundedDown) {
  Polygons area;
  for (const auto& [x, y] : {std::pair{0.0, 0.0}, {4000.0, 0.0}, {4000.0, 6000.0}, {0.0, 0.0}}) area.add_vertex(x, y);
  area.end_ring();
  area.end_part();
  area.end_shape();
  const auto choice = density_cell({380, "given", ""}, area.view());
  EXPECT_EQ(choice.cell_m, 20);
  EXPECT_EQ(choice.reason, "a tenth of the bandwidth of 380 m, rounded down to 20 m");
  const auto coarse = density_cell({380, "given", ""}, area.view(), 10'000);  // 60,000 cells of 20 m, 9,600 of 50 m
  EXPECT_EQ(coarse.cell_m, 50);
  EXPECT_EQ(coarse.reason, "a tenth of the bandwidth of 380 m, rounded down to 20 m, enlarged to 50 m so that the grid has at most 10000 cells");
}

}  // namespace
}  // namespace bailiwick
