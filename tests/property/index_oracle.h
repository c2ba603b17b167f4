/// Location by the book in rational arithmetic: slow, short, and without a line of the index.
#pragma once

#include <bailiwick/zone_index.h>

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace bailiwick::test {

struct OracleHit {
  std::uint32_t zone;
  bool inside, on_border;
};

class Oracle {
 public:
  explicit Oracle(const Zones& zones) {
    const auto shapes = zones.shapes.view();
    for (std::size_t z = 0; z < zones.size(); ++z) {
      std::map<Edge, int> edges;  // an edge that occurs an even number of times is no border
      for (auto r = shapes.rings_of(z).begin; r < shapes.rings_of(z).end; ++r) {
        const auto v = shapes.vertices_of(r);
        for (auto i = v.begin; i + 1 < v.end; ++i) {
          Edge edge{zeroed(shapes.x[i]), zeroed(shapes.y[i]), zeroed(shapes.x[i + 1]), zeroed(shapes.y[i + 1])};
          if (std::make_pair(edge.x2, edge.y2) < std::make_pair(edge.x1, edge.y1)) edge = {edge.x2, edge.y2, edge.x1, edge.y1};
          ++edges[edge];
        }
      }
      std::vector<Edge> odd;
      for (const auto& [edge, times] : edges) {
        if (times % 2 == 1 && (edge.x1 != edge.x2 || edge.y1 != edge.y2)) odd.push_back(edge);
      }
      zones_.push_back(std::move(odd));
    }
  }

  [[nodiscard]] std::vector<OracleHit> at(double x, double y) const {
    x = zeroed(x);
    y = zeroed(y);
    std::vector<OracleHit> hits;
    for (std::uint32_t z = 0; z < zones_.size(); ++z) {
      OracleHit hit{z, false, false};
      for (const Edge& e : zones_[z]) {
        hit.on_border = hit.on_border || on(e, x, y);
        // A ray to the west from (x + e^2, y + e).
        if ((e.y1 <= y) != (e.y2 <= y) && west_of(e, x, y)) hit.inside = !hit.inside;
      }
      if (hit.inside || hit.on_border) hits.push_back(hit);
    }
    return hits;
  }

 private:
  static double zeroed(double v) { return v > -1e-100 && v < 1e-100 ? 0 : v; }  // as zone_index.h states
  using Rational = boost::multiprecision::cpp_rational;
  struct Edge {
    double x1, y1, x2, y2;
    friend auto operator<=>(const Edge&, const Edge&) = default;
  };

  /// Where the edge's line is at height y, minus x, times a positive number.
  static Rational offset(const Edge& e, double x, double y) {
    const Rational dy = Rational(e.y2) - Rational(e.y1);
    const Rational value = (Rational(e.x1) - Rational(x)) * dy + (Rational(y) - Rational(e.y1)) * (Rational(e.x2) - Rational(e.x1));
    return dy > 0 ? value : -value;
  }
  static bool on(const Edge& e, double x, double y) {
    if (x < std::min(e.x1, e.x2) || x > std::max(e.x1, e.x2) || y < std::min(e.y1, e.y2) || y > std::max(e.y1, e.y2)) return false;
    return e.y1 == e.y2 || offset(e, x, y) == 0;
  }
  /// Whether the edge meets the ray; e.y1 != e.y2 here.
  static bool west_of(const Edge& e, double x, double y) {
    if (x < std::min(e.x1, e.x2)) return false;
    if (x > std::max(e.x1, e.x2)) return true;
    const Rational gap = offset(e, x, y);
    if (gap != 0) return gap < 0;
    // On the edge: one step up the edge moves by (x2 - x1) / (y2 - y1); it is west of the shifted place unless it moves east.
    return (e.x2 - e.x1 > 0) != (e.y2 - e.y1 > 0) || e.x1 == e.x2;
  }

  std::vector<std::vector<Edge>> zones_;
};

/// Hits as text, so that a failing comparison can be read. A hit on the border is marked.
inline std::string shown(const std::vector<OracleHit>& hits, bool touching) {
  std::string text;
  for (const auto& hit : hits) {
    if (hit.inside || touching) text += std::to_string(hit.zone) + (hit.on_border ? "| " : " ");
  }
  return text;
}
inline std::string shown(std::span<const Hit> hits) {
  std::string text;
  for (const auto& hit : hits) text += std::to_string(index_of(hit.zone)) + (hit.on_border ? "| " : " ");
  return text;
}

}  // namespace bailiwick::test
