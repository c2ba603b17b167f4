/// What every cell of the grid knows.
#pragma once

#include "index/grid.h"

#include <bailiwick/context.h>

#include <cstdint>
#include <vector>

namespace bailiwick::index {

/// A zone in a cell: its membership is `state` xor the parity of passing() over its segments there.
struct CellZone {
  std::uint32_t zone;
  std::uint32_t first_segment;  // its segments in the cell: [first_segment, first_segment of the next entry) of Cells::segments
  bool state;
};

struct Cells {
  std::vector<std::uint32_t> offsets{0};  // per cell: its entries are [offsets[c], offsets[c + 1])
  std::vector<CellZone> zones;            // rising zone within a cell; one more at the end closes the last entry
  std::vector<std::uint32_t> segments;    // numbers into Segments
};

[[nodiscard]] Cells build_cells(const Grid& grid, const Segments& segments, const Context& context);

}  // namespace bailiwick::index
