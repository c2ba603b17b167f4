#include <bailiwick/error.h>
#include <bailiwick/hotspots.h>

#include <algorithm>
#include <cmath>

#include "density/round_numbers.h"

namespace bailiwick {

CellChoice hotspot_cell(double area_m2, std::uint64_t reports) {
  constexpr double kSmallest = 50;  // a city block; below it a cell is a house number
  constexpr double kFewestCells = 100;  // with fewer there is no neighbourhood to compare a cell with
  if (!std::isfinite(area_m2) || area_m2 <= 0 || reports == 0) {
    throw Error(ErrorCode::invalid_argument, "hotspot cells by rule: expected a study area and at least one report, found none; name a cell size");
  }
  const double side = std::sqrt(2 * area_m2 / static_cast<double>(reports));
  CellChoice choice;
  const double wanted = std::max(kSmallest, density_room::round_up(side));
  const double largest = density_room::round_down(std::sqrt(area_m2 / kFewestCells));
  choice.cell_m = std::min(wanted, largest);
  choice.reason = "Griffith's quadrat of area 2 A / n with A = " + density_room::text(area_m2 / 1e6, 3) + " km2 and n = " + std::to_string(reports) +
                  " has sides of " + density_room::text(side, 1) + " m, rounded up to " + density_room::text(wanted, 0) + " m";
  if (side < kSmallest && density_room::round_up(side) < kSmallest) choice.reason += ", the smallest that is chosen by rule";
  if (largest < wanted) choice.reason += "; lowered to " + density_room::text(largest, 3) + " m so that the study area holds about 100 cells";
  return choice;
}

CellChoice hotspot_cell(const PolygonsView& ground, double area_m2, std::uint64_t reports, const CellLimits& limits, CellShape shape) {
  auto rule = hotspot_cell(area_m2, reports);
  const double fit = fitting_cell(ground, rule.cell_m, limits, shape);
  if (!(fit > rule.cell_m)) return rule;
  return {fit, rule.reason + "; enlarged to " + density_room::shown(fit) + " m to stay under " + std::to_string(limits.max_cells) + " cells"};
}

}  // namespace bailiwick
