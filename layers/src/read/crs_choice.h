/// What a file says of its CRS, and what the user says of it.
#pragma once

#include "gdal/gdal_crs.h"

#include <bailiwick/layers/read.h>

#include <string>
#include <vector>

namespace bailiwick::layers {

/// Whether coordinates of one are coordinates of the other (`same_plane`). False where either is unknown.
[[nodiscard]] bool same_system(const gdal::CrsName& a, const gdal::CrsName& b);

/// `given` (the text of an option; "local" too) wins over `said`, which is what the file says itself: empty where it says nothing, as GeoJSON without
/// a crs member. Warns (`crs_differs`) where the two are different planes. The sentence names no option: a run from the resolved project file says the
/// same. Throws Error(unknown_crs) naming `option`.
[[nodiscard]] gdal::CrsName chosen_crs(const std::string& given, const std::string& option, const gdal::CrsName& said, const std::string& file,
                                       std::vector<Warning>& warnings);

}  // namespace bailiwick::layers
