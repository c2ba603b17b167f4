/// Places that try every rule of location: on vertices, on edges, beside them by one unit in the last place, level and upright with vertices, on the
/// borders and corners of the index's cells.
#pragma once

#include "index/data.h"

#include <bailiwick/zone_index.h>

#include <cmath>
#include <cstdint>
#include <random>
#include <utility>

namespace bailiwick::test {

class Adversary {
 public:
  Adversary(const Zones& zones, const ZoneIndex& index, std::uint64_t seed) : zones_(zones), index_(index), random_(seed) {}

  std::pair<double, double> next() {
    const auto& [a, b] = edge();
    const double t = unit();
    const Place on{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
    switch (random_() % 10) {
      case 0: return {a.x, a.y};
      case 1: return {(a.x + b.x) / 2, (a.y + b.y) / 2};
      case 2: return {on.x, on.y};
      case 3: return {beside(a.x), beside(a.y)};
      case 4: return {beside(on.x), beside(on.y)};
      case 5: return {a.x, b.y + (unit() - 0.5) * 4 * (b.y - a.y)};
      case 6: return {b.x + (unit() - 0.5) * 4 * (b.x - a.x), a.y};
      case 7: {  // where an edge crosses the border of a cell
        const double x = cell_border(on.x, frame().west), share = b.x == a.x ? 0.5 : (x - a.x) / (b.x - a.x);
        return {x, beside(a.y + share * (b.y - a.y))};
      }
      case 8: return {beside(cell_border(on.x, frame().west)), beside(cell_border(on.y, frame().south))};
      default: return {on.x, beside(cell_border(on.y, frame().south))};
    }
  }

 private:
  struct Place {
    double x, y;
  };
  [[nodiscard]] const index::Frame& frame() const { return index_.data().facts->frame; }
  double unit() { return std::uniform_real_distribution<double>(0, 1)(random_); }
  double beside(double v) {
    const auto r = random_() % 3;
    return r == 0 ? v : std::nextafter(v, r == 1 ? -1e300 : 1e300);
  }
  double cell_border(double v, double low) {
    const double size = frame().leaf_size(static_cast<unsigned>(random_() % 7));
    return low + std::round((v - low) / size) * size;
  }
  std::pair<Place, Place> edge() {
    const auto& shapes = zones_.shapes;
    for (;;) {
      const auto i = random_() % (shapes.x.size() - 1);
      const Place a{shapes.x[i], shapes.y[i]}, b{shapes.x[i + 1], shapes.y[i + 1]};
      if (a.x != b.x || a.y != b.y) return {a, b};  // from the end of one ring to the start of the next there is no edge: such places are none the worse
    }
  }

  const Zones& zones_;
  const ZoneIndex& index_;
  std::mt19937_64 random_;
};

}  // namespace bailiwick::test
