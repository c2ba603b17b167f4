#include "read/zone_shapes.h"

#include "read/limits.h"
#include "read/text.h"

#include <fmt/format.h>

#include <cmath>

namespace bailiwick::layers {
namespace {

std::string fault_at(double x, double y, bool geographic) {
  if (!std::isfinite(x) || !std::isfinite(y)) return "a coordinate is not finite";
  if (std::abs(x) > kLargestCoordinate || std::abs(y) > kLargestCoordinate) return "a coordinate is beyond 1e15";
  if (!geographic) return {};
  if (std::abs(x) > 180) return fmt::format("longitude {} is not between -180 and 180", number_text(x));
  if (std::abs(y) > 90) return fmt::format("latitude {} is not between -90 and 90", number_text(y));
  return {};
}

}  // namespace

std::string coordinate_fault(const PolygonsView& shapes, std::size_t shape, bool geographic) {
  const auto rings = shapes.rings_of(shape);
  for (auto r = rings.begin; r < rings.end; ++r) {
    const auto vertices = shapes.vertices_of(r);
    for (auto v = vertices.begin; v < vertices.end; ++v) {
      if (auto fault = fault_at(shapes.x[v], shapes.y[v], geographic); !fault.empty()) return fault;
      if (!geographic || v == vertices.begin) continue;
      if (std::abs(shapes.x[v] - shapes.x[v - 1]) > 180) {
        return fmt::format("an edge from longitude {} to {} is wider than 180 degrees; cut the zone at the antimeridian",
                           number_text(shapes.x[v - 1]), number_text(shapes.x[v]));
      }
    }
  }
  return {};
}

}  // namespace bailiwick::layers
