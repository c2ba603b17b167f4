/// No run replaces a file that it reads.
#pragma once

#include "options.h"

namespace bailiwick::cli {

/// Throws UsageError, before anything is read, where the output would take the place of an input, with --overwrite or without. A city.toml that a run
/// wrote may be run again into its own folder.
void refuse_inputs_as_outputs(const Options& options, const layers::Settings& settings);

}  // namespace bailiwick::cli
