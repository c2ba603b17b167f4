#include "assign/answer.h"

#include <bailiwick/error.h>

#include <algorithm>
#include <string>

namespace bailiwick {
namespace {

bool is_above(const ZoneIndex& index, std::uint32_t level, std::uint32_t other) {
  for (auto up = index.parent_level(other); up; up = index.parent_level(*up)) {
    if (*up == level) return true;
  }
  return false;
}

}  // namespace

std::vector<std::uint32_t> default_precedence(const ZoneIndex& index) {
  std::vector<std::uint32_t> order;
  std::vector<std::uint32_t> waiting;  // partition levels, last named first
  for (auto l = static_cast<std::uint32_t>(index.level_count()); l-- > 0;) {
    (index.role(l) == Role::across ? order : waiting).push_back(l);
  }
  while (!waiting.empty()) {
    const auto finest = std::find_if(waiting.begin(), waiting.end(), [&](std::uint32_t level) {
      return std::none_of(waiting.begin(), waiting.end(), [&](std::uint32_t other) { return is_above(index, level, other); });
    });
    order.push_back(*finest);
    waiting.erase(finest);
  }
  return order;
}

AssignOptions rules_of(const ZoneIndex& index) {
  AssignOptions options;
  options.overlap = index.overlap();
  options.border = index.border();
  options.nearest_m = index.nearest_m();
  options.precedence.assign(index.precedence().begin(), index.precedence().end());
  return options;
}

namespace assigning {

std::vector<std::uint32_t> precedence_of(const ZoneIndex& index, const std::vector<std::uint32_t>& given) {
  if (given.empty()) return default_precedence(index);
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (given[i] >= index.level_count()) {
      throw Error(ErrorCode::invalid_argument, "precedence: expected level numbers below " + std::to_string(index.level_count()) + ", found " +
                                                   std::to_string(given[i]));
    }
    if (std::find(given.begin(), given.begin() + static_cast<std::ptrdiff_t>(i), given[i]) != given.begin() + static_cast<std::ptrdiff_t>(i)) {
      throw Error(ErrorCode::invalid_argument,
                  "precedence: expected every level once, found '" + std::string(index.level_name(given[i])) + "' twice");
    }
  }
  return given;
}

AnswerOf answer_of(const ZoneIndex& index, std::span<const std::uint32_t> precedence, std::span<const ZoneId> zones) {
  AnswerOf answer;
  for (const std::uint32_t first : precedence) {
    if (zones[first] == kNoZone) continue;
    answer.rule = AnswerRule::no_unit;
    auto level = first;
    for (ZoneId zone = zones[first]; zone != kNoZone;) {
      if (index.unit(zone) != kNoUnit) return {index.unit(zone), level, level == first ? AnswerRule::placed : AnswerRule::superior};
      const auto above = index.parent_level(level);
      if (!above) break;
      const ZoneId named = index.parent(zone);
      zone = named != kNoZone ? named : zones[*above];
      level = *above;
    }
  }
  return answer;
}

}  // namespace assigning
}  // namespace bailiwick
