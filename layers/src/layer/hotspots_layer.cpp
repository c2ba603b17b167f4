#include <bailiwick/layers/layers.h>

#include "layer/naming.h"

#include <array>

namespace bailiwick::layers {
Layer hotspots_layer(const Results& r, const Words& words) {
  const auto& lattice = r.lattice;
  std::array<std::string, 7> meaning;
  for (int bin = -3; bin <= 3; ++bin) meaning[static_cast<std::size_t>(bin + 3)] = words("gi_bin." + std::to_string(bin));

  Layer layer;
  layer.name = layer.style = "hotspots";
  layer.title = words("layer.hotspots");
  layer.group = words("group.hotspots");
  layer.geometry = GeometryKind::polygon;
  std::vector<std::uint32_t> cells;
  std::vector<std::string> id, meanings;
  std::vector<std::int64_t> count, bin, neighbours;
  std::vector<double> z, p, p_normal, q;
  for (std::uint32_t cell = 0; cell < lattice.size(); ++cell) {
    if (r.cells_inside[cell] == 0) continue;
    cells.push_back(cell);
    id.push_back(cell_id(lattice, cell % lattice.columns, cell / lattice.columns));
    count.push_back(r.cell_counts[cell]);
    z.push_back(r.gi.z[cell]);
    p.push_back(r.gi.p[cell]);
    p_normal.push_back(r.gi.p_normal[cell]);
    q.push_back(r.gi.q[cell]);
    bin.push_back(r.gi.bin[cell]);
    meanings.push_back(meaning[static_cast<std::size_t>(r.gi.bin[cell] + 3)]);
    std::int64_t beside = 0;
    for (const auto other : cells_beside(lattice, cell, r.settings.neighbours == Neighbours::queen)) beside += r.cells_inside[other] != 0 ? 1 : 0;
    neighbours.push_back(beside);
  }
  layer.polygons = cell_shapes(lattice, cells, r.city.planes);
  layer.table.columns = {text_column("cell_id", std::move(id)),       integer_column("count", std::move(count)),
                         real_column("gi_z", std::move(z)),           real_column("gi_p", std::move(p)),
                         real_column("gi_p_normal", std::move(p_normal)), real_column("gi_q", std::move(q)),
                         integer_column("gi_bin", std::move(bin)),    text_column("class", std::move(meanings)),
                         integer_column("neighbors", std::move(neighbours))};
  if (r.autocorrelation == nullptr) return layer;
  const auto& local = r.autocorrelation->local;
  std::vector<std::string> quadrants;
  for (const auto quadrant : local.quadrant) quadrants.emplace_back(code(quadrant));
  layer.table.columns.push_back(real_column("gi_without_z", local.gi_z));
  layer.table.columns.push_back(real_column("moran", local.moran));
  layer.table.columns.push_back(text_column("moran_quadrant", std::move(quadrants)));
  return layer;
}

}  // namespace bailiwick::layers
