/// Location by the book for many places: even-odd along a ray to the west, edges kept by strips of height, every sign exact. Shares no line with the
/// index; held against rational arithmetic in its own test.
#pragma once

#include <bailiwick/zones.h>

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace bailiwick::test {

struct StripHit {
  std::uint32_t zone;
  bool inside, on_border;
};

/// Sign of a b - c d, where a, b, c, d are the differences p - q of the given pairs; exact.
struct Difference {
  double p, q;
  [[nodiscard]] double rounded() const { return p - q; }
  [[nodiscard]] bool exact() const {
    const double d = p - q, back = p - d;  // Dekker's two-sum: what the difference lost
    return (p - (d + back)) + (back - q) == 0;
  }
};
inline int sign_by_rationals(Difference a, Difference b, Difference c, Difference d) {
  using Rational = boost::multiprecision::cpp_rational;
  const auto value = [](Difference v) { return Rational(v.p) - Rational(v.q); };
  const Rational det = value(a) * value(b) - value(c) * value(d);
  return det > 0 ? 1 : det < 0 ? -1 : 0;
}
inline int sign_of(Difference a, Difference b, Difference c, Difference d) {
  const long double left = (static_cast<long double>(a.p) - a.q) * (static_cast<long double>(b.p) - b.q);
  const long double right = (static_cast<long double>(c.p) - c.q) * (static_cast<long double>(d.p) - d.q);
  const long double bound = 8 * 0x1p-64L * (std::abs(left) + std::abs(right));
  if (left - right > bound) return 1;
  if (right - left > bound) return -1;
  if (!a.exact() || !b.exact() || !c.exact() || !d.exact()) return sign_by_rationals(a, b, c, d);
  // Rounding is monotone: products that round apart are apart in the same order; those that round alike differ by their tails, which are exact.
  const double l = a.rounded() * b.rounded(), r = c.rounded() * d.rounded();
  if (l != r) return l > r ? 1 : -1;
  const double l_tail = std::fma(a.rounded(), b.rounded(), -l), r_tail = std::fma(c.rounded(), d.rounded(), -r);
  return l_tail > r_tail ? 1 : l_tail < r_tail ? -1 : 0;
}

class StripOracle {
 public:
  explicit StripOracle(const Zones& zones) {
    const auto shapes = zones.shapes.view();
    std::vector<Edge> all;
    for (std::uint32_t z = 0; z < zones.size(); ++z) {
      std::map<Edge, int> edges;  // an edge that occurs an even number of times is no border
      for (auto r = shapes.rings_of(z).begin; r < shapes.rings_of(z).end; ++r) {
        const auto v = shapes.vertices_of(r);
        for (auto i = v.begin; i + 1 < v.end; ++i) {
          Edge e{zeroed(shapes.y[i]), zeroed(shapes.x[i]), zeroed(shapes.y[i + 1]), zeroed(shapes.x[i + 1]), z};
          if (e.ay == e.by && e.ax == e.bx) continue;
          if (std::make_pair(e.by, e.bx) < std::make_pair(e.ay, e.ax)) e = {e.by, e.bx, e.ay, e.ax, z};
          ++edges[e];
        }
      }
      for (const auto& [edge, times] : edges) {
        if (times % 2 == 1) all.push_back(edge);
      }
    }
    if (all.empty()) return;
    south_ = all.front().ay;
    double north = south_;
    for (const auto& e : all) {
      south_ = std::min(south_, e.ay);
      north = std::max(north, e.by);
    }
    strips_.resize(std::clamp<std::size_t>(all.size() / 16, 1, 1 << 15));
    per_ = north > south_ ? static_cast<double>(strips_.size()) / (north - south_) : 0;
    for (const auto& e : all) {
      for (auto s = strip(e.ay); s <= strip(e.by); ++s) strips_[s].push_back(e);
    }
    state_.resize(zones.size());
  }

  /// Every zone that holds the place or whose border does, by number.
  [[nodiscard]] std::vector<StripHit> at(double x, double y) {
    std::vector<StripHit> hits;
    if (strips_.empty()) return hits;
    x = zeroed(x);
    y = zeroed(y);
    touched_.clear();
    for (const Edge& e : strips_[strip(y)]) {
      if (y < e.ay || y > e.by || x < std::min(e.ax, e.bx)) continue;
      bool on = false;
      const bool west = west_of(e, x, y, on);
      if (!west && !on) continue;
      State& state = state_[e.zone];
      if (!state.seen) touched_.push_back(e.zone);
      state.seen = true;
      state.inside = state.inside != west;
      state.on = state.on || on;
    }
    std::sort(touched_.begin(), touched_.end());
    for (const auto zone : touched_) {
      const State state = state_[zone];
      state_[zone] = {};
      if (state.inside || state.on) hits.push_back({zone, state.inside, state.on});
    }
    return hits;
  }

 private:
  struct Edge {
    double ay, ax, by, bx;  // from the lower end, of a level edge from the left one
    std::uint32_t zone;
    friend auto operator<=>(const Edge&, const Edge&) = default;
  };
  struct State {
    bool seen = false, inside = false, on = false;
  };
  static double zeroed(double v) { return std::abs(v) < 1e-100 ? 0 : v; }  // as zone_index.h states
  /// Rising with y, so that an edge is listed wherever a place level with it looks.
  [[nodiscard]] std::size_t strip(double y) const {
    const double s = (y - south_) * per_;
    return s > 0 ? std::min(static_cast<std::size_t>(std::min(s, 1e9)), strips_.size() - 1) : 0;
  }
  /// Whether a ray to the west from (x + e^2, y + e) meets the edge.
  static bool west_of(const Edge& e, double x, double y, bool& on) {
    const bool spans = y < e.by;
    if (x > std::max(e.ax, e.bx)) return spans;
    if (e.ay == e.by) {
      on = true;  // x lies between its ends
      return false;
    }
    // above 0: the edge passes the place on its right
    const int side = sign_of({e.bx, e.ax}, {y, e.ay}, {x, e.ax}, {e.by, e.ay});
    on = side == 0;
    return spans && (side < 0 || (on && e.bx <= e.ax));
  }

  double south_ = 0, per_ = 0;
  std::vector<std::vector<Edge>> strips_;
  std::vector<State> state_;
  std::vector<std::uint32_t> touched_;
};

}  // namespace bailiwick::test
