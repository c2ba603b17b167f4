/// The columns of an area that follow from its reports, whatever drew its border.
#pragma once

#include <bailiwick/hotspots.h>

#include <span>

#include "hotspots/ground.h"

namespace bailiwick::hotspots_room {

/// Reports of an area by number, ascending, and those of a fuller cell beside it, which count for the pile alone. Appends distinct places, the share
/// of the fullest coordinate and whether it makes the area (a pile), first and last time, and categories.
void add_what_was_reported(std::span<const std::uint32_t> area, std::span<const std::uint32_t> beside, ReportsView reports, HotspotAreas& out);

/// Appends units, zones and their shares of reports and ground, and the coordinator.
void add_who_answers(std::span<const std::uint32_t> area, const Assignments& assignments, const Ground& ground, const ZoneIndex& index, HotspotAreas& out);

}  // namespace bailiwick::hotspots_room
