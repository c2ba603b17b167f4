/// A few doubles at a time, on any machine: compilers turn them into whatever registers there are.
#pragma once

#include <cstring>

namespace bailiwick::density_room {

using Two = double __attribute__((vector_size(16)));
using Four = double __attribute__((vector_size(32)));
using Eight = double __attribute__((vector_size(64)));

[[gnu::always_inline]] inline Eight eight_at(const double* from) {
  Eight values;
  std::memcpy(&values, from, sizeof values);
  return values;
}

/// value, value + step, ...
[[gnu::always_inline]] inline Eight eight_from(double value, double step) {
  return value + step * Eight{0, 1, 2, 3, 4, 5, 6, 7};
}

}  // namespace bailiwick::density_room
