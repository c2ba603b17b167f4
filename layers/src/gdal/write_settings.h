/// GDAL settings of this thread while it lives: the same bytes on every run, no side files.
#pragma once

#include <cpl_conv.h>

#include <array>
#include <string>

namespace bailiwick::layers::gdal {

class WriteSettings {
 public:
  WriteSettings() {
    for (std::size_t i = 0; i < kSettings.size(); ++i) {
      const char* was = CPLGetThreadLocalConfigOption(kSettings[i][0], nullptr);
      had_[i] = was != nullptr;
      if (had_[i]) previous_[i] = was;
      CPLSetThreadLocalConfigOption(kSettings[i][0], kSettings[i][1]);
    }
  }
  ~WriteSettings() {
    for (std::size_t i = 0; i < kSettings.size(); ++i) {
      CPLSetThreadLocalConfigOption(kSettings[i][0], had_[i] ? previous_[i].c_str() : nullptr);
    }
  }
  WriteSettings(const WriteSettings&) = delete;
  WriteSettings& operator=(const WriteSettings&) = delete;

 private:
  static constexpr std::array<std::array<const char*, 2>, 7> kSettings{{
      {"OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z"},  // else the time of day stands in gpkg_contents
      {"OGR_SQLITE_JOURNAL", "OFF"},                     // the file is a temporary one: a failure throws it away whole
      {"OGR_SQLITE_SYNCHRONOUS", "OFF"},                 // OutputFolder syncs once, at the end
      {"OGR_SQLITE_CACHE", "64"},                        // MB; the spatial index of many points is built in it
      {"GDAL_PAM_ENABLED", "NO"},                        // no .aux.xml beside a raster
      {"GDAL_NUM_THREADS", "1"},
      {"GDAL_CACHEMAX", "16"},                           // MB of blocks of rasters, unless this process has settled it before
  }};
  std::array<std::string, 7> previous_;
  std::array<bool, 7> had_{};
};

}  // namespace bailiwick::layers::gdal
