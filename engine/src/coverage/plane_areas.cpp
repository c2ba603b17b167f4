#include <bailiwick/plane.h>

#include <algorithm>
#include <cmath>

namespace bailiwick {
namespace {

struct Box {
  double west, south, east, north;
};

Box box_of(const PolygonsView& shapes, std::size_t ring) {
  const auto [begin, end] = shapes.vertices_of(ring);
  const auto [west, east] = std::minmax_element(shapes.x.begin() + begin, shapes.x.begin() + end);
  const auto [south, north] = std::minmax_element(shapes.y.begin() + begin, shapes.y.begin() + end);
  return {*west, *south, *east, *north};
}

/// Twice the signed area, about the ring's first vertex, so that a small ring far from the origin loses nothing.
double twice_area(const PolygonsView& shapes, std::size_t ring) {
  const auto [begin, end] = shapes.vertices_of(ring);
  if (end - begin < 4) return 0;
  const double ox = shapes.x[begin];
  const double oy = shapes.y[begin];
  double sum = 0;
  for (auto v = begin + 1; v + 1 < end; ++v) {
    sum += (shapes.x[v] - ox) * (shapes.y[v + 1] - oy) - (shapes.x[v + 1] - ox) * (shapes.y[v] - oy);
  }
  return sum;
}

/// 1 inside, 0 outside, -1 on the border or too near to tell.
int side_of(const PolygonsView& shapes, std::size_t ring, double x, double y) {
  const auto [begin, end] = shapes.vertices_of(ring);
  bool inside = false;
  for (auto v = begin; v + 1 < end; ++v) {
    const double ax = shapes.x[v] - x;
    const double ay = shapes.y[v] - y;
    const double bx = shapes.x[v + 1] - x;
    const double by = shapes.y[v + 1] - y;
    if ((ay <= 0) == (by <= 0)) {
      if (ay == 0 && by == 0 && (ax <= 0) != (bx <= 0)) return -1;
      continue;
    }
    const double cross = ax * by - bx * ay;
    if (std::abs(cross) <= 4e-16 * (std::abs(ax * by) + std::abs(bx * ay))) return -1;
    if ((cross > 0) == (by > ay)) inside = !inside;
  }
  return inside ? 1 : 0;
}

/// Whether ring `inner` lies in ring `outer`, decided by the first vertex of `inner` that is off the border of `outer`.
bool lies_in(const PolygonsView& shapes, std::size_t inner, std::size_t outer) {
  const auto [begin, end] = shapes.vertices_of(inner);
  for (auto v = begin; v < end; ++v) {
    const int side = side_of(shapes, outer, shapes.x[v], shapes.y[v]);
    if (side >= 0) return side == 1;
  }
  return false;
}

double shape_area(const PolygonsView& shapes, std::size_t shape) {
  const auto [begin, end] = shapes.rings_of(shape);
  if (end - begin == 1) return std::abs(twice_area(shapes, begin)) / 2;
  std::vector<Box> boxes;
  for (auto r = begin; r < end; ++r) boxes.push_back(shapes.vertices_of(r).begin == shapes.vertices_of(r).end ? Box{} : box_of(shapes, r));
  double sum = 0;
  for (auto r = begin; r < end; ++r) {
    const double area = std::abs(twice_area(shapes, r));
    if (area == 0) continue;
    bool hole = false;
    for (auto other = begin; other < end; ++other) {
      const auto& in = boxes[r - begin];
      const auto& out = boxes[other - begin];
      const bool may = other != r && in.west >= out.west && in.east <= out.east && in.south >= out.south && in.north <= out.north;
      if (may && lies_in(shapes, r, other)) hole = !hole;
    }
    sum += hole ? -area : area;
  }
  return sum / 2;
}

}  // namespace

std::vector<double> signed_ring_areas(const PolygonsView& shapes) {
  std::vector<double> areas(shapes.size());
  for (std::size_t s = 0; s < shapes.size(); ++s) areas[s] = shape_area(shapes, s);
  return areas;
}

}  // namespace bailiwick
