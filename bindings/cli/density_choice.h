/// How far a report reaches: as given, kept from an earlier run, or by rule.
#pragma once

#include "stages.h"

namespace bailiwick::cli {

/// Throws UsageError for options that contradict each other, and Error(limit_exceeded) for a kernel that dwarfs the city: it gives every place the same
/// density.
void refuse_density(const layers::Settings& settings, const Polygons& ground);

/// Throws what the rule throws where it needs more reports.
[[nodiscard]] Bandwidth chosen_bandwidth(const layers::Settings& settings, MetricView reports, std::span<const double> weight, const Context& context);

}  // namespace bailiwick::cli
