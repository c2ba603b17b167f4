#include <bailiwick/error.h>
#include <bailiwick/plane.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace bailiwick {
namespace {

constexpr std::size_t kBlock = 1 << 16;  // vertices carried over at once: bounds memory, long enough to hide the call

struct Point {
  double x, y;
};

/// An edge from its lexicographically smaller end, so that both shapes that share it cut it at the same places.
struct Edge {
  Point low, high;
  bool reversed;

  [[nodiscard]] Point at(double share) const {
    return {low.x + (high.x - low.x) * share, low.y + (high.y - low.y) * share};
  }
};

Edge edge_of(const PolygonsView& shapes, std::size_t v) {
  const Point a{shapes.x[v], shapes.y[v]};
  const Point b{shapes.x[v + 1], shapes.y[v + 1]};
  const bool reversed = b.x < a.x || (b.x == a.x && b.y < a.y);
  return reversed ? Edge{b, a, true} : Edge{a, b, false};
}

void carry(const PlaneMap& map, std::span<double> x, std::span<double> y) {
  if (!map) return;  // the planes are the same
  for (std::size_t from = 0; from < x.size(); from += kBlock) {
    const auto n = std::min(kBlock, x.size() - from);
    map(x.subspan(from, n), y.subspan(from, n));
  }
}

/// Distance of p from the straight line a-b.
double bow(Point a, Point b, Point p) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double length = std::hypot(dx, dy);
  if (length == 0) return std::hypot(p.x - a.x, p.y - a.y);
  return std::abs((p.x - a.x) * dy - (p.y - a.y) * dx) / length;
}

/// How many straight pieces edge `v` needs. The bow falls with the square of the piece's length; three places along the edge see an S as well.
std::uint32_t pieces(const PolygonsView& shapes, std::size_t v, const PlaneMap& map, double tolerance_m) {
  const auto edge = edge_of(shapes, v);
  std::array<double, 5> x{};
  std::array<double, 5> y{};
  for (std::size_t i = 0; i < 5; ++i) {
    const auto p = edge.at(static_cast<double>(i) / 4);
    x[i] = p.x;
    y[i] = p.y;
  }
  carry(map, x, y);
  const double widest = std::max({bow({x[0], y[0]}, {x[4], y[4]}, {x[1], y[1]}), bow({x[0], y[0]}, {x[4], y[4]}, {x[2], y[2]}),
                                  bow({x[0], y[0]}, {x[4], y[4]}, {x[3], y[3]})});
  if (!(widest > tolerance_m)) return 1;
  return static_cast<std::uint32_t>(std::ceil(1.1 * std::sqrt(widest / tolerance_m)));
}

/// Edges whose bow at the middle may matter; the others stay straight.
std::vector<std::uint32_t> pieces_of_all(const PolygonsView& shapes, const PlaneMap& map, double tolerance_m) {
  std::vector<std::uint32_t> count(shapes.x.size(), 1);
  if (!map) return count;
  std::vector<double> x;
  std::vector<double> y;
  for (std::size_t from = 0; from + 1 < shapes.x.size(); from += kBlock) {
    const auto n = std::min(kBlock, shapes.x.size() - 1 - from);
    x.assign(shapes.x.begin() + static_cast<std::ptrdiff_t>(from), shapes.x.begin() + static_cast<std::ptrdiff_t>(from + n + 1));
    y.assign(shapes.y.begin() + static_cast<std::ptrdiff_t>(from), shapes.y.begin() + static_cast<std::ptrdiff_t>(from + n + 1));
    for (std::size_t i = 0; i < n; ++i) {
      const auto middle = edge_of(shapes, from + i).at(0.5);
      x.push_back(middle.x);
      y.push_back(middle.y);
    }
    carry(map, x, y);
    for (std::size_t i = 0; i < n; ++i) {
      const double middle = bow({x[i], y[i]}, {x[i + 1], y[i + 1]}, {x[n + 1 + i], y[n + 1 + i]});
      if (middle > tolerance_m / 16) count[from + i] = pieces(shapes, from + i, map, tolerance_m);
    }
  }
  return count;
}

void add_inner_vertices(Polygons& to, const Edge& edge, std::uint32_t count) {
  for (std::uint32_t i = 1; i < count; ++i) {
    const auto step = edge.reversed ? count - i : i;
    const auto p = edge.at(static_cast<double>(step) / count);
    to.add_vertex(p.x, p.y);
  }
}

void check_finite(const Polygons& shapes) {
  for (std::size_t v = 0; v < shapes.x.size(); ++v) {
    if (std::isfinite(shapes.x[v]) && std::isfinite(shapes.y[v])) continue;
    throw Error(ErrorCode::invalid_coordinate,
                "vertex " + std::to_string(v) + ": expected a place that the other plane has, found none; check the CRS of the zones");
  }
}

}  // namespace

Polygons densified(const PolygonsView& shapes, const PlaneMap& map, double tolerance_m) {
  const auto count = pieces_of_all(shapes, map, tolerance_m);
  Polygons result;
  for (std::size_t s = 0; s < shapes.size(); ++s) {
    for (auto p = shapes.shape_offsets[s]; p < shapes.shape_offsets[s + 1]; ++p) {
      for (auto r = shapes.part_offsets[p]; r < shapes.part_offsets[p + 1]; ++r) {
        const auto [begin, end] = shapes.vertices_of(r);
        for (auto v = begin; v < end; ++v) {
          result.add_vertex(shapes.x[v], shapes.y[v]);
          if (v + 1 < end) add_inner_vertices(result, edge_of(shapes, v), count[v]);
        }
        result.end_ring();
      }
      result.end_part();
    }
    result.end_shape();
  }
  carry(map, result.x, result.y);
  check_finite(result);
  return result;
}

}  // namespace bailiwick
