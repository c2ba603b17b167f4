/// The cells of a study area as runs along rows.
#pragma once

#include <bailiwick/lattice.h>

#include <cstdint>
#include <span>
#include <vector>

namespace bailiwick::density_room {

struct InsideRuns {
  struct Run {
    std::uint32_t first, behind;  ///< columns
  };
  std::vector<Run> run;            ///< from west to east, row by row from the south
  std::vector<std::size_t> begin;  ///< of each row's; one entry more at the end

  [[nodiscard]] std::span<const Run> in(std::uint32_t row) const { return std::span(run).subspan(begin[row], begin[row + 1] - begin[row]); }
};

/// `inside` is not 0 for the cells that lie inside, row by row of the lattice.
[[nodiscard]] inline InsideRuns inside_runs(const Lattice& lattice, std::span<const std::uint8_t> inside) {
  InsideRuns runs;
  for (std::uint32_t row = 0; row < lattice.rows; ++row) {
    runs.begin.push_back(runs.run.size());
    const auto cells = inside.subspan(std::size_t{row} * lattice.columns, lattice.columns);
    for (std::uint32_t column = 0; column < lattice.columns; ++column) {
      if (cells[column] == 0) continue;
      if (column == 0 || cells[column - 1] == 0) runs.run.push_back({column, column});
      runs.run.back().behind = column + 1;
    }
  }
  runs.begin.push_back(runs.run.size());
  return runs;
}

}  // namespace bailiwick::density_room
