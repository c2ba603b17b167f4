/// A density surface read by zones, and one surface against another.
#pragma once

#include <bailiwick/assign.h>
#include <bailiwick/density.h>
#include <bailiwick/zone_index.h>

#include <cstdint>
#include <span>
#include <vector>

namespace bailiwick {

/// Per level of an index the zone that answers for the centre of each cell; kNoZone where none does and where the cell takes no part.
struct CellZones {
  std::vector<std::vector<ZoneId>> levels;
};
[[nodiscard]] CellZones cell_zones(const Lattice& lattice, std::span<const std::uint8_t> inside, const ZoneIndex& index, const Planes& planes,
                                   const AssignOptions& options = {}, const Context& context = {});

/// Mean and maximum of a surface over the cells whose centre lies in a zone, by ZoneId, in reports per km2; NaN for a zone that holds no centre.
struct ZoneDensity {
  std::vector<std::uint32_t> cells;
  std::vector<double> mean_per_km2, max_per_km2;
};
[[nodiscard]] ZoneDensity zone_density(const DensityGrid& grid, const CellZones& zones, std::size_t zone_count);

/// The ratio of two surfaces over the same grid, each as a share of its own reports: (part / part_weight) / (whole / whole_weight). 1: the part is as
/// common here as in the city; 2: twice as common (Bithell 1990; Kelsall and Diggle 1995). Cells where the whole is below `least` reports lying at the
/// very place say nothing and are kOutside. Throws Error(invalid_argument) where the grids differ or a weight is not positive.
struct RelativeRisk {
  DensityGrid grid;                ///< `per_km2` holds the ratio
  double share = 0;                ///< part_weight / whole_weight
  double least_per_km2 = 0;        ///< of the whole
  std::uint64_t cells = 0, guarded = 0;  ///< with a ratio; inside, but left out for a small denominator
  double min = 0, max = 0;
};
[[nodiscard]] RelativeRisk relative_risk(const DensityGrid& part, double part_weight, const DensityGrid& whole, double whole_weight, double least = 5);

}  // namespace bailiwick
