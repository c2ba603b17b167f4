#include "geos/validity.h"

#include "geos/convert.h"

namespace bailiwick::geos {
namespace {

std::optional<Fault> ring_fault(const PolygonsView& shapes, std::size_t shape) {
  const auto [begin, end] = shapes.rings_of(shape);
  for (auto r = begin; r < end; ++r) {
    const auto [first, last] = shapes.vertices_of(r);
    if (first == last) return Fault{"Empty ring", 0, 0};
    if (last - first < 4) return Fault{"Too few points in geometry component", shapes.x[first], shapes.y[first]};
    if (shapes.x[first] != shapes.x[last - 1] || shapes.y[first] != shapes.y[last - 1]) {
      return Fault{"Ring not closed", shapes.x[first], shapes.y[first]};
    }
  }
  return std::nullopt;
}

Fault first_vertex(const PolygonsView& shapes, std::size_t shape, std::string reason) {
  const auto v = shapes.vertices_of_shape(shape).begin;
  return {std::move(reason), shapes.x[v], shapes.y[v]};
}

}  // namespace

std::optional<Fault> fault_of(const PolygonsView& shapes, std::size_t shape) {
  if (auto fault = ring_fault(shapes, shape)) return fault;
  auto* context = handle().get();
  const auto geometry = multipolygon(shapes, shape);
  if (!geometry) return first_vertex(shapes, shape, handle().take_message());
  char* reason = nullptr;
  GEOSGeometry* place = nullptr;
  const auto verdict = GEOSisValidDetail_r(context, geometry.get(), 0, &reason, &place);
  const Geometry owned_place(place);
  std::string text = reason == nullptr ? std::string() : reason;
  GEOSFree_r(context, reason);
  if (verdict == 1) return std::nullopt;
  if (verdict != 0) return first_vertex(shapes, shape, handle().take_message());
  auto fault = first_vertex(shapes, shape, std::move(text));
  if (owned_place) {
    GEOSGeomGetX_r(context, owned_place.get(), &fault.x);
    GEOSGeomGetY_r(context, owned_place.get(), &fault.y);
  }
  return fault;
}

}  // namespace bailiwick::geos
