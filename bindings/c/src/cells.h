/// The cells that hotspots are tested on.
#pragma once

#include "ground.h"

#include <bailiwick/lattice.h>

namespace bailiwick::c {

[[nodiscard]] CellShape cell_shape_of(std::int32_t asked);
/// Cells that cannot be laid are refused before any report is read.
void refuse_cells(const Ground& ground, double cell_m, CellShape shape);

struct Cells {
  Lattice lattice;
  std::vector<std::uint8_t> inside;   ///< 1: takes part
  std::vector<std::uint32_t> of;      ///< of each report; kNoCell where it lies in none that takes part
};
/// `cell_m` 0: by the rule for the reports in the ground. Throws Error(invalid_argument) where there are none.
[[nodiscard]] Cells laid_cells(const Ground& ground, double cell_m, CellShape shape, const AllReports& reports, const Context& context);

}  // namespace bailiwick::c
