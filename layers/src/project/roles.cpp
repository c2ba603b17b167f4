#include "project/roles.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

namespace bailiwick::layers {
namespace {

bool is_level(const std::vector<RawZones>& levels, const std::string& name) {
  return std::any_of(levels.begin(), levels.end(), [&](const RawZones& level) { return level.source.level == name; });
}

std::set<std::string_view> parent_ids(const RawZones& level) {
  std::set<std::string_view> ids;
  for (const auto& row : level.input.rows) {
    if (!row.parent_id.empty()) ids.insert(row.parent_id);
  }
  return ids;
}

std::size_t found_in(const std::set<std::string_view>& wanted, const RawZones& level) {
  std::set<std::string_view> found;
  for (const auto& row : level.input.rows) {
    if (wanted.contains(row.id)) found.insert(row.id);
  }
  return found.size();
}

struct Guess {
  std::string parent, reason;
  bool unclear = false;
};

/// The level that holds most of the ids named as parents, at least half of them. A few wrong ids are findings, not another parent.
Guess parent_by_field(const std::vector<RawZones>& levels, std::size_t child) {
  const auto wanted = parent_ids(levels[child]);
  if (wanted.empty()) return {};
  std::size_t best = 0;
  std::vector<std::size_t> holders;
  for (std::size_t l = 0; l < levels.size(); ++l) {
    if (l == child) continue;
    const auto found = found_in(wanted, levels[l]);
    if (found == 0 || found < best) continue;
    if (found > best) holders.clear();
    best = found;
    holders.push_back(l);
  }
  if (best * 2 < wanted.size()) return {{}, {}, best > 0};
  if (holders.size() > 1) return {{}, {}, true};
  const auto& name = levels[holders.front()].source.level;
  return {name, fmt::format("parent {}: it holds {} of the {} parent ids", name, best, wanted.size()), false};
}

}  // namespace

Roles resolve_roles(const std::vector<RawZones>& levels) {
  Roles roles;
  for (std::size_t l = 0; l < levels.size(); ++l) {
    const auto& source = levels[l].source;
    const auto role = source.role.value_or(Role::partition);
    const auto& given = source.parent_level;
    if (!given.empty() && (given == source.level || !is_level(levels, given))) {
      throw Error(ErrorCode::invalid_argument,
                  fmt::format("level '{}': expected its parent to be another level, found '{}'; name it with --zones {}=FILE", source.level, given,
                              given));
    }
    const auto guess = parent_by_field(levels, l);
    if (guess.unclear && given.empty()) {
      roles.warnings.emplace_back("parent_unclear", Warning::Values{{"level", source.level}});
    }
    const auto parent = given.empty() ? guess.parent : given;
    const auto why = parent.empty()          ? std::string("no parent: none given and no parent ids that name one")
                     : parent == guess.parent ? guess.reason  // the same sentence when a resolved project file says it
                                              : fmt::format("parent {}: as given", parent);
    roles.role.push_back(role);
    roles.parent.push_back(parent);
    roles.reasons.push_back(fmt::format("level {}: {} ({}), {}", source.level, role == Role::partition ? "partition" : "across",
                                        role == Role::partition ? "the default" : "as given", why));
  }
  return roles;
}

}  // namespace bailiwick::layers
