/// Ground that several zones of a level answer for.
#pragma once

#include "coverage/draft.h"

#include <set>
#include <string>
#include <utility>

namespace bailiwick::coverage {

/// The pairs of zones of one level that were declared to share ground.
class LawfulPairs {
 public:
  LawfulPairs(const Zones& zones, std::uint32_t level, const CoverageOptions& options);
  /// Whether every two of the zones were.
  [[nodiscard]] bool all(const std::vector<std::uint32_t>& zones) const;

 private:
  const Zones& zones_;
  std::set<std::pair<std::string, std::string>> pairs_;
};

/// Zones with the same ground: one line per group. Other ground held more than once: one line per set of zones that share it and per connected piece,
/// so no ground stands in two lines; zones with the same ground count there as one.
[[nodiscard]] std::vector<Draft> overlaps(const LevelMap& map, const CoverageOptions& options);

}  // namespace bailiwick::coverage
