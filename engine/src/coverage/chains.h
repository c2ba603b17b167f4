/// What a level is laid over, and in which zones above its own should lie.
#pragma once

#include <bailiwick/coverage.h>

#include "coverage/sheet.h"

#include <span>
#include <vector>

namespace bailiwick::coverage {

/// The level, every level above it, study area and exempt areas; without chains.
[[nodiscard]] Sheet sheet_of(const Zones& zones, std::uint32_t level, const StudyArea& area, const CoverageOptions& options);

/// Chains by the parents that zones name; where one names none, by the parent that holds the zone's first vertex. A zone for which no parent is found this way,
/// though its level has one, is odd. `parents`, per own zone, gets the nearest of the chain.
void guess_chains(Sheet& sheet, const Zones& zones, std::uint32_t level, std::span<const std::uint8_t> odd, std::vector<std::uint32_t>& parents);

/// The levels above `level`, nearest first.
[[nodiscard]] std::vector<std::uint32_t> ancestors(const Zones& zones, std::uint32_t level);

}  // namespace bailiwick::coverage
