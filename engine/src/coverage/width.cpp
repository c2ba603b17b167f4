#include "coverage/width.h"

#include "coverage/crossings.h"

#include <boost/polygon/voronoi.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

namespace boost::polygon {

template <>
struct geometry_concept<bailiwick::coverage::Segment> {
  using type = segment_concept;
};
template <>
struct geometry_concept<bailiwick::coverage::Point> {
  using type = point_concept;
};
template <>
struct point_traits<bailiwick::coverage::Point> {
  using coordinate_type = int;
  static int get(const bailiwick::coverage::Point& p, orientation_2d axis) { return static_cast<int>(axis == HORIZONTAL ? p.x : p.y); }
};
template <>
struct segment_traits<bailiwick::coverage::Segment> {
  using coordinate_type = int;
  using point_type = bailiwick::coverage::Point;
  static point_type get(const bailiwick::coverage::Segment& s, direction_1d end) { return end.to_int() == 0 ? s.a : s.b; }
};

}  // namespace boost::polygon

namespace bailiwick::coverage {
namespace {

constexpr double kGrid = 1 << 28;            // extent in grid units: coordinates of Boost's diagram are 32-bit integers
constexpr double kResolved = 2;              // a radius below so many units is that of the rounding: each end of an edge moved by up to 0.71
constexpr std::size_t kMostEdges = 200'000;  // beyond it the mean width must do

struct Frame {
  double west, south, extent;

  [[nodiscard]] Point on_grid(double x, double y) const {
    return {std::round((x - west) / extent * kGrid), std::round((y - south) / extent * kGrid)};
  }
};

struct Vertices {
  std::uint32_t begin, end;
};

Vertices vertices_of_part(const PolygonsView& shapes, std::size_t part) {
  return {shapes.ring_offsets[shapes.part_offsets[part]], shapes.ring_offsets[shapes.part_offsets[part + 1]]};
}

Frame frame_of(const PolygonsView& shapes, Vertices v) {
  const auto [west, east] = std::minmax_element(shapes.x.begin() + v.begin, shapes.x.begin() + v.end);
  const auto [south, north] = std::minmax_element(shapes.y.begin() + v.begin, shapes.y.begin() + v.end);
  return {*west, *south, std::max(*east - *west, *north - *south)};
}

std::vector<Segment> edges_on_grid(const PolygonsView& shapes, std::size_t part, const Frame& frame) {
  std::vector<Segment> edges;
  for (auto r = shapes.part_offsets[part]; r < shapes.part_offsets[part + 1]; ++r) {
    const auto [begin, end] = shapes.vertices_of(r);
    for (auto v = begin; v + 1 < end; ++v) {
      const auto p = frame.on_grid(shapes.x[v], shapes.y[v]);
      const auto q = frame.on_grid(shapes.x[v + 1], shapes.y[v + 1]);
      if (p < q) edges.push_back({p, q});
      if (q < p) edges.push_back({q, p});
    }
  }
  return edges;
}

struct Sizes {
  double area, perimeter;
};

Sizes sizes_of(const PolygonsView& shapes, std::size_t part) {
  Sizes sizes{0, 0};
  const auto v0 = vertices_of_part(shapes, part).begin;
  for (auto r = shapes.part_offsets[part]; r < shapes.part_offsets[part + 1]; ++r) {
    const auto [begin, end] = shapes.vertices_of(r);
    double twice = 0;
    for (auto v = begin; v + 1 < end; ++v) {
      twice += (shapes.x[v] - shapes.x[v0]) * (shapes.y[v + 1] - shapes.y[v0]) - (shapes.x[v + 1] - shapes.x[v0]) * (shapes.y[v] - shapes.y[v0]);
      sizes.perimeter += std::hypot(shapes.x[v + 1] - shapes.x[v], shapes.y[v + 1] - shapes.y[v]);
    }
    sizes.area += (r == shapes.part_offsets[part] ? 1 : -1) * std::abs(twice) / 2;
  }
  return sizes;
}

bool inside(const std::vector<Segment>& edges, Point p) {
  bool in = false;
  for (const auto& e : edges) {
    if ((e.a.y <= p.y) == (e.b.y <= p.y)) continue;
    const double side = (e.b.x - e.a.x) * (p.y - e.a.y) - (e.b.y - e.a.y) * (p.x - e.a.x);
    if ((side > 0) == (e.b.y > e.a.y)) in = !in;
  }
  return in;
}

double distance(const Segment& s, Point p) {
  const double dx = s.b.x - s.a.x;
  const double dy = s.b.y - s.a.y;
  const double along = std::clamp(((p.x - s.a.x) * dx + (p.y - s.a.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
  return std::hypot(p.x - s.a.x - along * dx, p.y - s.a.y - along * dy);
}

struct Circle {
  double radius;
  Point centre;
};

/// The vertices of the diagram as circles that touch the edges nearest to them, the largest first.
std::vector<Circle> circles(const std::vector<Segment>& edges, double largest) {
  boost::polygon::voronoi_diagram<double> diagram;
  boost::polygon::construct_voronoi(edges.begin(), edges.end(), &diagram);
  std::vector<Circle> result;
  for (const auto& vertex : diagram.vertices()) {
    const Point centre{vertex.x(), vertex.y()};
    const double radius = distance(edges[vertex.incident_edge()->cell()->source_index()], centre);
    if (radius <= largest) result.push_back({radius, centre});
  }
  std::sort(result.begin(), result.end(), [](const Circle& a, const Circle& b) { return a.radius > b.radius; });
  return result;
}

}  // namespace

double inscribed_diameter(const PolygonsView& metric, std::size_t part) {
  const auto v = vertices_of_part(metric, part);
  if (v.end - v.begin < 4) return 0;
  const auto frame = frame_of(metric, v);
  const auto sizes = sizes_of(metric, part);
  const double mean = sizes.perimeter > 0 ? 2 * sizes.area / sizes.perimeter : 0;
  if (!(frame.extent > 0) || v.end - v.begin > kMostEdges) return mean;
  const auto edges = edges_on_grid(metric, part, frame);
  const auto met = meetings(edges, {.progress = {}, .stop = {}, .threads = 1});
  if (edges.size() < 3 || !met.crossings.empty() || !met.touches.empty()) return mean;  // thinner than the grid: the diagram would have no meaning
  const double unit = frame.extent / kGrid;
  const double largest = std::sqrt(sizes.area / std::numbers::pi) / unit * (1 + 1e-9) + 1;
  for (const auto& circle : circles(edges, largest)) {
    if (circle.radius < kResolved) break;
    if (inside(edges, circle.centre)) return std::max(mean, 2 * circle.radius * unit);
  }
  return mean;
}

}  // namespace bailiwick::coverage
