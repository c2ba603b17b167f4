/// The Gauss-Kruger zones of CGCS2000, told by the prefix that their eastings carry.
#pragma once

#include <optional>
#include <span>

namespace bailiwick::layers {

inline constexpr double kHalfZone_m = 450'000;  ///< a six-degree zone reaches 334 km from its meridian at the equator; data overlaps its neighbours

/// The prefix of a CGCS2000 zone (13 to 23: six degrees wide, 25 to 45: three) when nine tenths of the values are eastings that carry it.
[[nodiscard]] std::optional<int> zone_prefix(std::span<const double> values);

/// The EPSG code of the CGCS2000 Gauss-Kruger zone with this prefix.
[[nodiscard]] int zone_code(int prefix);

}  // namespace bailiwick::layers
