/// The ground on which gaps, cells and coverage are judged.
#pragma once

#include "project/roles.h"

#include <bailiwick/coverage.h>

#include <cstdint>
#include <string>
#include <vector>

namespace bailiwick::layers {

/// All shapes as one: the shape itself where there is one, else their union (rings of several shapes would cancel where they overlap).
[[nodiscard]] Polygons joined(const Polygons& shapes, bool fill_holes);

/// The first-named partition level that has no parent; the first level where there is no partition.
[[nodiscard]] std::uint32_t top_level(const Roles& roles);

}  // namespace bailiwick::layers
