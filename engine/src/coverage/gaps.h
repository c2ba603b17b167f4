/// Ground that nobody of a level answers for.
#pragma once

#include "coverage/draft.h"

namespace bailiwick::coverage {

/// A gap with the faces it is made of and the zone that has the longest border with it.
struct Gap {
  Draft draft;
  Region region;
  std::optional<std::uint32_t> neighbour;
};

/// Connected ground of the zones of the parent level, where one is known, else of the study area, in no zone of the level.
[[nodiscard]] std::vector<Gap> find_gaps(const LevelMap& map);
[[nodiscard]] std::vector<Draft> gaps(const LevelMap& map);

}  // namespace bailiwick::coverage
