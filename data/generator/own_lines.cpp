#include "own_lines.h"

#include <cmath>
#include <iterator>

namespace generator {

std::vector<Place> shifted(const City& city, std::uint32_t arc, double shift_m) {
  std::vector<Place> line = city.mesh.arcs[arc].line;
  const Spot a = city.ground.spot(line.front()), b = city.ground.spot(line.back());
  const double length = std::hypot(b.x - a.x, b.y - a.y), nx = -(b.y - a.y) / length, ny = (b.x - a.x) / length;
  for (std::size_t i = 1; i + 1 < line.size(); ++i) {
    const Spot p = city.ground.spot(line[i]);
    line[i] = city.ground.at({p.x + shift_m * nx, p.y + shift_m * ny});
  }
  return line;
}

std::vector<Place> bulge(const City& city, std::uint32_t arc, double depth_m) {
  const auto& line = city.mesh.arcs[arc].line;
  const Spot a = city.ground.spot(line.front()), b = city.ground.spot(line.back());
  const double dx = b.x - a.x, dy = b.y - a.y, length = std::hypot(dx, dy);
  std::vector<Place> result{line.front()};
  for (const auto& [t, share] : {std::pair{0.22, 0.8}, {0.5, 1.0}, {0.78, 0.85}})
    result.push_back(city.ground.at({a.x + t * dx - share * depth_m * dy / length, a.y + t * dy + share * depth_m * dx / length}));
  result.push_back(line.back());
  return result;
}

bool is_clear(const City& city, std::uint32_t arc, const std::vector<Place>& line) {
  for (const auto face : city.mesh.beside[arc]) {
    if (face == kNoFace) continue;
    for (const auto& ring : city.mesh.faces[face].rings)
      for (const Side& side : ring) {
        const auto& other = city.mesh.arcs[side.arc].line;
        for (std::size_t i = 0; i + 1 < line.size(); ++i)
          for (std::size_t k = 0; k + 1 < other.size(); ++k)
            if (meet(line[i], line[i + 1], other[k], other[k + 1])) return false;
      }
  }
  return true;
}

Ring between(const std::vector<Place>& own, const std::vector<Place>& shared) {
  Ring ring(own.begin(), own.end());
  ring.insert(ring.end(), std::next(shared.rbegin()), std::prev(shared.rend()));
  return ring;
}

}  // namespace generator
