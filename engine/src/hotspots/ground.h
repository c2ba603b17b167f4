/// Whose ground an area stands on.
#pragma once

#include <bailiwick/hotspots.h>

#include <map>

namespace bailiwick::hotspots_room {

/// Samples of an area's ground by who answers there and by the zones that hold them; samples in no zone are counted under kNoUnit alone.
struct Ground {
  std::uint64_t samples = 0;
  std::map<std::uint32_t, std::uint64_t> units;
  std::vector<std::map<std::uint32_t, std::uint64_t>> zones;  ///< per level
};

[[nodiscard]] Ground ground_of(const Lattice& lattice, std::span<const std::uint32_t> cells, const ZoneIndex& index, const Planes& planes,
                               const AreaOptions& options, const Context& context);

}  // namespace bailiwick::hotspots_room
