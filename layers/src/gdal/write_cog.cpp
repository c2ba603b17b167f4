#include "gdal/gdal_errors.h"
#include "gdal/gdal_handles.h"
#include "gdal/write_density.h"
#include "gdal/write_settings.h"
#include "write/temporary.h"

#include <bailiwick/layers/write.h>

#include <unistd.h>
#include <vector>

namespace bailiwick::layers {
namespace {

using gdal::Dataset;

[[noreturn]] void throw_unwritten(const gdal::ErrorCollector& errors, const std::string& place, const char* otherwise) {
  errors.throw_if_failed(ErrorCode::unwritable_file, place);
  throw Error(ErrorCode::unwritable_file, place + ": " + otherwise, place);
}

void write_cog(const std::filesystem::path& path, const Raster& raster, const CrsInfo& crs) {
  const auto place = write::shown(path);
  const gdal::WriteSettings settings;
  const gdal::ErrorCollector errors;
  const auto source = gdal::raster_in_memory(raster, crs);
  CPLStringList options;
  for (const char* option : {"COMPRESS=DEFLATE", "PREDICTOR=YES", "BLOCKSIZE=256", "OVERVIEW_RESAMPLING=AVERAGE", "BIGTIFF=IF_SAFER"}) options.AddString(option);
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("COG");
  if (driver == nullptr) throw Error(ErrorCode::unsupported, "this GDAL has no COG driver");
  ::unlink(path.c_str());
  Dataset cog(driver->CreateCopy(path.c_str(), source.get(), false, options.List(), nullptr, nullptr));
  if (!cog) throw_unwritten(errors, place, "GDAL could not write it and did not say why");
  gdal::close_checked(cog, place);
  errors.throw_if_failed(ErrorCode::unwritable_file, place);
}

/// Every cell read back and compared: GDAL's GeoTIFF writer can lose blocks on a full disk without a word.
void check_cog(const std::filesystem::path& path, const Raster& raster) {
  const auto place = write::shown(path);
  const gdal::ErrorCollector errors;
  const char* const drivers[] = {"GTiff", nullptr};
  const Dataset dataset(GDALDataset::Open(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers, nullptr, nullptr));
  if (!dataset) throw_unwritten(errors, place, "cannot be opened when reading back");
  const auto& lattice = raster.bands.front().grid->lattice;
  const auto columns = static_cast<int>(lattice.columns), rows = static_cast<int>(lattice.rows), bands = static_cast<int>(raster.bands.size());
  std::vector<float> found(lattice.size());
  const bool same_size = dataset->GetRasterXSize() == columns && dataset->GetRasterYSize() == rows && dataset->GetRasterCount() == bands;
  for (int band = 1; band <= bands; ++band) {
    if (!same_size || dataset->GetRasterBand(band)->RasterIO(GF_Read, 0, 0, columns, rows, found.data(), columns, rows, GDT_Float32, 0, 0, nullptr) != CE_None) {
      throw_unwritten(errors, place, "does not read back as a grid of the size written");
    }
    if (found != gdal::north_up(*raster.bands[static_cast<std::size_t>(band - 1)].grid)) throw_unwritten(errors, place, "does not read back as written");
  }
}

}  // namespace

void put_cog(OutputFolder& folder, const std::string& name, const Raster& raster, const CrsInfo& crs) {
  folder.put(
      name, [&](const std::filesystem::path& path) { write_cog(path, raster, crs); },
      [&](const std::filesystem::path& path) { check_cog(path, raster); });
}

std::string gdal_version() { return GDALVersionInfo("RELEASE_NAME"); }

}  // namespace bailiwick::layers
