/// Rings as RFC 7946 wants them: seven decimals, shells counter-clockwise, holes clockwise.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace bailiwick::layers::write {

/// Appends `[[lon,lat],...]`. Vertices that rounding makes equal to the one before are left out; a ring that rounding would bend to nothing
/// (fewer than three corners, or no area) is written in full digits instead, so that no finding vanishes from the map.
/// `scratch` is reused from call to call.
struct RingScratch {
  std::vector<std::int64_t> x, y;
};
void append_ring(std::string& out, std::span<const double> lon, std::span<const double> lat, bool shell, RingScratch& scratch);

/// Appends `[lon,lat]`.
void append_position(std::string& out, double lon, double lat);

}  // namespace bailiwick::layers::write
