#include "geos/convert.h"

#include <new>
#include <vector>

namespace bailiwick::geos {
namespace {

GEOSCoordSequence* sequence(const PolygonsView& shapes, std::size_t ring) {
  const auto [begin, end] = shapes.vertices_of(ring);
  return GEOSCoordSeq_copyFromArrays_r(handle().get(), shapes.x.data() + begin, shapes.y.data() + begin, nullptr, nullptr, end - begin);
}

Geometry ring_geometry(const PolygonsView& shapes, std::size_t ring) {
  auto* coordinates = sequence(shapes, ring);
  return Geometry(coordinates == nullptr ? nullptr : GEOSGeom_createLinearRing_r(handle().get(), coordinates));
}

/// Hands the members over to GEOS, which owns them from then on.
std::vector<GEOSGeometry*> release(std::vector<Geometry>& members) {
  std::vector<GEOSGeometry*> raw;
  raw.reserve(members.size());
  for (auto& member : members) raw.push_back(member.release());
  return raw;
}

Geometry collection(int type, std::vector<Geometry>& members) {
  auto raw = release(members);
  return Geometry(GEOSGeom_createCollection_r(handle().get(), type, raw.data(), static_cast<unsigned>(raw.size())));
}

Geometry polygon(const PolygonsView& shapes, std::size_t part) {
  const auto begin = shapes.part_offsets[part];
  const auto end = shapes.part_offsets[part + 1];
  if (begin == end) return Geometry(GEOSGeom_createEmptyPolygon_r(handle().get()));
  auto shell = ring_geometry(shapes, begin);
  std::vector<Geometry> holes;
  for (auto r = begin + 1; shell && r < end; ++r) {
    holes.push_back(ring_geometry(shapes, r));
    if (!holes.back()) return nullptr;
  }
  if (!shell) return nullptr;
  auto raw = release(holes);
  return Geometry(GEOSGeom_createPolygon_r(handle().get(), shell.release(), raw.data(), static_cast<unsigned>(raw.size())));
}

void append_ring(const GEOSGeometry* ring, Polygons& to) {
  auto* context = handle().get();
  const auto* coordinates = GEOSGeom_getCoordSeq_r(context, ring);
  unsigned count = 0;
  if (GEOSCoordSeq_getSize_r(context, coordinates, &count) == 0) throw std::bad_alloc();
  for (unsigned i = 0; i < count; ++i) {
    double x = 0;
    double y = 0;
    GEOSCoordSeq_getXY_r(context, coordinates, i, &x, &y);
    to.add_vertex(x, y);
  }
  to.end_ring();
}

void append_parts(const GEOSGeometry* geometry, Polygons& to) {
  auto* context = handle().get();
  const int type = GEOSGeomTypeId_r(context, geometry);
  if (type == GEOS_POLYGON) {
    if (GEOSisEmpty_r(context, geometry) == 1) return;
    append_ring(GEOSGetExteriorRing_r(context, geometry), to);
    const int holes = GEOSGetNumInteriorRings_r(context, geometry);
    for (int i = 0; i < holes; ++i) append_ring(GEOSGetInteriorRingN_r(context, geometry, i), to);
    to.end_part();
  } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
    const int count = GEOSGetNumGeometries_r(context, geometry);
    for (int i = 0; i < count; ++i) append_parts(GEOSGetGeometryN_r(context, geometry, i), to);
  }
}

}  // namespace

Geometry multipolygon(const PolygonsView& shapes, std::size_t shape) {
  std::vector<Geometry> parts;
  for (auto p = shapes.shape_offsets[shape]; p < shapes.shape_offsets[shape + 1]; ++p) {
    parts.push_back(polygon(shapes, p));
    if (!parts.back()) return nullptr;
  }
  return collection(GEOS_MULTIPOLYGON, parts);
}

Geometry multilinestring(const PolygonsView& lines, std::size_t shape) {
  const auto [begin, end] = lines.rings_of(shape);
  std::vector<Geometry> members;
  for (auto r = begin; r < end; ++r) {
    auto* coordinates = sequence(lines, r);
    members.emplace_back(coordinates == nullptr ? nullptr : GEOSGeom_createLineString_r(handle().get(), coordinates));
    if (!members.back()) return nullptr;
  }
  return collection(GEOS_MULTILINESTRING, members);
}

void append(const GEOSGeometry* geometry, Polygons& to) {
  append_parts(geometry, to);
  to.end_shape();
}

}  // namespace bailiwick::geos
