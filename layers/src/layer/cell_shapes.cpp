#include "layer/cell_shapes.h"

namespace bailiwick::layers {

Polygons cell_shapes(const Lattice& lattice, std::span<const std::uint32_t> cells, const Planes& planes) {
  Polygons shapes;
  for (const auto cell : cells) {
    const auto corners = cell_corners(lattice, cell);
    for (std::size_t i = 0; i <= corners.count; ++i) shapes.add_vertex(corners.x_m[i % corners.count], corners.y_m[i % corners.count]);
    shapes.end_ring();
    shapes.end_part();
    shapes.end_shape();
  }
  planes.from_metric(shapes.x, shapes.y);
  return shapes;
}

}  // namespace bailiwick::layers
