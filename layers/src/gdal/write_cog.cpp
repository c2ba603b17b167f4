#include "gdal/gdal_errors.h"
#include "gdal/gdal_handles.h"
#include "gdal/write_density.h"
#include "gdal/write_rows.h"
#include "gdal/write_settings.h"
#include "write/temporary.h"

#include <bailiwick/layers/write.h>

#include <algorithm>
#include <unistd.h>
#include <vector>

namespace bailiwick::layers {
namespace {

using gdal::Dataset;

[[noreturn]] void throw_unwritten(const gdal::ErrorCollector& errors, const std::string& place, const char* otherwise) {
  errors.throw_if_failed(ErrorCode::unwritable_file, place);
  throw Error(ErrorCode::unwritable_file, place + ": " + otherwise, place);
}

/// GDAL asks now and then whether to go on.
int CPL_STDCALL go_on(double share, const char* /*message*/, void* data) {
  const auto& context = *static_cast<const Context*>(data);
  context.report("write", share);
  return context.stop.stop_requested() ? FALSE : TRUE;
}

void write_cog(const std::filesystem::path& path, GDALDataset& source, const Context& context) {
  const auto place = write::shown(path);
  const gdal::WriteSettings settings;
  const gdal::ErrorCollector errors;
  CPLStringList options;
  for (const char* option : {"COMPRESS=DEFLATE", "PREDICTOR=YES", "BLOCKSIZE=256", "OVERVIEW_RESAMPLING=AVERAGE", "BIGTIFF=IF_SAFER"}) options.AddString(option);
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("COG");
  if (driver == nullptr) throw Error(ErrorCode::unsupported, "this GDAL has no COG driver");
  ::unlink(path.c_str());
  Dataset cog(driver->CreateCopy(path.c_str(), &source, false, options.List(), go_on, const_cast<Context*>(&context)));  // only read
  context.check();
  if (!cog) throw_unwritten(errors, place, "GDAL could not write it and did not say why");
  gdal::close_checked(cog, place);
  errors.throw_if_failed(ErrorCode::unwritable_file, place);
}

struct Window {
  int x, y, columns, rows;
};

std::vector<float> values_in(GDALDataset& dataset, int band, const Window& w) {
  std::vector<float> values(static_cast<std::size_t>(w.columns) * static_cast<std::size_t>(w.rows));
  const auto read = dataset.GetRasterBand(band)->RasterIO(GF_Read, w.x, w.y, w.columns, w.rows, values.data(), w.columns, w.rows, GDT_Float32, 0, 0, nullptr);
  return read == CE_None ? values : std::vector<float>{};
}

/// Every cell read back and compared, a window at a time: GDAL's GeoTIFF writer can lose blocks on a full disk without a word.
void check_cog(const std::filesystem::path& path, GDALDataset& source, const Context& context) {
  const auto place = write::shown(path);
  const gdal::WriteSettings settings;
  const gdal::ErrorCollector errors;
  const char* const drivers[] = {"GTiff", nullptr};
  const Dataset dataset(GDALDataset::Open(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers, nullptr, nullptr));
  if (!dataset) throw_unwritten(errors, place, "cannot be opened when reading back");
  const int columns = source.GetRasterXSize(), rows = source.GetRasterYSize(), bands = source.GetRasterCount();
  const bool same_size = dataset->GetRasterXSize() == columns && dataset->GetRasterYSize() == rows && dataset->GetRasterCount() == bands;
  if (!same_size) throw_unwritten(errors, place, "does not read back as a grid of the size written");
  constexpr int kAcross = 4096, kUp = 256;  // a row of blocks
  for (int band = 1; band <= bands; ++band) {
    for (int y = 0; y < rows; y += kUp) {
      for (int x = 0; x < columns; x += kAcross) {
        context.check();
        const Window window{x, y, std::min(kAcross, columns - x), std::min(kUp, rows - y)};
        const auto found = values_in(*dataset, band, window);
        if (found.empty()) throw_unwritten(errors, place, "does not read back as a grid of the size written");
        if (found != values_in(source, band, window)) throw_unwritten(errors, place, "does not read back as written");
      }
    }
  }
}

void put_dataset(OutputFolder& folder, const std::string& name, GDALDataset& source, const Context& context) {
  folder.put(
      name, [&](const std::filesystem::path& path) { write_cog(path, source, context); },
      [&](const std::filesystem::path& path) { check_cog(path, source, context); });
}

}  // namespace

void put_cog(OutputFolder& folder, const std::string& name, const Raster& raster, const CrsInfo& crs) {
  put_dataset(folder, name, *gdal::raster_in_memory(raster, crs), {});
}

void put_cog(OutputFolder& folder, const std::string& name, const RasterRows& rows, const CrsInfo& crs, const Context& context) {
  put_dataset(folder, name, *gdal::raster_of_rows(rows, crs), context);
}

std::string gdal_version() { return GDALVersionInfo("RELEASE_NAME"); }

}  // namespace bailiwick::layers
