/// Ground that nobody of a level answers for.
#pragma once

#include "coverage/draft.h"

namespace bailiwick::coverage {

/// Connected ground of the zones of the parent level, where one is known, else of the study area, in no zone of the level.
[[nodiscard]] std::vector<Draft> gaps(const LevelMap& map);

}  // namespace bailiwick::coverage
