/// Which levels are partitions, and which level lies above which.
#pragma once

#include <bailiwick/layers/read.h>

#include <string>
#include <vector>

namespace bailiwick::layers {

struct Roles {
  std::vector<Role> role;            ///< per level
  std::vector<std::string> parent;   ///< name of the level above; empty: none
  std::vector<std::string> reasons;  ///< one sentence per level
  std::vector<Warning> warnings;
};

/// Role: as given, else partition. Parent: as nested by the user, else the level whose ids most of the parent ids name, else none; never by
/// the order of levels. Throws Error(invalid_argument) for a parent that is no level.
[[nodiscard]] Roles resolve_roles(const std::vector<RawZones>& levels);

}  // namespace bailiwick::layers
