#include "scratch.h"

#include <bailiwick/density.h>

#include <gtest/gtest.h>

#include <cmath>
#include <gdal_priv.h>
#include <memory>
#include <numbers>

namespace bailiwick::layers {
namespace {

constexpr double kTop = 1000, kRadius = 2000;

/// A cone of height kTop and radius kRadius about (0, 0), on 100 cells of 50 m each way.
DensityGrid cone() {
  DensityGrid grid;
  grid.lattice = {50, -50, -50, 100, 100};
  for (std::uint32_t row = 0; row < 100; ++row) {
    for (std::uint32_t column = 0; column < 100; ++column) {
      const double d = std::hypot(grid.lattice.centre_x_m(column), grid.lattice.centre_y_m(row));
      grid.per_km2.push_back(static_cast<float>(std::max(0.0, kTop * (1 - d / kRadius))));
    }
  }
  return grid;
}

/// Where the cone is at least `density`, in km2.
double cone_area_km2(double density) {
  const double r = kRadius * (1 - density / kTop) / 1000;
  return std::numbers::pi * r * r;
}

TEST(DensityBands, AreasOfAConeAreThoseOfItsRings) {
  const std::vector<double> breaks{200, 500, kTop};
  const auto bands = density_bands(cone(), breaks, Planes{});
  ASSERT_EQ(bands.table.rows(), 3U);
  EXPECT_EQ(bands.table.find("from_per_km2")->real, (std::vector<double>{0, 200, 500}));
  EXPECT_EQ(bands.table.find("to_per_km2")->real, breaks);
  const auto& area = bands.table.find("area_km2")->real;
  // straight pieces between cells of 50 m: within half a per cent; the foot of the cone is a kink inside a cell
  EXPECT_NEAR(area[2], cone_area_km2(500), 0.005 * cone_area_km2(500));
  EXPECT_NEAR(area[1], cone_area_km2(200) - cone_area_km2(500), 0.005 * cone_area_km2(200));
  EXPECT_NEAR(area[0], cone_area_km2(0) - cone_area_km2(200), 0.03 * cone_area_km2(0));
}

TEST(DensityBands, GroundOutsideTheStudyAreaIsInNoBand) {
  auto grid = cone();
  for (std::uint32_t row = 0; row < 100; ++row) {
    for (std::uint32_t column = 0; column < 50; ++column) grid.per_km2[row * 100 + column] = DensityGrid::kOutside;
  }
  const auto bands = density_bands(grid, {500, kTop}, Planes{});
  for (const double x : bands.polygons.x) EXPECT_GE(x, 0);
  EXPECT_NEAR(bands.table.find("area_km2")->real.back(), cone_area_km2(500) / 2, 0.05);
}

TEST(DensityBands, NoReportsNoBands) {
  auto grid = cone();
  grid.per_km2.assign(grid.per_km2.size(), 0.0F);
  EXPECT_EQ(density_bands(grid, {}, Planes{}).table.rows(), 0U);
}

TEST(DensityBands, TheyLieInTheLocationPlane) {
  Planes planes;
  planes.from_metric = [](std::span<double> x, std::span<double> y) {
    for (auto& v : x) v = v / 1e5 + 113;
    for (auto& v : y) v = v / 1e5 + 34;
  };
  const auto bands = density_bands(cone(), {500, kTop}, planes);
  for (const double x : bands.polygons.x) EXPECT_NEAR(x, 113, 0.03);
  EXPECT_NEAR(bands.table.find("area_km2")->real.back(), cone_area_km2(500), 0.02);
}

TEST(Cog, CellsLieWhereTheyBelong) {
  const Scratch scratch;
  OutputFolder out(scratch.path(), false);
  auto grid = cone();
  grid.per_km2[0] = DensityGrid::kOutside;  // south-west
  CrsInfo crs;
  crs.metric_wkt = "EPSG:4547";
  put_cog(out, "density.tif", Raster::of(grid), crs);
  EXPECT_EQ(scratch.names(), std::vector<std::string>{"density.tif"});
  const std::unique_ptr<GDALDataset> file(GDALDataset::Open((scratch.path() / "density.tif").c_str(), GDAL_OF_RASTER));
  ASSERT_NE(file, nullptr);
  double corner[6];
  file->GetGeoTransform(corner);
  EXPECT_EQ(corner[0], -2500);
  EXPECT_EQ(corner[3], 2500);
  EXPECT_EQ(corner[5], -50);
  EXPECT_STREQ(file->GetMetadataItem("LAYOUT", "IMAGE_STRUCTURE"), "COG");
  auto* band = file->GetRasterBand(1);
  EXPECT_EQ(band->GetNoDataValue(), -9999);
  EXPECT_STREQ(band->GetUnitType(), "1/km2");
  EXPECT_STREQ(band->GetDescription(), "density_per_km2");
  float south_west = 0, near_top = 0;
  ASSERT_EQ(band->RasterIO(GF_Read, 0, 99, 1, 1, &south_west, 1, 1, GDT_Float32, 0, 0, nullptr), CE_None);
  ASSERT_EQ(band->RasterIO(GF_Read, 49, 50, 1, 1, &near_top, 1, 1, GDT_Float32, 0, 0, nullptr), CE_None);
  EXPECT_EQ(south_west, -9999.0F);
  EXPECT_FLOAT_EQ(near_top, static_cast<float>(kTop * (1 - std::hypot(25, 25) / kRadius)));
}

TEST(Cog, TheSameGridGivesTheSameBytes) {
  const Scratch one, two;
  for (const auto* scratch : {&one, &two}) {
    OutputFolder out(scratch->path(), false);
    const auto grid = cone();
    put_cog(out, "density.tif", Raster::of(grid), CrsInfo{});
  }
  EXPECT_EQ(one.read("density.tif"), two.read("density.tif"));
}

}  // namespace
}  // namespace bailiwick::layers
