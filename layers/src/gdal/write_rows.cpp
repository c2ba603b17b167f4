#include "gdal/write_rows.h"

#include "gdal/gdal_drivers.h"
#include "gdal/write_density.h"

#include <bailiwick/error.h>

#include <algorithm>
#include <array>
#include <span>

namespace bailiwick::layers::gdal {
namespace {

constexpr int kBlock = 256;  // as the file that is made of it, so that each block is read for its own sake

class RowsBand final : public GDALRasterBand {
 public:
  RowsBand(GDALDataset* dataset, const RasterRows& rows) : rows_(rows) {
    poDS = dataset;
    nBand = 1;
    eDataType = GDT_Float32;
    nRasterXSize = dataset->GetRasterXSize();
    nRasterYSize = dataset->GetRasterYSize();
    nBlockXSize = nBlockYSize = kBlock;
  }

  double GetNoDataValue(int* is_there) override {
    if (is_there != nullptr) *is_there = TRUE;
    return static_cast<double>(DensityGrid::kOutside);
  }
  const char* GetUnitType() override { return kDensityUnit; }

 protected:
  CPLErr IReadBlock(int block_x, int block_y, void* data) override {
    const int columns = std::min(kBlock, nRasterXSize - block_x * kBlock), rows = std::min(kBlock, nRasterYSize - block_y * kBlock);
    auto* const values = static_cast<float*>(data);
    for (int row = 0; row < rows; ++row) {
      const auto from_south = static_cast<std::uint32_t>(nRasterYSize - 1 - block_y * kBlock - row);
      const std::span line(values + static_cast<std::ptrdiff_t>(row) * kBlock, static_cast<std::size_t>(columns));
      if (rows_.read(from_south, static_cast<std::uint32_t>(block_x * kBlock), line)) continue;
      CPLError(CE_Failure, CPLE_FileIO, "rows that were put aside cannot be read again");
      return CE_Failure;
    }
    return CE_None;
  }

 private:
  const RasterRows& rows_;
};

class RowsDataset final : public GDALDataset {
 public:
  RowsDataset(const RasterRows& rows, const CrsInfo& crs) : corner_(corner_of(rows.lattice())), reference_(density_reference(crs)) {
    nRasterXSize = static_cast<int>(rows.lattice().columns);
    nRasterYSize = static_cast<int>(rows.lattice().rows);
    SetBand(1, new RowsBand(this, rows));  // GDAL deletes it
    GetRasterBand(1)->SetDescription(kDensityName);
  }

  CPLErr GetGeoTransform(double* corner) override {
    std::copy(corner_.begin(), corner_.end(), corner);
    return CE_None;
  }
  const OGRSpatialReference* GetSpatialRef() const override { return reference_.get(); }

 private:
  std::array<double, 6> corner_;
  SpatialReference reference_;
};

}  // namespace

Dataset raster_of_rows(const RasterRows& rows, const CrsInfo& crs) {
  register_drivers();
  require_sides(rows.lattice());
  return Dataset(new RowsDataset(rows, crs));
}

}  // namespace bailiwick::layers::gdal
