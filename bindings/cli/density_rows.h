/// One density as one file, strip by strip: no part of the grid is held longer than it is worked on.
#pragma once

#include "stages.h"

namespace bailiwick::cli {

/// Whether what is asked for can be made so: one surface of one radius, written as one file.
[[nodiscard]] bool is_by_rows(const layers::Settings& settings);

/// Writes the density over run.density.lattice to the one file of --output; returns its maximum. Throws Error(unsupported) for a gaussian that needs all
/// reports at once.
[[nodiscard]] double write_density_by_rows(const Run& run, const ReportBatches& reports, const DensityOptions& options, const Options& said);

}  // namespace bailiwick::cli
