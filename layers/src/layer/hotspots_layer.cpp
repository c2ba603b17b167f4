#include <bailiwick/layers/layers.h>

#include "layer/naming.h"

#include <array>

namespace bailiwick::layers {
namespace {

/// The corners of every cell, un-projected once, so that neighbouring cells share them to the last bit.
struct Corners {
  std::vector<double> x, y;
  std::uint32_t per_row;

  Corners(const Lattice& lattice, const Planes& planes) : per_row(lattice.columns + 1) {
    const auto size = static_cast<std::size_t>(per_row) * (lattice.rows + 1);
    x.reserve(size);
    y.reserve(size);
    for (std::uint32_t row = 0; row <= lattice.rows; ++row) {
      for (std::uint32_t column = 0; column <= lattice.columns; ++column) {
        x.push_back(static_cast<double>(lattice.first_column + column) * lattice.cell_m);
        y.push_back(static_cast<double>(lattice.first_row + row) * lattice.cell_m);
      }
    }
    planes.from_metric(x, y);
  }

  /// Counter-clockwise from the south-west.
  void append_square(Polygons& to, std::uint32_t column, std::uint32_t row) const {
    const auto south = static_cast<std::size_t>(row) * per_row + column;
    const auto north = south + per_row;
    for (const auto at : {south, south + 1, north + 1, north, south}) to.add_vertex(x[at], y[at]);
    to.end_ring();
    to.end_part();
    to.end_shape();
  }
};

/// How many other cells that take part stand beside this one.
std::int64_t neighbours_of(const Lattice& lattice, const std::vector<std::uint8_t>& inside, Neighbours kind, std::uint32_t column,
                           std::uint32_t row) {
  std::int64_t n = 0;
  for (int dy = -1; dy <= 1; ++dy) {
    for (int dx = -1; dx <= 1; ++dx) {
      if ((dx == 0 && dy == 0) || (kind == Neighbours::rook && dx != 0 && dy != 0)) continue;
      const auto c = std::int64_t{column} + dx;
      const auto r = std::int64_t{row} + dy;
      if (c < 0 || r < 0 || c >= lattice.columns || r >= lattice.rows) continue;
      n += inside[static_cast<std::size_t>(r) * lattice.columns + static_cast<std::size_t>(c)] != 0 ? 1 : 0;
    }
  }
  return n;
}

}  // namespace

Layer hotspots_layer(const Results& r, const Words& words) {
  const auto& lattice = r.lattice;
  std::array<std::string, 7> meaning;
  for (int bin = -3; bin <= 3; ++bin) meaning[static_cast<std::size_t>(bin + 3)] = words("gi_bin." + std::to_string(bin));

  Layer layer;
  layer.name = layer.style = "hotspots";
  layer.title = words("layer.hotspots");
  layer.group = words("group.hotspots");
  layer.geometry = GeometryKind::polygon;
  const Corners corners(lattice, r.city.planes);
  std::vector<std::string> id, meanings;
  std::vector<std::int64_t> count, bin, neighbours;
  std::vector<double> z, p, p_normal, q;
  for (std::uint32_t row = 0; row < lattice.rows; ++row) {
    for (std::uint32_t column = 0; column < lattice.columns; ++column) {
      const auto cell = static_cast<std::size_t>(row) * lattice.columns + column;
      if (r.cells_inside[cell] == 0) continue;
      corners.append_square(layer.polygons, column, row);
      id.push_back(cell_id(lattice, column, row));
      count.push_back(r.cell_counts[cell]);
      z.push_back(r.gi.z[cell]);
      p.push_back(r.gi.p[cell]);
      p_normal.push_back(r.gi.p_normal[cell]);
      q.push_back(r.gi.q[cell]);
      bin.push_back(r.gi.bin[cell]);
      meanings.push_back(meaning[static_cast<std::size_t>(r.gi.bin[cell] + 3)]);
      neighbours.push_back(neighbours_of(lattice, r.cells_inside, r.settings.neighbours, column, row));
    }
  }
  layer.table.columns = {text_column("cell_id", std::move(id)),       integer_column("count", std::move(count)),
                         real_column("gi_z", std::move(z)),           real_column("gi_p", std::move(p)),
                         real_column("gi_p_normal", std::move(p_normal)), real_column("gi_q", std::move(q)),
                         integer_column("gi_bin", std::move(bin)),    text_column("class", std::move(meanings)),
                         integer_column("neighbors", std::move(neighbours))};
  return layer;
}

}  // namespace bailiwick::layers
