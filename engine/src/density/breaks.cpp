#include <bailiwick/density.h>

#include <algorithm>

#include "density/round_numbers.h"

namespace bailiwick {

std::vector<double> density_breaks(const DensityGrid& grid, unsigned classes) {
  float top = 0;
  for (const float value : grid.per_km2) top = std::max(top, value);
  if (!(top > 0) || classes == 0) return {};
  std::vector<double> limits{static_cast<double>(top)};
  // Densities are skewed: limits that double or so, downwards from the maximum, show the slopes as well as the peak. The last class
  // spans at least a third of its upper limit, else it would be a dot on the map.
  double next = limits.front() / 1.5;
  while (limits.size() < classes) {
    limits.push_back(density_room::round_down(next));
    next = limits.back() / 1.5;
  }
  std::reverse(limits.begin(), limits.end());
  return limits;
}

}  // namespace bailiwick
