/// The drivers this library uses, and nothing else of GDAL's.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace bailiwick::layers::gdal {

/// Registers GeoJSON, GPKG, ESRI Shapefile, FlatGeobuf (reading), GTiff, COG, MEM and Memory (writing), once per process. Never
/// GDALAllRegister: a host program's own drivers stay, ours are added where they are missing. PROJ's network is turned off.
void register_drivers();

/// Settings of this thread while it lives: no look at neighbouring files, no SQLite extensions, no remote names.
class ThreadSettings {
 public:
  ThreadSettings();
  ~ThreadSettings();
  ThreadSettings(const ThreadSettings&) = delete;
  ThreadSettings& operator=(const ThreadSettings&) = delete;

 private:
  std::vector<std::optional<std::string>> previous_;  ///< one per setting; nothing: it was not set
};

}  // namespace bailiwick::layers::gdal
