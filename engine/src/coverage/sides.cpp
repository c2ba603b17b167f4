#include "coverage/sides.h"

#include <bailiwick/error.h>

#include <cmath>
#include <limits>
#include <string>

namespace bailiwick::coverage {

Walk walk_of(const PolygonsView& shapes, std::uint32_t begin, std::uint32_t end, bool hole) {
  double sum = 0;
  double magnitude = 0;
  const double ox = shapes.x[begin];
  const double oy = shapes.y[begin];
  double px = 0;
  double py = 0;
  for (auto v = begin + 1; v < end; ++v) {
    const double qx = shapes.x[v] - ox;
    const double qy = shapes.y[v] - oy;
    const double left = px * qy;
    const double right = qx * py;
    sum += left - right;
    magnitude += std::abs(left) + std::abs(right);
    px = qx;
    py = qy;
  }
  const double error = 2 * (end - begin) * std::numeric_limits<double>::epsilon() * magnitude;  // n additions and products of rounded differences
  return {(sum < 0) == hole ? 1 : -1, std::abs(sum) > error};
}

void refuse_place(const PolygonsView& shapes, std::uint32_t vertex) {
  throw Error(ErrorCode::invalid_coordinate,
              "coverage, vertex " + std::to_string(vertex) + ": expected finite coordinates of magnitude 1e15 at most, found " +
                  std::to_string(shapes.x[vertex]) + " " + std::to_string(shapes.y[vertex]));
}

}  // namespace bailiwick::coverage
