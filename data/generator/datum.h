/// GCJ-02, forward only: what map services of mainland China make of WGS 84.
#pragma once

#include "place.h"

namespace generator {

struct Degrees {
  double lon = 0, lat = 0;
};

/// The public formula (a = 6378245, e2 = 0.00669342162296594323), without the test whether a place lies in China.
Degrees gcj02(const Degrees& wgs84);
/// The same on places, rounded to the 1e-9 grid.
Place gcj02(const Place& wgs84);

}  // namespace generator
