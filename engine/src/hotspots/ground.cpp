#include "hotspots/ground.h"

#include <algorithm>

namespace bailiwick::hotspots_room {
namespace {

struct Samples {
  std::vector<double> x, y;
};

/// The centres of a sub x sub raster in each cell, carried to the location plane.
Samples samples_in(const Lattice& lattice, std::span<const std::uint32_t> cells, const PlaneMap& from_metric, unsigned sub) {
  Samples samples;
  const double step = lattice.cell_m / sub;
  for (const auto cell : cells) {
    const double west = static_cast<double>(lattice.first_column + cell % lattice.columns) * lattice.cell_m;
    const double south = static_cast<double>(lattice.first_row + cell / lattice.columns) * lattice.cell_m;
    for (unsigned row = 0; row < sub; ++row) {
      for (unsigned column = 0; column < sub; ++column) {
        samples.x.push_back(west + (column + 0.5) * step);
        samples.y.push_back(south + (row + 0.5) * step);
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
