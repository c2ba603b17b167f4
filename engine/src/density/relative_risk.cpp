#include <bailiwick/error.h>
#include <bailiwick/zone_density.h>

#include <algorithm>
#include <limits>

#include "density/kernels.h"

namespace bailiwick {
namespace {

bool same_ground(const DensityGrid& a, const DensityGrid& b) {
  const auto &p = a.lattice, &q = b.lattice;
  return p.cell_m == q.cell_m && p.first_column == q.first_column && p.first_row == q.first_row && p.columns == q.columns && p.rows == q.rows &&
         a.kernel == b.kernel && a.bandwidth.radius_m == b.bandwidth.radius_m;
}

}  // namespace

RelativeRisk relative_risk(const DensityGrid& part, double part_weight, const DensityGrid& whole, double whole_weight, double least) {
  if (!same_ground(part, whole)) {
    throw Error(ErrorCode::invalid_argument, "relative risk: expected two surfaces of one grid, kernel and bandwidth, found different ones");
  }
  if (!(part_weight > 0) || !(whole_weight > 0) || !(least > 0)) {
    throw Error(ErrorCode::invalid_argument, "relative risk: expected reports on either side, found none on one of them");
  }
  RelativeRisk risk{part, part_weight / whole_weight};
  const double radius = whole.bandwidth.radius_m;
  risk.least_per_km2 = least * density_room::peak(whole.kernel) / (radius * radius) * 1e6;
  risk.min = std::numeric_limits<double>::infinity();
  for (std::size_t cell = 0; cell < part.per_km2.size(); ++cell) {
    auto& value = risk.grid.per_km2[cell];
    if (value == DensityGrid::kOutside) continue;
    const auto below = static_cast<double>(whole.per_km2[cell]);
    if (whole.per_km2[cell] == DensityGrid::kOutside || !(below >= risk.least_per_km2)) {
      value = DensityGrid::kOutside;
      ++risk.guarded;
      continue;
    }
    const double ratio = static_cast<double>(value) / below / risk.share;
    value = static_cast<float>(ratio);
    risk.min = std::min(risk.min, ratio);
    risk.max = std::max(risk.max, ratio);
    ++risk.cells;
  }
  if (risk.cells == 0) risk.min = 0;
  return risk;
}

}  // namespace bailiwick
