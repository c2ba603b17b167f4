#include <bailiwick/density.h>

#include <gtest/gtest.h>

namespace bailiwick {
namespace {

DensityGrid grid_of(std::vector<float> values) {
  DensityGrid grid;
  grid.per_km2 = std::move(values);
  return grid;
}

TEST(DensityBreaks, RiseInRoundNumbersToTheMaximum) {
  EXPECT_EQ(density_breaks(grid_of({0, 3, 437, DensityGrid::kOutside})), (std::vector<double>{20, 50, 100, 200, 437}));
  EXPECT_EQ(density_breaks(grid_of({205}), 3), (std::vector<double>{50, 100, 205}));
}

TEST(DensityBreaks, AnEmptyGridHasNone) {
  EXPECT_TRUE(density_breaks(grid_of({})).empty());
  EXPECT_TRUE(density_breaks(grid_of({0, 0, DensityGrid::kOutside})).empty());
  EXPECT_TRUE(density_breaks(grid_of({5}), 0).empty());
}

}  // namespace
}  // namespace bailiwick
