/// Areas of hotspots and of clusters as a stream, and what their functions ask alike.
#pragma once

#include "handles.h"

#include <bailiwick/hotspots.h>

namespace bailiwick::c {

[[nodiscard]] Neighbours neighbours_of(std::int32_t asked);
[[nodiscard]] Correction correction_of(std::int32_t asked);

/// Areas whose shapes are in the location plane. `categories`: the words of the numbers that they hold; empty: none were given.
void hand_out_areas(HotspotAreas areas, const std::vector<std::string>& categories, const ZonesData& zones, ArrowArrayStream* out);

}  // namespace bailiwick::c
