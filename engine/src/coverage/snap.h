/// Vertices rounded to a declared grid before anything is matched.
#pragma once

#include <bailiwick/coverage.h>

namespace bailiwick::coverage {

struct Snapped {
  Zones zones;
  StudyArea area;
  CoverageOptions options;
  Snapping report;
};

/// Zones, study area and exempt areas on the grid of options.snap_m.
[[nodiscard]] Snapped snapped(const Zones& zones, const StudyArea& area, const Planes& planes, const CoverageOptions& options);

}  // namespace bailiwick::coverage
