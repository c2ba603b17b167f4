/// Hotspot areas as a stream.
#pragma once

#include "handles.h"

#include <bailiwick/hotspots.h>

namespace bailiwick::c {

/// `categories`: the words of the numbers that the areas hold; empty: none were given.
void hand_out_areas(HotspotAreas areas, const std::vector<std::string>& categories, const ZonesData& zones, ArrowArrayStream* out);

}  // namespace bailiwick::c
