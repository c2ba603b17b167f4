/// The cells that a kernel's disk may cut, seen from the cell of the report.
#pragma once

#include <bailiwick/density.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "density/binned_places.h"

namespace bailiwick::density_room {

/// Offsets of cells in rising order of rows, then columns: those neither certainly inside nor certainly outside the disk around any place of the
/// cell at offset 0. The set is symmetric: it serves from source to output and back.
struct Ring {
  struct Part {
    std::size_t begin, end;
  };
  std::vector<double> x, y;             ///< of each offset, in units of the radius; a few out of reach follow the last
  std::vector<std::int64_t> flat;       ///< of each offset: row x width + column
  std::vector<std::size_t> row_begin;   ///< by row offset + margin; one entry more
  std::vector<std::int64_t> whole;      ///< by |row offset|: columns up to this offset lie inside whatever the place; -1: none
  std::int64_t margin = 0;

  [[nodiscard]] bool any_whole() const { return whole.front() >= 0; }
  /// The offsets whose rows lie in [lowest, highest].
  [[nodiscard]] Part part(std::int64_t lowest, std::int64_t highest) const {
    if (lowest > highest) return {0, 0};
    return {row_begin[static_cast<std::size_t>(lowest + margin)], row_begin[static_cast<std::size_t>(highest + margin + 1)]};
  }
};

/// `cell` is the side of a cell in units of the radius, `width` the columns of a row of the grown lattice.
[[nodiscard]] Ring ring_around(std::uint32_t margin, double cell, std::size_t width);

/// at[flat] += the kernel over its peak of every place at each offset of `part`. Polynomial kernels only.
void add_ring(const Ring& ring, Ring::Part part, Kernel kernel, std::span<const Place> places, double* at);

}  // namespace bailiwick::density_room
