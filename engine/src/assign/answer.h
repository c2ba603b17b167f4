/// The one unit that answers for a report.
#pragma once

#include <bailiwick/assign.h>

#include <span>
#include <vector>

namespace bailiwick::assigning {

struct AnswerOf {
  UnitId unit = kNoUnit;
  std::uint32_t level = kNoLevel;
  AnswerRule rule = AnswerRule::outside;
};

/// The answer for a report whose zone at level l is zones[l]: the first hit in `precedence`; a zone without a unit hands over to its superior.
[[nodiscard]] AnswerOf answer_of(const ZoneIndex& index, std::span<const std::uint32_t> precedence, std::span<const ZoneId> zones);

/// `given` checked (every number a level, none twice), or the default. Levels left out of `given` never answer.
[[nodiscard]] std::vector<std::uint32_t> precedence_of(const ZoneIndex& index, const std::vector<std::uint32_t>& given);

}  // namespace bailiwick::assigning
