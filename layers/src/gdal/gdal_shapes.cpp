#include "gdal/gdal_shapes.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace bailiwick::layers::gdal {
namespace {

constexpr int kDeepestCollection = 16;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// The simple parts of one geometry, straight pieces only.
struct Parts {
  std::vector<const OGRPolygon*> polygons;
  std::vector<const OGRLineString*> lines;
  std::vector<const OGRPoint*> points;
  std::vector<std::unique_ptr<OGRGeometry, GeometryDestroy>> owned;  ///< straightened copies
  bool other = false, too_deep = false, curved = false;
};

void collect(const OGRGeometry& geometry, int depth, Parts& parts) {
  if (depth > kDeepestCollection) {
    parts.too_deep = true;
    return;
  }
  if (geometry.hasCurveGeometry(TRUE) != 0) {
    parts.curved = true;
    parts.owned.emplace_back(geometry.getLinearGeometry());
    if (parts.owned.back()) collect(*parts.owned.back(), depth + 1, parts);
    return;
  }
  switch (wkbFlatten(geometry.getGeometryType())) {
    case wkbPolygon: parts.polygons.push_back(geometry.toPolygon()); return;
    case wkbLineString: parts.lines.push_back(geometry.toLineString()); return;
    case wkbPoint: parts.points.push_back(geometry.toPoint()); return;
    case wkbMultiPolygon:
    case wkbMultiLineString:
    case wkbMultiPoint:
    case wkbGeometryCollection:
      for (const auto* child : *geometry.toGeometryCollection()) collect(*child, depth + 1, parts);
      return;
    case wkbCurvePolygon:
    case wkbCompoundCurve:
    case wkbMultiCurve:
    case wkbMultiSurface: {  // curved in type only
      parts.owned.emplace_back(geometry.getLinearGeometry());
      if (parts.owned.back()) collect(*parts.owned.back(), depth + 1, parts);
      return;
    }
    default: parts.other = true;
  }
}

bool same_place(const OGRSimpleCurve& curve, int a, int b) { return curve.getX(a) == curve.getX(b) && curve.getY(a) == curve.getY(b); }

/// Copies a ring, closed; leaves it out when it has no inside. Returns whether it was taken.
bool append_ring(const OGRSimpleCurve& ring, Features& out) {
  const int n = ring.getNumPoints();
  const bool closed = n >= 2 && same_place(ring, 0, n - 1);
  if (n + (closed ? 0 : 1) < 4) {
    if (n > 0) ++out.short_rings;
    return false;
  }
  for (int i = 0; i < n; ++i) out.polygons.add_vertex(ring.getX(i), ring.getY(i));
  if (!closed) {
    out.polygons.add_vertex(ring.getX(0), ring.getY(0));
    ++out.closed_rings;
  }
  out.polygons.end_ring();
  return true;
}

bool append_polygons(const Parts& parts, Features& out) {
  bool any = false;
  for (const auto* polygon : parts.polygons) {
    const OGRLinearRing* shell = polygon->getExteriorRing();
    if (shell == nullptr || !append_ring(*shell, out)) continue;
    for (int i = 0; i < polygon->getNumInteriorRings(); ++i) append_ring(*polygon->getInteriorRing(i), out);
    out.polygons.end_part();
    any = true;
  }
  return any;
}

bool append_lines(const Parts& parts, Features& out) {
  bool any = false;
  for (const auto* line : parts.lines) {
    if (line->getNumPoints() < 2) continue;
    for (int i = 0; i < line->getNumPoints(); ++i) out.lines.add_vertex(line->getX(i), line->getY(i));
    out.lines.end_ring();
    any = true;
  }
  if (any) out.lines.end_part();
  return any;
}

std::uint64_t vertex_count(const Parts& parts) {
  std::uint64_t count = 0;
  for (const auto* polygon : parts.polygons) {
    for (const auto* ring : *polygon) count += static_cast<std::uint64_t>(ring->getNumPoints());
  }
  for (const auto* line : parts.lines) count += static_cast<std::uint64_t>(line->getNumPoints());
  return count;
}

struct Verdict {
  ShapeKind kind = ShapeKind::none;
  std::string fault;
};

Verdict append_point(const Parts& parts, Features& out) {
  if (parts.points.size() > 1) return {ShapeKind::other, fmt::format("{} points in one feature", parts.points.size())};
  const auto* point = parts.points.front();
  if (point->IsEmpty() != 0) return {ShapeKind::none, "no geometry"};
  out.x.back() = point->getX();
  out.y.back() = point->getY();
  return {ShapeKind::point, {}};
}

Verdict append_parts(const Parts& parts, const FeatureLimits& limits, Features& out) {
  if (parts.too_deep) return {ShapeKind::other, fmt::format("a geometry nested deeper than {}", kDeepestCollection)};
  if (const auto n = vertex_count(parts); n > limits.zone_vertices) {
    return {ShapeKind::other, fmt::format("{} vertices, more than the limit of {}", n, limits.zone_vertices)};
  }
  if (!parts.polygons.empty()) {
    if (!parts.lines.empty() || !parts.points.empty() || parts.other) ++out.mixed;
    if (append_polygons(parts, out)) return {ShapeKind::polygon, {}};
    return {ShapeKind::polygon, "no ring with an inside"};
  }
  if (!parts.lines.empty()) {
    if (!parts.points.empty() || parts.other) ++out.mixed;
    if (append_lines(parts, out)) return {ShapeKind::line, {}};
    return {ShapeKind::line, "a line of fewer than two points"};
  }
  if (parts.other) return {ShapeKind::other, "a kind of geometry that is not read"};
  if (parts.points.empty()) return {ShapeKind::none, "an empty geometry"};
  return append_point(parts, out);
}

}  // namespace

void append_shape(const OGRGeometry* geometry, const FeatureLimits& limits, Features& out) {
  out.x.push_back(kNone);
  out.y.push_back(kNone);
  Verdict verdict{ShapeKind::none, "no geometry"};
  if (geometry != nullptr) {
    Parts parts;
    collect(*geometry, 0, parts);
    if (parts.curved) ++out.curves;
    verdict = append_parts(parts, limits, out);
  }
  out.polygons.end_shape();
  out.lines.end_shape();
  out.kind.push_back(verdict.kind);
  out.fault.push_back(std::move(verdict.fault));
}

}  // namespace bailiwick::layers::gdal
