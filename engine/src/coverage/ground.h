/// The ground of each zone, taken by itself.
#pragma once

#include <bailiwick/coverage.h>

#include <vector>

namespace bailiwick::coverage {

struct Ground {
  std::vector<double> area_m2;     ///< per zone of every level, by even-odd
  std::vector<std::uint8_t> odd;   ///< per zone: its rings may cross, repeat or run the wrong way
  std::vector<InvalidZone> invalid;
};

[[nodiscard]] Ground ground_of(const Zones& zones, const Planes& planes, const Context& context);

/// The area of shapes that do not lie over each other, by even-odd each.
[[nodiscard]] double area_of(const Polygons& shapes, const Planes& planes, const Context& context);

}  // namespace bailiwick::coverage
