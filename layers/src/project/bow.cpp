#include "project/bow.h"

#include <algorithm>
#include <cmath>

namespace bailiwick::layers {
namespace {

constexpr double kDegree_m = 111'320;
constexpr std::size_t kBlock = 1 << 14;  // edges carried over at once

double distance(double ax, double ay, double bx, double by, double px, double py) {
  const double length = std::hypot(bx - ax, by - ay);
  if (length == 0) return std::hypot(px - ax, py - ay);
  return std::abs((px - ax) * (by - ay) - (py - ay) * (bx - ax)) / length;
}

/// Five places along each edge: its ends, quarters and middle.
double largest_in_block(const PolygonsView& shapes, const std::vector<std::uint32_t>& edges, const PlaneMap& map) {
  std::vector<double> x;
  std::vector<double> y;
  for (const auto v : edges) {
    for (int quarter = 0; quarter <= 4; ++quarter) {
      x.push_back(shapes.x[v] + (shapes.x[v + 1] - shapes.x[v]) * quarter / 4);
      y.push_back(shapes.y[v] + (shapes.y[v + 1] - shapes.y[v]) * quarter / 4);
    }
  }
  map(x, y);
  double largest = 0;
  for (std::size_t i = 0; i < x.size(); i += 5) {
    for (std::size_t k = i + 1; k < i + 4; ++k) {
      const double off = distance(x[i], y[i], x[i + 4], y[i + 4], x[k], y[k]);
      if (std::isfinite(off)) largest = std::max(largest, off);
    }
  }
  return largest;
}

double one_way(const Drawn& drawn, const SourcePlane& to) {
  const auto map = way_over(drawn.plane, to, "the edges of a level");
  if (!map) return 0;
  const auto shapes = drawn.shapes.view();
  double largest = 0;
  std::vector<std::uint32_t> edges;
  for (std::size_t r = 0; r + 1 < shapes.ring_offsets.size(); ++r) {
    const auto [begin, end] = shapes.vertices_of(r);
    for (auto v = begin; v + 1 < end; ++v) {
      edges.push_back(v);
      if (edges.size() < kBlock) continue;
      largest = std::max(largest, largest_in_block(shapes, edges, *map));
      edges.clear();
    }
  }
  largest = std::max(largest, largest_in_block(shapes, edges, *map));
  return largest * (to.crs->geographic() ? kDegree_m : to.crs->unit());
}

}  // namespace

double largest_bow_m(const Drawn& first, const Drawn& second) {
  if (first.plane.local() || second.plane.local() || same_plane(*first.plane.crs, *second.plane.crs)) return 0;
  return std::max(one_way(first, second.plane), one_way(second, first.plane));
}

}  // namespace bailiwick::layers
