/// The audit with a choice of how much is laid out.
#pragma once

#include <bailiwick/coverage.h>

#include "coverage/level_map.h"

namespace bailiwick::coverage {

/// The public audit lays out what is amiss. Laying out the whole finds the same, slowly: tests hold one against the other.
[[nodiscard]] Coverage audited(const Zones& zones, const StudyArea& area, const Planes& planes, ReportsView reports, const CoverageOptions& options,
                               const Context& context, Extent extent);

}  // namespace bailiwick::coverage
