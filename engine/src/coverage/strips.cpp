#include "geos/strip.h"

#include <bailiwick/coverage.h>
#include <bailiwick/error.h>

#include <cmath>

namespace bailiwick {

Polygons strips(const PolygonsView& lines, std::span<const double> width_m, const Planes& planes) {
  if (width_m.size() != lines.size()) {
    throw Error(ErrorCode::invalid_argument, "strips: expected one width per line, found " + std::to_string(width_m.size()) +
                                                 " widths for " + std::to_string(lines.size()) + " lines");
  }
  const auto metric = densified(lines, planes.to_metric);
  Polygons result;
  for (std::size_t s = 0; s < lines.size(); ++s) {
    const double width = width_m[s];
    const auto feature = static_cast<std::int64_t>(s);
    if (!(width > 0) || !std::isfinite(width)) {
      throw Error(ErrorCode::invalid_argument,
                  "line " + std::to_string(s) + ": expected a width in metres above 0, found " + std::to_string(width), {}, feature, "width");
    }
    const auto complaint = geos::append_strip(metric.view(), s, width, result);
    if (!complaint.empty()) {
      throw Error(ErrorCode::invalid_geometry,
                  "line " + std::to_string(s) + ": expected a line that can be widened to a strip, found " + complaint, {}, feature);
    }
  }
  if (planes.from_metric) planes.from_metric(result.x, result.y);
  return result;
}

}  // namespace bailiwick
