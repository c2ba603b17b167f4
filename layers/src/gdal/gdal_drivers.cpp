#include "gdal/gdal_drivers.h"

#include "gdal/gdal_handles.h"

#include <gdal_frmts.h>
#include <ogr_srs_api.h>

#include <array>
#include <mutex>

namespace bailiwick::layers::gdal {
namespace {

struct Setting {
  const char* key;
  const char* value;
};
constexpr std::array kSettings{
    Setting{"GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR"},
    Setting{"CPL_VSIL_CURL_ALLOWED_FILENAME", "none"},
    Setting{"OGR_SQLITE_LOAD_EXTENSIONS", ""},
    Setting{"OGR_GEOJSON_MAX_OBJ_SIZE", "64"},  // MB a feature; limits.h says the same
    Setting{"SHAPE_RESTORE_SHX", "NO"},
};

void add(const char* name, void (*registration)()) {
  if (GDALGetDriverByName(name) == nullptr) registration();
}

}  // namespace

void register_drivers() {
  static std::once_flag once;
  std::call_once(once, [] {
    add("GeoJSON", &RegisterOGRGeoJSON);
    add("GPKG", &RegisterOGRGeoPackage);
    add("ESRI Shapefile", &RegisterOGRShape);
    add("FlatGeobuf", &RegisterOGRFlatGeobuf);
    add("Memory", &RegisterOGRMEM);
    add("MEM", &GDALRegister_MEM);
    add("GTiff", &GDALRegister_GTiff);
    add("COG", &GDALRegister_COG);
    OSRSetPROJEnableNetwork(0);
  });
}

ThreadSettings::ThreadSettings() {
  for (const auto& s : kSettings) {
    const char* was = CPLGetThreadLocalConfigOption(s.key, nullptr);
    previous_.push_back(was == nullptr ? std::nullopt : std::optional<std::string>(was));
    CPLSetThreadLocalConfigOption(s.key, s.value);
  }
}

ThreadSettings::~ThreadSettings() {
  for (std::size_t i = 0; i < kSettings.size(); ++i) {
    CPLSetThreadLocalConfigOption(kSettings[i].key, previous_[i] ? previous_[i]->c_str() : nullptr);
  }
}

}  // namespace bailiwick::layers::gdal
