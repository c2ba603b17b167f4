/// Two answers held against each other; where they part, the rational oracle says who is right.
#pragma once

#include "coverage_layer.h"

namespace bench {

struct Verdict {
  bool equal = false;
  std::string remark;
};

/// Equal: the same pairs, areas and gap ground to 1e-6 relative; pairs both hold for less than 1e-16 square units (a square metre times 1e-6 in degrees) count apart.
[[nodiscard]] Verdict settled(const Layer& layer, const Answer& ours, const Answer& theirs);

}  // namespace bench
