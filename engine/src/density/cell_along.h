/// Which cell of an axis holds a coordinate.
#pragma once

#include <cmath>

namespace bailiwick::density_room {

/// The number of the half-open cell [k, k + 1) x cell_m that holds `value`. The quotient may round over a border, so the borders decide.
[[nodiscard]] [[gnu::always_inline]] inline double cell_along(double value, double cell_m) {
  const double guess = std::floor(value / cell_m);
  const double below = value < guess * cell_m ? 1.0 : 0.0, above = value >= (guess + 1) * cell_m ? 1.0 : 0.0;
  return guess - below + above;
}

}  // namespace bailiwick::density_room
