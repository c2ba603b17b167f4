#include <bailiwick/polygons.h>

namespace bailiwick {

void Polygons::append(const PolygonsView& from, std::size_t shape) {
  for (auto p = from.shape_offsets[shape]; p < from.shape_offsets[shape + 1]; ++p) {
    for (auto r = from.part_offsets[p]; r < from.part_offsets[p + 1]; ++r) {
      for (auto v = from.ring_offsets[r]; v < from.ring_offsets[r + 1]; ++v) add_vertex(from.x[v], from.y[v]);
      end_ring();
    }
    end_part();
  }
  end_shape();
}

}  // namespace bailiwick
