#include "cells.h"

#include <bailiwick/hotspots.h>

#include <cmath>
#include <numeric>

namespace bailiwick::c {
namespace {

constexpr std::uint64_t kMostCells = 5'000'000;  // each is tested and drawn as a square

double chosen_cell(double asked, CellShape shape, const Ground& ground, std::size_t reports) {
  return asked > 0 ? asked : hotspot_cell(ground.metric.view(), ground.area_m2, reports, {kMostCells}, shape).cell_m;
}

}  // namespace

CellShape cell_shape_of(std::int32_t asked) {
  if (asked < BAILIWICK_SQUARE || asked > BAILIWICK_HEXAGON) refuse("options: expected cells of 0 or 1, found " + std::to_string(asked), "cells");
  return static_cast<CellShape>(asked);
}

void refuse_cells(const Ground& ground, double cell_m, CellShape shape) {
  if (!(cell_m >= 0) || !std::isfinite(cell_m)) refuse("options: expected a cell of 0 m or more, found another", "cell_m");
  if (cell_m > 0) (void)lattice_over(ground.metric.view(), cell_m, 0, {kMostCells}, shape);
}

Cells laid_cells(const Ground& ground, double cell_m, CellShape shape, const AllReports& reports, const Context& context) {
  const auto in = in_ground(ground, reports, context);
  const auto count = std::accumulate(in.begin(), in.end(), std::size_t{0});
  if (count == 0) refuse("reports: expected at least one in the ground, found none", "reports");
  Cells cells;
  cells.lattice = lattice_over(ground.metric.view(), chosen_cell(cell_m, shape, ground, count), 0, {kMostCells}, shape);
  cells.inside = cells_inside(cells.lattice, ground.metric.view());
  cells.of = cell_of(cells.lattice, {reports.x_m, reports.y_m});
  for (std::size_t i = 0; i < cells.of.size(); ++i) {
    if (in[i] == 0 || cells.of[i] == kNoCell || cells.inside[cells.of[i]] == 0) cells.of[i] = kNoCell;
  }
  return cells;
}

}  // namespace bailiwick::c
