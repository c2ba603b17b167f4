/// Which of several zones of one level answers.
#pragma once

#include <bailiwick/assign.h>

#include <span>
#include <vector>

namespace bailiwick::assigning {

/// The overlap rule as a rank per zone, so that choosing among hits is comparing integers.
class Choice {
 public:
  Choice(const ZoneIndex& index, OverlapRule rule, BorderRule border);

  /// Position in `hits` (all of one level, at least one) of the zone that answers.
  [[nodiscard]] std::size_t winner(std::span<const Hit> hits) const;
  /// How it was chosen: by itself, or by the last criterion that told it from the runner-up.
  [[nodiscard]] Placement placement(std::span<const Hit> hits, std::size_t winner) const;
  /// Smaller wins, within a level.
  [[nodiscard]] std::uint32_t rank(ZoneId zone) const { return rank_[index_of(zone)]; }

 private:
  const ZoneIndex& index_;
  OverlapRule rule_;
  BorderRule border_;
  std::vector<std::uint32_t> rank_;
};

}  // namespace bailiwick::assigning
