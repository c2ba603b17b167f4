/// Overlaps and open ground by GEOS OverlayNG: boxes in a tree, intersections pair by pair; the ground without the union of its zones.
#pragma once

#include "coverage_layer.h"

#include <geos_c.h>

namespace bench {

class GeosOverlays {
 public:
  explicit GeosOverlays(const Layer& layer);
  ~GeosOverlays();
  GeosOverlays(const GeosOverlays&) = delete;
  GeosOverlays& operator=(const GeosOverlays&) = delete;
  /// With `parents`: the open ground of each parent instead of the study area's.
  [[nodiscard]] Answer audit(bool parents) const;

 private:
  [[nodiscard]] GEOSGeometry* polygon(const bailiwick::PolygonsView& shapes, std::size_t shape) const;
  [[nodiscard]] double area_of(const GEOSGeometry* geometry) const;
  void overlaps(Answer& answer) const;
  [[nodiscard]] bool meet(const GEOSGeometry* a, const GEOSGeometry* b) const;
  /// The area of `ground` without the union of the zones.
  [[nodiscard]] double open_ground(const GEOSGeometry* ground, const std::vector<GEOSGeometry*>& zones) const;

  const Layer& layer_;
  GEOSContextHandle_t context_;
  std::vector<GEOSGeometry*> zones_, parents_;
  GEOSGeometry* area_ = nullptr;
};

}  // namespace bench
