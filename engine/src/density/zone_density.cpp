#include <bailiwick/error.h>
#include <bailiwick/zone_density.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace bailiwick {

CellZones cell_zones(const Lattice& lattice, std::span<const std::uint8_t> inside, const ZoneIndex& index, const Planes& planes,
                     const AssignOptions& options, const Context& context) {
  std::vector<double> x, y;
  std::vector<std::size_t> cell;
  for (std::uint32_t row = 0; row < lattice.rows; ++row) {
    for (std::uint32_t column = 0; column < lattice.columns; ++column) {
      const auto at = std::size_t{row} * lattice.columns + column;
      if (!inside.empty() && inside[at] == 0) continue;
      x.push_back(lattice.centre_x_m(column, row));
      y.push_back(lattice.centre_y_m(row));
      cell.push_back(at);
    }
  }
  planes.from_metric(x, y);
  const auto assigned = assign(index, {x, y, {}, {}}, options, context);
  CellZones zones;
  for (const auto& level : assigned.levels) {
    auto& of_cell = zones.levels.emplace_back(lattice.size(), kNoZone);
    for (std::size_t i = 0; i < cell.size(); ++i) of_cell[cell[i]] = level.zone[i];
  }
  return zones;
}

ZoneDensity zone_density(const DensityGrid& grid, const CellZones& zones, std::size_t zone_count) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  ZoneDensity found{std::vector<std::uint32_t>(zone_count, 0), std::vector<double>(zone_count, 0.0), std::vector<double>(zone_count, kNone)};
  for (const auto& level : zones.levels) {
    for (std::size_t cell = 0; cell < level.size(); ++cell) {
      if (level[cell] == kNoZone || grid.per_km2[cell] == DensityGrid::kOutside) continue;
      const auto zone = index_of(level[cell]);
      const auto value = static_cast<double>(grid.per_km2[cell]);
      found.mean_per_km2[zone] += value;
      if (found.cells[zone]++ == 0 || value > found.max_per_km2[zone]) found.max_per_km2[zone] = value;
    }
  }
  for (std::size_t zone = 0; zone < zone_count; ++zone) found.mean_per_km2[zone] = found.cells[zone] > 0 ? found.mean_per_km2[zone] / found.cells[zone] : kNone;
  return found;
}

}  // namespace bailiwick
