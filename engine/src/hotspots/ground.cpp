#include "hotspots/ground.h"

#include <algorithm>
#include <cmath>

namespace bailiwick::hotspots_room {
namespace {

struct Samples {
  std::vector<double> x, y;
};

/// The centres of a sub x sub raster over the box of each cell, those in the cell, carried to the location plane.
Samples samples_in(const Lattice& lattice, std::span<const std::uint32_t> cells, const PlaneMap& from_metric, unsigned sub) {
  constexpr double kSqrt3 = 1.73205080756887729353;
  const bool hexagons = lattice.shape == CellShape::hexagon;
  const double width = lattice.cell_m, height = hexagons ? 2 * lattice.cell_m / kSqrt3 : lattice.cell_m;
  Samples samples;
  for (const auto cell : cells) {
    const double x = lattice.centre_x_m(cell % lattice.columns, cell / lattice.columns), y = lattice.centre_y_m(cell / lattice.columns);
    for (unsigned row = 0; row < sub; ++row) {
      for (unsigned column = 0; column < sub; ++column) {
        const double dx = ((column + 0.5) / sub - 0.5) * width, dy = ((row + 0.5) / sub - 0.5) * height;
        if (hexagons && std::abs(dy) + std::abs(dx) / kSqrt3 > height / 2) continue;
        samples.x.push_back(x + dx);
        samples.y.push_back(y + dy);
      }
    }
  }
  if (from_metric) from_metric(samples.x, samples.y);
  return samples;
}

}  // namespace

Ground ground_of(const Lattice& lattice, std::span<const std::uint32_t> cells, const ZoneIndex& index, const Planes& planes,
                 const AreaOptions& options, const Context& context) {
  constexpr std::size_t kCellsAtOnce = 4096;  // bounds the memory of large areas
  Ground ground;
  ground.zones.resize(index.level_count());
  Context quiet = context;
  quiet.progress = nullptr;
  for (std::size_t first = 0; first < cells.size(); first += kCellsAtOnce) {
    const auto some = cells.subspan(first, std::min(kCellsAtOnce, cells.size() - first));
    const Samples samples = samples_in(lattice, some, planes.from_metric, std::max(1U, options.sub));
    const Assignments placed = assign(index, ReportsView{samples.x, samples.y, {}, {}}, options.assign, quiet);
    ground.samples += samples.x.size();
    for (const auto unit : placed.answer.unit) ++ground.units[index_of(unit)];
    for (std::size_t level = 0; level < placed.levels.size(); ++level) {
      for (const auto zone : placed.levels[level].zone) {
        if (zone != kNoZone) ++ground.zones[level][index_of(zone)];
      }
    }
  }
  return ground;
}

}  // namespace bailiwick::hotspots_room
