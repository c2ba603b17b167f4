/// The warnings of a run, from every stage.
#pragma once

#include <bailiwick/layers/layers.h>

#include <vector>

namespace bailiwick::layers {

/// Zones level by level, then reports, planes, positions; equal ones are joined and their counts added.
[[nodiscard]] std::vector<Warning> all_warnings(const Results& results);

}  // namespace bailiwick::layers
