#include "coverage/ground.h"

#include "coverage/arrangement.h"
#include "coverage/measure.h"
#include "coverage/sides.h"

#include "geos/validity.h"
#include "run/blocks.h"

#include <optional>

namespace bailiwick::coverage {
namespace {

struct Held {
  double area_m2 = 0, lost_m2 = 0;
};

/// Rings that cross or repeat, laid out; ground that they hold an even number of times is lost.
Held laid_out(const PolygonsView& shapes, std::size_t shape, const PlaneMap& map, const Context& context) {
  SoupBuilder builder;
  builder.add(shapes, shape, 0);
  const auto a = arrange(std::move(builder).match(), context);
  const auto areas = face_areas(a, map, context);
  Held held;
  for (Face f = 1; f < a.face_count(); ++f) {
    for (const auto& label : a.labels_of(f)) ((label.winding & 1) != 0 ? held.area_m2 : held.lost_m2) += areas[f];
  }
  return held;
}

bool walks_are_certain(const PolygonsView& shapes, std::size_t shape) {
  bool certain = true;
  for_each_ring(shapes, shape, [&](std::uint32_t begin, std::uint32_t end, bool hole) { certain &= walk_of(shapes, begin, end, hole).certain; });
  return certain;
}

/// Within a block of a parallel loop: no threads of its own.
Context alone(const Context& context) { return {.progress = {}, .stop = context.stop, .threads = 1}; }

}  // namespace

Ground ground_of(const Zones& zones, const Planes& planes, const Context& context) {
  const auto shapes = zones.shapes.view();
  Ground ground{std::vector<double>(zones.size(), 0), std::vector<std::uint8_t>(zones.size(), 0), {}};
  std::vector<std::optional<InvalidZone>> invalid(zones.size());
  run::for_blocks(zones.size(), 64, context, "checking zones", [&](const run::Block& b) {
    for (auto z = static_cast<std::uint32_t>(b.begin); z < b.end; ++z) {
      const auto fault = geos::fault_of(shapes, z);
      ground.odd[z] = fault || !walks_are_certain(shapes, z) ? 1 : 0;
      const auto held = ground.odd[z] != 0 ? laid_out(shapes, z, planes.to_area, alone(context)) : Held{ring_area(shapes, z, planes.to_area), 0};
      ground.area_m2[z] = std::max(0.0, held.area_m2);
      if (fault) invalid[z] = InvalidZone{ZoneId{z}, fault->reason, fault->x, fault->y, held.lost_m2};
    }
  });
  for (auto& zone : invalid) {
    if (zone) ground.invalid.push_back(std::move(*zone));
  }
  return ground;
}

double area_of(const Polygons& shapes, const Planes& planes, const Context& context) {
  const auto view = shapes.view();
  double sum = 0;
  for (std::size_t s = 0; s < view.size(); ++s) {
    const bool simple = !geos::fault_of(view, s) && walks_are_certain(view, s);
    sum += simple ? ring_area(view, s, planes.to_area) : laid_out(view, s, planes.to_area, context).area_m2;
  }
  return sum;
}

}  // namespace bailiwick::coverage
