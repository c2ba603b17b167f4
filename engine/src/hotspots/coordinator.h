/// Who coordinates where several units answer.
#pragma once

#include <bailiwick/hotspots.h>

#include <span>

namespace bailiwick::hotspots_room {

/// The unit of the finest partition zone that holds every answered report of the area and is above the zones of all its answering units; kNoUnit
/// where fewer than two units answer or no such zone has a unit.
[[nodiscard]] UnitId coordinator_of(std::span<const std::uint32_t> reports, const Assignments& assignments, const ZoneIndex& index);

}  // namespace bailiwick::hotspots_room
