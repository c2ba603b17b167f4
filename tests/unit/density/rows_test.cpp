#include <bailiwick/density.h>
#include <bailiwick/error.h>

#include <gtest/gtest.h>

#include <algorithm>

#include "brute_force.h"

namespace bailiwick {
namespace {

const Lattice kLattice{10, -40, 25, 300, 400};

/// Batches of `size`, and how many of them are held by one who asks: none is kept.
ReportBatches batches(const testing::Reports& reports, std::size_t size) {
  return [&reports, size](const std::function<void(MetricView, std::span<const double>)>& take) {
    for (std::size_t begin = 0; begin < reports.x.size(); begin += size) {
      const auto n = std::min(size, reports.x.size() - begin);
      take({std::span(reports.x).subspan(begin, n), std::span(reports.y).subspan(begin, n)}, std::span(reports.weight).subspan(begin, n));
    }
  };
}

std::vector<std::uint8_t> odd_ground() {
  std::vector<std::uint8_t> inside(kLattice.size(), 1);
  for (std::size_t cell = 0; cell < inside.size(); ++cell) {
    const auto row = cell / 300, column = cell % 300;
    if (row + column < 120 || (row > 200 && row < 240 && column > 50) || column > 280) inside[cell] = 0;
  }
  return inside;
}

struct Whole {
  std::vector<float> per_km2;
  double lost = 0;
  std::uint32_t strips = 0;
};

Whole by_rows(const testing::Reports& reports, std::size_t batch, std::uint64_t most, std::span<const std::uint8_t> inside, const DensityOptions& options,
              const Context& context = {}) {
  Whole whole;
  whole.lost = density_by_rows(batches(reports, batch), kLattice, inside, options, most, [&](const DensityRows& rows) {
    EXPECT_EQ(rows.first * 300U, whole.per_km2.size());
    EXPECT_EQ(rows.per_km2.size(), rows.count * 300U);
    whole.per_km2.insert(whole.per_km2.end(), rows.per_km2.begin(), rows.per_km2.end());
    ++whole.strips;
  }, context);
  return whole;
}

TEST(DensityByRows, AnySplitGivesTheBytesOfTheWhole) {
  const auto inside = odd_ground();
  for (const auto kernel : testing::kEveryKernel) {
    for (const auto edge : {EdgeCorrection::none, EdgeCorrection::uniform, EdgeCorrection::diggle}) {
      for (const double radius : {4.0, 35.0, 180.0}) {
        auto reports = testing::scattered_reports(kernel == Kernel::gaussian ? 300 : 5000, kLattice, 3);
        const DensityOptions options{kernel, {kernel == Kernel::gaussian ? radius / 15 : radius, "given", ""}, edge};
        const auto whole = density(reports.view(), reports.weight, kLattice, inside, options);
        const auto once = by_rows(reports, 5000, 1'000'000, inside, options);
        EXPECT_EQ(once.strips, 1U);
        EXPECT_EQ(once.per_km2, whole.per_km2) << code(kernel) << code(edge) << radius;
        EXPECT_EQ(once.lost, whole.lost_weight);
        reports.shuffle();
        const auto many = by_rows(reports, 613, 200, inside, options, {{}, {}, 2});
        EXPECT_GT(many.strips, 1U) << code(kernel) << code(edge) << radius;
        EXPECT_EQ(many.per_km2, whole.per_km2) << code(kernel) << code(edge) << radius;
        EXPECT_EQ(many.lost, whole.lost_weight);
      }
    }
  }
}

TEST(DensityByRows, FewReportsDoNotMakeAStripOfManyCells) {
  const auto reports = testing::scattered_reports(40, kLattice, 4);
  const DensityOptions options{Kernel::triangular, {90, "given", ""}};  // its rows are summed one by one
  std::uint32_t rows = 0;
  (void)density_by_rows(batches(reports, 40), kLattice, {}, options, 9'000, [&](const DensityRows& strip) {
    EXPECT_EQ(strip.first, rows);
    EXPECT_EQ(strip.count, std::min(30U, kLattice.rows - rows));  // 9,000 cells of 300 columns
    rows += strip.count;
  });
  EXPECT_EQ(rows, kLattice.rows);
}

TEST(DensityByRows, ReportsWithoutWeightsWeighOne) {
  const auto reports = testing::scattered_reports(2000, kLattice, 8);
  const ReportBatches source = [&](const auto& take) { take(reports.view(), {}); };
  const DensityOptions options{Kernel::quartic, {120, "given", ""}};
  std::vector<float> rows;
  (void)density_by_rows(source, kLattice, {}, options, 300, [&](const DensityRows& r) { rows.insert(rows.end(), r.per_km2.begin(), r.per_km2.end()); });
  EXPECT_EQ(rows, density(reports.view(), {}, kLattice, {}, options).per_km2);
}

TEST(DensityByRows, StopsAndRefuses) {
  const auto reports = testing::scattered_reports(500, kLattice, 8);
  const auto ignore = [](const DensityRows&) {};
  std::stop_source stop;
  stop.request_stop();
  try {
    (void)density_by_rows(batches(reports, 100), kLattice, {}, {Kernel::quartic, {120, "given", ""}}, 300, ignore, {{}, stop.get_token(), 1});
    FAIL() << "it went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::cancelled);
  }
  DensityOptions adaptive{Kernel::quartic, {120, "given", ""}};
  adaptive.adaptive = true;
  EXPECT_THROW((void)density_by_rows(batches(reports, 100), kLattice, {}, adaptive, 300, ignore), Error);
  const auto inside = odd_ground();  // a hundred thousand centres under a wide gaussian: a mesh, which wants them at once
  EXPECT_THROW((void)density_by_rows(batches(reports, 100), kLattice, inside, {Kernel::gaussian, {45, "given", ""}, EdgeCorrection::uniform}, 300, ignore), Error);
}

}  // namespace
}  // namespace bailiwick
