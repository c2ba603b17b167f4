#include "project/carry.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace bailiwick::layers {
namespace {

constexpr double kBow_m = 0.001;
constexpr double kDegree_m = 111'320;  // of latitude at most, so a bow of kBow_m / kDegree_m degrees is never more than kBow_m

std::int64_t feature_of(const RawZones& zones, std::size_t row) {
  return row < zones.fid.size() ? zones.fid[row] : static_cast<std::int64_t>(row);
}

std::string place_of(const RawZones& zones, std::size_t row) {
  return fmt::format("{}, feature {}", zones.source.file, feature_of(zones, row));
}

void refuse_row(const RawZones& zones, std::size_t row, ErrorCode code, const std::string& what) {
  throw Error(code, fmt::format("{}: {}", place_of(zones, row), what), zones.source.file, feature_of(zones, row));
}

/// Longitude and latitude have a range, and an edge that jumps the antimeridian is not the straight edge it claims to be.
void check_degrees(const RawZones& zones) {
  const auto& shapes = zones.input.shapes;
  const auto view = shapes.view();
  for (std::size_t s = 0; s < view.size(); ++s) {
    const auto rings = view.rings_of(s);
    for (auto r = rings.begin; r < rings.end; ++r) {
      const auto vertices = view.vertices_of(r);
      for (auto v = vertices.begin; v < vertices.end; ++v) {
        if (std::abs(view.y[v]) > 90) {
          refuse_row(zones, s, ErrorCode::invalid_coordinate,
                     fmt::format("expected latitude between -90 and 90, found {}; if the file is projected, say so with --zones-crs", view.y[v]));
        }
        if (std::abs(view.x[v]) > 360) {
          refuse_row(zones, s, ErrorCode::invalid_coordinate,
                     fmt::format("expected longitude between -180 and 180, found {}; if the file is projected, say so with --zones-crs",
                                 view.x[v]));
        }
        if (v > vertices.begin && std::abs(view.x[v] - view.x[v - 1]) > 180) {
          refuse_row(zones, s, ErrorCode::invalid_geometry,
                     fmt::format("expected edges of at most 180 degrees of longitude, found {}; cut the shape at the antimeridian",
                                 std::abs(view.x[v] - view.x[v - 1])));
        }
      }
    }
  }
}

void check_finite(const RawZones& zones, const Polygons& carried_shapes, const SourcePlane& from, const SourcePlane& location) {
  const auto view = carried_shapes.view();
  for (std::size_t s = 0; s < view.size(); ++s) {
    const auto vertices = view.vertices_of_shape(s);
    for (auto v = vertices.begin; v < vertices.end; ++v) {
      if (!std::isfinite(view.x[v]) || !std::isfinite(view.y[v])) {
        refuse_row(zones, s, ErrorCode::invalid_coordinate,
                   fmt::format("a vertex cannot be carried from {} to {}; is {} really the file's system?", from.label(), location.label(),
                               from.label()));
      }
    }
  }
}

}  // namespace

Polygons carried(const RawZones& zones, const SourcePlane& from, const SourcePlane& location) {
  if (!from.local() && from.crs->geographic()) check_degrees(zones);
  const auto map = way_over(from, location, zones.source.file);
  if (!map) return zones.input.shapes;
  const double bow = location.crs->geographic() ? kBow_m / kDegree_m : kBow_m / location.crs->unit();
  auto shapes = densified(zones.input.shapes.view(), *map, bow);
  check_finite(zones, shapes, from, location);
  return shapes;
}

CrsClues clues_of(const RawZones& zones, const std::string& given, const std::string& option, const std::string& datum) {
  return {zones.source.file,
          zones.source.crs.empty() ? given : zones.source.crs,
          zones.crs_label,
          zones.crs_wkt,
          option,
          zones.source.datum.empty() ? datum : zones.source.datum,
          {}};
}

bool warned_of_datum(const std::vector<Warning>& warnings) {
  return std::any_of(warnings.begin(), warnings.end(), [](const Warning& warning) { return warning.code == "datum_unnamed"; });
}

Box box_of(const PolygonsView& shapes) {
  constexpr double kFar = std::numeric_limits<double>::infinity();
  Box box{kFar, kFar, -kFar, -kFar};
  for (const double x : shapes.x) box.west = std::min(box.west, x), box.east = std::max(box.east, x);
  for (const double y : shapes.y) box.south = std::min(box.south, y), box.north = std::max(box.north, y);
  return box;
}

}  // namespace bailiwick::layers
