/// Areas of every combination of shapes, in rational arithmetic: vertical slabs between all abscissae where something happens, edges in each slab from below, trapezoids
/// between them. Slow, short, and without a line of the code under test.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace bailiwick::test {

using Rational = boost::multiprecision::cpp_rational;
using Ring = std::vector<std::pair<double, double>>;  ///< not closed
using Shape = std::vector<Ring>;                      ///< even-odd over all rings
using Members = std::vector<unsigned>;                ///< which shapes hold a place, ascending

class SlabOracle {
 public:
  explicit SlabOracle(const std::vector<Shape>& shapes) {
    for (unsigned s = 0; s < shapes.size(); ++s) {
      for (const auto& ring : shapes[s]) {
        for (std::size_t i = 0; i < ring.size(); ++i) add_edge(ring[i], ring[(i + 1) % ring.size()], s);
      }
    }
    collect_abscissae();
    sum();
  }

  /// Ground by the set of shapes that hold it; sets without ground are absent.
  [[nodiscard]] const std::map<Members, Rational>& areas() const { return areas_; }

 private:
  struct Edge {
    Rational x1, y1, x2, y2;
    unsigned shape;
    [[nodiscard]] Rational y_at(const Rational& x) const { return y1 + (x - x1) * (y2 - y1) / (x2 - x1); }
  };

  void add_edge(std::pair<double, double> p, std::pair<double, double> q, unsigned shape) {
    if (q < p) std::swap(p, q);
    abscissae_.insert({Rational(p.first), Rational(q.first)});
    if (p.first != q.first) edges_.push_back({Rational(p.first), Rational(p.second), Rational(q.first), Rational(q.second), shape});
  }

  void collect_abscissae() {
    for (std::size_t i = 0; i < edges_.size(); ++i) {
      for (std::size_t k = i + 1; k < edges_.size(); ++k) {
        const auto& e = edges_[i];
        const auto& f = edges_[k];
        const Rational west = std::max(e.x1, f.x1);
        const Rational east = std::min(e.x2, f.x2);
        if (west >= east) continue;
        const Rational at_west = e.y_at(west) - f.y_at(west);
        const Rational at_east = e.y_at(east) - f.y_at(east);
        if (at_west.sign() * at_east.sign() < 0) abscissae_.insert(west + (east - west) * at_west / (at_west - at_east));
      }
    }
  }

  void sum() {
    for (auto next = abscissae_.begin(), x = next; next != abscissae_.end() && ++next != abscissae_.end(); x = next) {
      const Rational middle = (*x + *next) / 2;
      std::vector<std::pair<Rational, unsigned>> crossed;
      for (const auto& e : edges_) {
        if (e.x1 <= *x && *next <= e.x2) crossed.emplace_back(e.y_at(middle), e.shape);
      }
      std::sort(crossed.begin(), crossed.end());
      std::set<unsigned> inside;
      for (std::size_t i = 0; i < crossed.size(); ++i) {
        if (!inside.erase(crossed[i].second)) inside.insert(crossed[i].second);
        if (inside.empty() || i + 1 == crossed.size()) continue;
        const Rational area = (crossed[i + 1].first - crossed[i].first) * (*next - *x);
        if (area.sign() > 0) areas_[Members(inside.begin(), inside.end())] += area;
      }
    }
  }

  std::vector<Edge> edges_;
  std::set<Rational> abscissae_;
  std::map<Members, Rational> areas_;
};

}  // namespace bailiwick::test
