#include "gdal/write_geopackage.h"
#include "write/project_file.h"
#include "write/style.h"
#include "write/zip.h"

#include <utility>

namespace bailiwick::layers {

void put_geopackage(OutputFolder& folder, const std::string& name, const std::vector<Layer>& layers, const CrsInfo& crs,
                    const std::string& project_title, const std::vector<Raster>& rasters, const std::string& lang, const Context& context) {
  const Words words(lang);
  std::vector<gdal::StoredStyle> styles;
  for (const auto& layer : layers) {
    styles.push_back({layer.name, layer.style, layer.title, write::layer_qml(layer, words), true, layer.geometry != GeometryKind::none});
  }
  const auto file = std::filesystem::path(name).filename().string();
  const auto stem = std::filesystem::path(name).stem().string();
  const auto text = write::project_text(layers, crs, {project_title, file, rasters, lang});
  const gdal::StoredProject project{stem, write::zip_of_one(stem + ".qgs", text)};
  folder.put(
      name, [&](const std::filesystem::path& path) { gdal::write_geopackage(path, layers, crs, styles, project, context); },
      [&](const std::filesystem::path& path) { gdal::check_geopackage(path, layers, context); });
}

}  // namespace bailiwick::layers
