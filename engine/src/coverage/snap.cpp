#include "coverage/snap.h"

#include <bailiwick/error.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace bailiwick::coverage {
namespace {

/// Metres that one unit of the location plane is worth, each way, at the middle of the shapes.
struct Scale {
  double x_m = 1, y_m = 1;
};

Scale scale_at_middle(const Polygons& shapes, const PlaneMap& map) {
  if (!map || shapes.x.empty()) return {};
  const auto [west, east] = std::minmax_element(shapes.x.begin(), shapes.x.end());
  const auto [south, north] = std::minmax_element(shapes.y.begin(), shapes.y.end());
  const double cx = (*west + *east) / 2;
  const double cy = (*south + *north) / 2;
  const double reach = std::max({*east - *west, *north - *south, 1e-6}) / 1000;
  std::array<double, 4> x = {cx - reach, cx + reach, cx, cx};
  std::array<double, 4> y = {cy, cy, cy - reach, cy + reach};
  map(x, y);
  const Scale scale{std::hypot(x[1] - x[0], y[1] - y[0]) / (2 * reach), std::hypot(x[3] - x[2], y[3] - y[2]) / (2 * reach)};
  const bool metres = std::abs(scale.x_m - 1) < 0.01 && std::abs(scale.y_m - 1) < 0.01;  // whatever the projection's scale: whole multiples in its own metres
  return metres ? Scale{} : scale;
}

class Grid {
 public:
  Grid(double snap_m, Scale scale) : scale_(scale), step_x_(snap_m / scale.x_m), step_y_(snap_m / scale.y_m) {}

  void snap(Polygons& shapes, Snapping& report) const {
    for (std::size_t v = 0; v < shapes.x.size(); ++v) {
      const double x = std::round(shapes.x[v] / step_x_) * step_x_;
      const double y = std::round(shapes.y[v] / step_y_) * step_y_;
      ++report.vertices;
      if (x == shapes.x[v] && y == shapes.y[v]) continue;
      ++report.moved;
      report.farthest_m = std::max(report.farthest_m, std::hypot((x - shapes.x[v]) * scale_.x_m, (y - shapes.y[v]) * scale_.y_m));
      shapes.x[v] = x;
      shapes.y[v] = y;
    }
  }

 private:
  Scale scale_;
  double step_x_, step_y_;
};

}  // namespace

Snapped snapped(const Zones& zones, const StudyArea& area, const Planes& planes, const CoverageOptions& options) {
  if (!std::isfinite(options.snap_m)) {
    throw Error(ErrorCode::invalid_argument, "snap: expected a size in metres, found one that is not finite");
  }
  Snapped result{zones, area, options, {}};
  const Grid grid(options.snap_m, scale_at_middle(area.shape, planes.to_metric));
  Snapping others;
  grid.snap(result.zones.shapes, result.report);
  grid.snap(result.area.shape, others);
  grid.snap(result.options.exempt, others);
  return result;
}

}  // namespace bailiwick::coverage
