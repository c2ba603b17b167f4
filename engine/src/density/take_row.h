/// How sums of rows of cells are handed on.
#pragma once

#include <cstddef>
#include <functional>
#include <span>

namespace bailiwick::density_room {

/// Takes the sums of one row of a lattice, from the south: every row once, from several threads at a time.
using TakeRow = std::function<void(std::size_t row, std::span<const double> sums)>;

}  // namespace bailiwick::density_room
