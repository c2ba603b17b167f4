/// The styles of our layers as QML, filled in from data/styles.
#pragma once

#include <bailiwick/layers/write.h>

#include <string>
#include <vector>

namespace bailiwick::layers::write {

/// The style that fits a layer wherever it is opened alone.
[[nodiscard]] std::string layer_qml(const Layer& layer, const Words& words);
/// Zones as borders only, for maps with something else below them; `rank` 0 is the top level.
[[nodiscard]] std::string outline_qml(const Layer& layer, unsigned rank, const Words& words);
/// The density surface.
[[nodiscard]] std::string density_qml(const std::vector<double>& breaks, const Words& words);
/// Of one band of a raster, counted from 1.
[[nodiscard]] std::string raster_qml(const Raster& raster, std::size_t band, const Words& words);
/// One sidecar for the files of one stem, density.tif and density.geojson: QGIS takes the pipe for the one, the renderer for the other.
[[nodiscard]] std::string density_files_qml(const std::vector<double>& breaks, const Words& words);

}  // namespace bailiwick::layers::write
