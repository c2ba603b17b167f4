#include "coverage/measure.h"

#include <bailiwick/error.h>

#include "coverage/sides.h"
#include "run/blocks.h"

#include <algorithm>
#include <cmath>

namespace bailiwick::coverage {
namespace {

constexpr std::size_t kBlock = 1 << 14;
constexpr double kLongest_m = 1000;  // of a piece that is taken as one parabola

double cross(Point p, Point q) { return p.x * q.y - q.x * p.y; }
Point minus(Point p, Point q) { return {p.x - q.x, p.y - q.y}; }
Point between(Point p, Point q, double share) { return {p.x + (q.x - p.x) * share, p.y + (q.y - p.y) * share}; }

void carry(const PlaneMap& map, std::vector<double>& x, std::vector<double>& y) {
  map(x, y);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::isfinite(x[i]) && std::isfinite(y[i])) continue;
    throw Error(ErrorCode::invalid_coordinate,
                "zones: expected places that the metric plane has, found one that it has not; check the CRS of the zones");
  }
}

/// The area between the chord from p to q and the parabola through `middle`, positive to the right of the walk: 4/3 of the triangle.
double bow(Point p, Point q, Point middle) { return 2.0 / 3.0 * cross(minus(middle, p), minus(q, p)); }

/// A long edge: joints and middles of its parts carried over, chord polygon and bows summed about its start.
double bow_of_long(Point from, Point to, Point start_m, double parts, const PlaneMap& map) {
  const auto count = static_cast<std::size_t>(parts);
  std::vector<double> x;
  std::vector<double> y;
  for (std::size_t i = 0; i <= 2 * count; ++i) {
    const auto p = between(from, to, static_cast<double>(i) / (2 * parts));
    x.push_back(p.x);
    y.push_back(p.y);
  }
  carry(map, x, y);
  const auto at = [&](std::size_t i) { return minus({x[i], y[i]}, start_m); };
  double sum = 0;
  for (std::size_t i = 0; i < 2 * count; i += 2) sum += cross(at(i), at(i + 2)) / 2 + bow(at(i), at(i + 2), at(i + 1));
  return sum;
}

/// The bow of an edge whose ends and middle are carried over already.
double bow_along(Point from, Point to, Point from_m, Point to_m, Point middle_m, const PlaneMap& map) {
  const double parts = std::ceil(std::hypot(to_m.x - from_m.x, to_m.y - from_m.y) / kLongest_m);
  return parts <= 1 ? bow(from_m, to_m, middle_m) : bow_of_long(from, to, from_m, parts, map);
}

std::vector<double> bows(const Arrangement& a, const std::vector<Point>& metric, const PlaneMap& map, const Context& context) {
  const auto& pieces = a.edges.pieces;
  std::vector<double> result(pieces.size(), 0);
  if (!map) return result;
  run::for_blocks(pieces.size(), kBlock, context, "measuring", [&](const run::Block& b) {
    std::vector<double> x;
    std::vector<double> y;
    for (auto i = b.begin; i < b.end; ++i) {
      const auto middle = between(a.edges.nodes[pieces[i].from], a.edges.nodes[pieces[i].to], 0.5);
      x.push_back(middle.x);
      y.push_back(middle.y);
    }
    carry(map, x, y);
    for (auto i = b.begin; i < b.end; ++i) {
      result[i] = bow_along(a.edges.nodes[pieces[i].from], a.edges.nodes[pieces[i].to], metric[pieces[i].from], metric[pieces[i].to],
                            {x[i - b.begin], y[i - b.begin]}, map);
    }
  });
  return result;
}

/// Sums each cycle about its own start, so that a small face far from the origin loses nothing. `about(origin node, node)` gives places.
template <typename About, typename Bow>
std::vector<double> sum_faces(const Arrangement& a, About about, Bow bow_of) {
  std::vector<double> area(a.face_count(), 0);
  for (Face f = 0; f < a.face_count(); ++f) {
    for (const auto c : a.cycles_of(f)) {
      const auto start = a.cycle_start[c];
      const auto origin = a.origin(start);
      double sum = 0;
      auto here = about(origin, origin);
      auto h = start;
      do {
        const auto there = about(origin, a.origin(twin(h)));
        sum += cross(here, there) / 2 + (h % 2 == 0 ? bow_of(h / 2) : -bow_of(h / 2));
        here = there;
        h = a.next[h];
      } while (h != start);
      area[f] += sum;
    }
  }
  return area;
}

}  // namespace

std::vector<Point> carried(const std::vector<Point>& nodes, const PlaneMap& map, const Context& context) {
  auto result = nodes;
  if (!map) return result;
  run::for_blocks(nodes.size(), kBlock, context, "measuring", [&](const run::Block& b) {
    std::vector<double> x;
    std::vector<double> y;
    for (auto i = b.begin; i < b.end; ++i) {
      x.push_back(nodes[i].x);
      y.push_back(nodes[i].y);
    }
    carry(map, x, y);
    for (auto i = b.begin; i < b.end; ++i) result[i] = {x[i - b.begin], y[i - b.begin]};
  });
  return result;
}

std::vector<double> face_areas(const Arrangement& a, const PlaneMap& map, const Context& context) {
  const auto metric = carried(a.edges.nodes, map, context);
  const auto bow_of = bows(a, metric, map, context);
  return sum_faces(a, [&](auto origin, auto node) { return minus(metric[node], metric[origin]); },
                   [&](std::size_t piece) { return bow_of[piece]; });
}

std::vector<double> face_areas(const Arrangement& a) {
  return sum_faces(a, [&](auto origin, auto node) { return a.edges.about(a.edges.nodes[origin], node); }, [](std::size_t) { return 0.0; });
}

double ring_area(const PolygonsView& shapes, std::size_t shape, const PlaneMap& map) {
  double sum = 0;
  for_each_ring(shapes, shape, [&](std::uint32_t begin, std::uint32_t end, bool hole) {
    std::vector<Point> place;
    std::vector<double> x;
    std::vector<double> y;
    const auto add = [&](Point p) {
      x.push_back(p.x);
      y.push_back(p.y);
    };
    for (auto v = begin; v < end; ++v) place.push_back(place_of(shapes, v));
    for (const auto p : place) add(p);
    for (std::size_t i = 0; map && i + 1 < place.size(); ++i) add(between(place[i], place[i + 1], 0.5));
    if (map) carry(map, x, y);
    double ring = 0;
    for (std::size_t i = 0; i + 1 < place.size(); ++i) {
      const Point p = minus({x[i], y[i]}, {x[0], y[0]});
      const Point q = minus({x[i + 1], y[i + 1]}, {x[0], y[0]});
      ring += cross(p, q) / 2;
      if (map) ring += bow_along(place[i], place[i + 1], {x[i], y[i]}, {x[i + 1], y[i + 1]}, {x[place.size() + i], y[place.size() + i]}, map);
    }
    sum += walk_of(shapes, begin, end, hole).turn * ring;
  });
  return sum;
}

double own_area(const Arrangement& a, const std::vector<HalfEdge>& rim) {
  if (rim.empty()) return 0;
  const auto origin = a.edges.nodes[a.origin(rim.front())];
  double sum = 0;
  for (const auto h : rim) sum += cross(a.edges.about(origin, a.origin(h)), a.edges.about(origin, a.origin(twin(h)))) / 2;
  return sum;
}

}  // namespace bailiwick::coverage
