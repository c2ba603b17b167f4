#include "gdal/write_density.h"

#include "gdal/gdal_drivers.h"
#include "gdal/write_reference.h"

#include <bailiwick/error.h>

#include <array>
#include <cstddef>

namespace bailiwick::layers::gdal {

std::vector<float> north_up(const DensityGrid& grid) {
  const auto columns = grid.lattice.columns;
  std::vector<float> values;
  values.reserve(grid.per_km2.size());
  for (auto row = grid.lattice.rows; row-- > 0;) {
    const auto begin = grid.per_km2.begin() + static_cast<std::ptrdiff_t>(row) * columns;
    values.insert(values.end(), begin, begin + columns);
  }
  return values;
}

Dataset density_raster(const DensityGrid& grid, const CrsInfo& crs) {
  register_drivers();
  const auto& lattice = grid.lattice;
  const auto columns = static_cast<int>(lattice.columns), rows = static_cast<int>(lattice.rows);
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("MEM");
  Dataset dataset(driver == nullptr ? nullptr : driver->Create("", columns, rows, 1, GDT_Float32, nullptr));
  if (!dataset) throw Error(ErrorCode::out_of_memory, "the density grid does not fit in memory");
  const double north = lattice.south_m() + static_cast<double>(lattice.rows) * lattice.cell_m;
  std::array<double, 6> corner{lattice.west_m(), lattice.cell_m, 0, north, 0, -lattice.cell_m};
  dataset->SetGeoTransform(corner.data());
  if (!crs.local && !crs.metric_wkt.empty()) dataset->SetSpatialRef(geopackage_reference(crs.metric_wkt).get());
  GDALRasterBand* band = dataset->GetRasterBand(1);
  band->SetNoDataValue(DensityGrid::kOutside);
  band->SetDescription("density_per_km2");
  band->SetUnitType("1/km2");
  auto values = north_up(grid);
  if (band->RasterIO(GF_Write, 0, 0, columns, rows, values.data(), columns, rows, GDT_Float32, 0, 0, nullptr) != CE_None) {
    throw Error(ErrorCode::internal, "the density grid could not be handed to GDAL");
  }
  return dataset;
}

}  // namespace bailiwick::layers::gdal
