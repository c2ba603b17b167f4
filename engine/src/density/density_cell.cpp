/// The cell of a density grid by rule.
#include <bailiwick/density.h>
#include <bailiwick/error.h>

#include <algorithm>
#include <cmath>

#include "density/box.h"
#include "density/round_numbers.h"

namespace bailiwick {

using density_room::text;

CellChoice density_cell(const Bandwidth& bandwidth, const PolygonsView& area, std::uint64_t max_cells) {
  const auto box = density_room::box_of(area);
  if (!std::isfinite(bandwidth.radius_m) || bandwidth.radius_m <= 0 || !box.has_ground() || max_cells == 0) {
    throw Error(ErrorCode::invalid_argument, "density cell by rule: expected a positive bandwidth and an area with finite corners; name a cell size");
  }
  CellChoice choice;
  const double tenth = density_room::round_down(bandwidth.radius_m / 10);
  constexpr std::uint64_t kFewest = 4;  // about a corner there are always four
  choice.cell_m = fitting_cell(area, tenth, {std::max(kFewest, max_cells)});
  choice.reason = "a tenth of the bandwidth of " + text(bandwidth.radius_m, 1) + " m, rounded down to " + text(tenth, 6) + " m";
  if (choice.cell_m > tenth) {
    choice.reason += ", enlarged to " + text(choice.cell_m, 6) + " m so that the grid has at most " + text(static_cast<double>(max_cells), 0) + " cells";
  }
  return choice;
}

}  // namespace bailiwick
