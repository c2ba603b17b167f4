/// What a density would take, said before any report is read.
#pragma once

#include "stages.h"

namespace bailiwick::cli {

/// Throws Error(limit_exceeded) where the cells of a given size are more than --max-memory holds, or than there is room for beside the one file that is
/// made strip by strip: with the cells, the bytes and what would work.
void refuse_large_density(const Run& run, const Options& said);

/// The same of several surfaces over the lattice of the run.
void refuse_large_surfaces(const Run& run, std::size_t surfaces);

}  // namespace bailiwick::cli
