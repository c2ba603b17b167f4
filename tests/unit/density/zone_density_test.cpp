#include <bailiwick/error.h>
#include <bailiwick/zone_density.h>

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>


namespace bailiwick {
namespace {

/// Two zones side by side, 200 m and 100 m wide, 100 m high, and a third, 4 m wide, that holds no centre of a cell of 10 m.
Zones row_of_zones() {
  LevelInput level;
  level.name = "block";
  const double west[] = {0, 200, 301}, east[] = {200, 300, 304};
  for (int i = 0; i < 3; ++i) {
    for (const auto& [x, y] : {std::pair{west[i], 0.0}, {east[i], 0.0}, {east[i], 100.0}, {west[i], 100.0}, {west[i], 0.0}}) level.shapes.add_vertex(x, y);
    level.shapes.end_ring();
    level.shapes.end_part();
    level.shapes.end_shape();
    level.rows.push_back({std::string(1, static_cast<char>('a' + i)), {}, {}, {}, {}, {}, std::nan("")});
  }
  return build_zones({std::move(level)}, "local").zones;
}

Planes same_planes() {
  Planes planes;
  planes.from_metric = [](std::span<double>, std::span<double>) {};
  return planes;
}

DensityGrid columns_as_values() {
  const Lattice lattice{10, 0, 0, 40, 10};
  DensityGrid grid{lattice, Kernel::quartic, {100, "given", ""}, EdgeCorrection::none, 0, {}};
  for (std::uint32_t row = 0; row < 10; ++row) {
    for (std::uint32_t column = 0; column < 40; ++column) grid.per_km2.push_back(static_cast<float>(column));
  }
  return grid;
}

TEST(ZoneDensity, IsTheMeanAndMaximumOfItsCells) {
  const auto zones = row_of_zones();
  const auto index = ZoneIndex::build(zones);
  const auto grid = columns_as_values();
  const auto cells = cell_zones(grid.lattice, {}, index, same_planes());
  const auto found = zone_density(grid, cells, 3);
  EXPECT_EQ(found.cells, (std::vector<std::uint32_t>{200, 100, 0}));
  EXPECT_EQ(found.mean_per_km2[0], 9.5);   // columns 0 to 19
  EXPECT_EQ(found.mean_per_km2[1], 24.5);  // 20 to 29
  EXPECT_EQ(found.max_per_km2[0], 19);
  EXPECT_EQ(found.max_per_km2[1], 29);
  EXPECT_TRUE(std::isnan(found.mean_per_km2[2]) && std::isnan(found.max_per_km2[2]));
}

TEST(ZoneDensity, LeavesOutCellsThatTakeNoPart) {
  const auto zones = row_of_zones();
  const auto index = ZoneIndex::build(zones);
  const auto grid = columns_as_values();
  std::vector<std::uint8_t> inside(grid.lattice.size(), 1);
  for (std::size_t cell = 0; cell < inside.size(); ++cell) inside[cell] = cell % 40 < 5 ? 1 : 0;
  const auto found = zone_density(grid, cell_zones(grid.lattice, inside, index, same_planes()), 3);
  EXPECT_EQ(found.cells, (std::vector<std::uint32_t>{50, 0, 0}));
  EXPECT_EQ(found.mean_per_km2[0], 2);
}

TEST(RelativeRisk, IsTheRatioOfShares) {
  // Two places far apart, 30 reports in the first, 10 of them open, and 10 in the second, 6 of them open: open is 16 of 40, in the first place
  // 10/30 over 16/40 = 5/6, in the second 6/10 over 16/40 = 3/2.
  const Lattice lattice{10, 0, 0, 100, 20};
  const std::vector<double> x{105, 805}, y{105, 105}, all{30, 10}, open{10, 6};
  const DensityOptions options{Kernel::quartic, {100, "given", ""}};
  const auto part = density({x, y}, open, lattice, {}, options), whole = density({x, y}, all, lattice, {}, options);
  const auto risk = relative_risk(part, 16, whole, 40);
  EXPECT_DOUBLE_EQ(risk.share, 0.4);
  const auto at = [&](double px) { return risk.grid.per_km2[10 * 100 + static_cast<std::size_t>(px / 10)]; };
  EXPECT_NEAR(at(105), 5.0 / 6, 1e-6);
  EXPECT_NEAR(at(805), 1.5, 1e-6);
  EXPECT_EQ(at(505), DensityGrid::kOutside);  // nobody there
  // Of ten reports at 805, five times the peak of one is left where (1 - u^2)^2 = 0.5, u = 0.541: 50 m to the east, not 60.
  EXPECT_NEAR(at(855), 1.5, 1e-6);
  EXPECT_EQ(at(865), DensityGrid::kOutside);
  EXPECT_NEAR(risk.least_per_km2, 5 * 3 / std::numbers::pi / 1e4 * 1e6, 1e-9);
  EXPECT_EQ(risk.cells + risk.guarded, 2000U);
  EXPECT_NEAR(risk.min, 5.0 / 6, 1e-6);
  EXPECT_NEAR(risk.max, 1.5, 1e-6);
}

TEST(RelativeRisk, NeedsOneGridAndReports) {
  const Lattice lattice{10, 0, 0, 10, 10}, other{20, 0, 0, 10, 10};
  const std::vector<double> at{50};
  const DensityOptions options{Kernel::quartic, {100, "given", ""}};
  const auto grid = density({at, at}, {}, lattice, {}, options);
  EXPECT_THROW((void)relative_risk(grid, 1, density({at, at}, {}, other, {}, options), 1), Error);
  EXPECT_THROW((void)relative_risk(grid, 0, grid, 1), Error);
}

}  // namespace
}  // namespace bailiwick
