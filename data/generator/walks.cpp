#include "walks.h"

#include "plan.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace generator {
namespace {

constexpr int kVertices = 120;

/// A walk whose heading wavers about one direction (a first-order autoregression), so that its strip does not cross itself.
std::vector<Spot> walk(Spot start, double step, Random& random) {
  const double heading = random.between(0, 6.283185307179586);
  double off = 0;
  std::vector<Spot> line{start};
  for (int i = 1; i < kVertices; ++i) {
    off = 0.9 * off + std::clamp(0.09 * random.normal(), -0.2, 0.2);
    const double length = step * random.between(0.6, 1.4), angle = heading + std::clamp(off, -0.7, 0.7);
    line.push_back({line.back().x + length * std::cos(angle), line.back().y + length * std::sin(angle)});
  }
  return line;
}

}  // namespace

std::vector<Walk> random_walks(const City& city, std::uint32_t count, std::uint64_t seed) {
  const Box box = box_of(city.area);
  const Spot low = city.ground.spot({box.west, box.south}), high = city.ground.spot({box.east, box.north});
  const double step = std::min(25.0, (high.x - low.x) / (3 * kVertices));  // small cities have short streets
  std::vector<Walk> walks;
  for (std::uint32_t i = 0; i < count; ++i) {
    Random random(seed, 1000 + i);
    for (int attempt = 0;; ++attempt) {
      if (attempt == 1000) throw std::runtime_error("no room for a street");
      auto line = walk({random.between(low.x, high.x), random.between(low.y, high.y)}, step, random);
      const auto inside = [&](Spot spot) { return contains(city.area, city.ground.at(spot)); };
      if (!inside(line.front()) || !inside(line[kVertices / 2]) || !inside(line.back())) continue;
      walks.push_back({std::move(line), random.between(16, 40)});
      break;
    }
  }
  return walks;
}

Ring strip(const Walk& walk, const Ground& ground) {
  Ring left, right;
  for (std::size_t i = 0; i < walk.line.size(); ++i) {
    const Spot &before = walk.line[i == 0 ? 0 : i - 1], &after = walk.line[std::min(i + 1, walk.line.size() - 1)], &here = walk.line[i];
    const double length = std::hypot(after.x - before.x, after.y - before.y);
    const double nx = -(after.y - before.y) / length * walk.width_m / 2, ny = (after.x - before.x) / length * walk.width_m / 2;
    left.push_back(ground.at({here.x + nx, here.y + ny}));
    right.push_back(ground.at({here.x - nx, here.y - ny}));
  }
  Ring ring = std::move(right);
  ring.insert(ring.end(), left.rbegin(), left.rend());
  ring.erase(std::unique(ring.begin(), ring.end()), ring.end());
  return ring;
}

}  // namespace generator
