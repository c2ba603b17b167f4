/// The picture without QGIS, as text.
#pragma once

#include <bailiwick/layers/write.h>

#include <string>

namespace bailiwick::layers {

/// The whole picture; under 2 MB, the same bytes for the same layers.
[[nodiscard]] std::string svg_text(const Picture& picture);

}  // namespace bailiwick::layers
