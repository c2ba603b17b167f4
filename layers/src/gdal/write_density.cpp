#include "gdal/write_density.h"

#include "gdal/gdal_drivers.h"
#include "gdal/write_reference.h"

#include <bailiwick/error.h>

#include <cstddef>
#include <fmt/format.h>
#include <limits>
#include <string>

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

std::array<double, 6> corner_of(const Lattice& lattice) {
  const double north = lattice.south_m() + static_cast<double>(lattice.rows) * lattice.cell_m;
  return {lattice.west_m(), lattice.cell_m, 0, north, 0, -lattice.cell_m};
}

SpatialReference density_reference(const CrsInfo& crs) {
  return crs.local || crs.metric_wkt.empty() ? SpatialReference() : geopackage_reference(crs.metric_wkt);
}

void require_sides(const Lattice& lattice) {
  constexpr auto kMost = static_cast<std::uint32_t>(std::numeric_limits<int>::max());
  if (lattice.columns <= kMost && lattice.rows <= kMost) return;
  throw Error(ErrorCode::limit_exceeded,
              fmt::format("the density grid: expected at most {} cells along each side, found {} x {}; use larger cells", kMost, lattice.columns, lattice.rows));
}

Dataset raster_in_memory(const Raster& raster, const CrsInfo& crs) {
  register_drivers();
  const auto& lattice = raster.bands.front().grid->lattice;
  require_sides(lattice);
  const auto columns = static_cast<int>(lattice.columns), rows = static_cast<int>(lattice.rows);
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("MEM");
  Dataset dataset(driver == nullptr ? nullptr : driver->Create("", columns, rows, static_cast<int>(raster.bands.size()), GDT_Float32, nullptr));
  if (!dataset) throw Error(ErrorCode::out_of_memory, "the density grid does not fit in memory");
  auto corner = corner_of(lattice);
  dataset->SetGeoTransform(corner.data());
  if (const auto reference = density_reference(crs)) dataset->SetSpatialRef(reference.get());
  const bool is_density = raster.style == "density";
  const std::string quantity = is_density ? kDensityName : raster.style;
  for (std::size_t i = 0; i < raster.bands.size(); ++i) {
    const auto& [grid, name] = raster.bands[i];
    GDALRasterBand* band = dataset->GetRasterBand(static_cast<int>(i + 1));
    band->SetNoDataValue(DensityGrid::kOutside);
    band->SetDescription((name.empty() ? quantity : quantity + " " + name).c_str());
    band->SetUnitType(is_density ? kDensityUnit : "1");
    auto values = north_up(*grid);
    if (band->RasterIO(GF_Write, 0, 0, columns, rows, values.data(), columns, rows, GDT_Float32, 0, 0, nullptr) != CE_None) {
      throw Error(ErrorCode::internal, "the density grid could not be handed to GDAL");
    }
  }
  return dataset;
}

}  // namespace bailiwick::layers::gdal
