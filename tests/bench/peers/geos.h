/// Zones as GEOS geometries, even-odd taken apart into shells and holes by the parts of the columns.
#pragma once

#include <bailiwick/zones.h>

#include <geos_c.h>

#include <vector>

namespace bench {

/// Owns one context and what was made in it.
class GeosZones {
 public:
  GeosZones() : handle_(GEOS_init_r()) {}
  ~GeosZones() {
    for (auto* g : geometry_) GEOSGeom_destroy_r(handle_, g);
    GEOS_finish_r(handle_);
  }
  GeosZones(const GeosZones&) = delete;
  GeosZones& operator=(const GeosZones&) = delete;

  void build(const bailiwick::PolygonsView& shapes) {
    for (std::size_t s = 0; s < shapes.size(); ++s) {
      std::vector<GEOSGeometry*> parts;
      for (auto p = shapes.shape_offsets[s]; p < shapes.shape_offsets[s + 1]; ++p) {
        std::vector<GEOSGeometry*> rings;
        for (auto r = shapes.part_offsets[p]; r < shapes.part_offsets[p + 1]; ++r) rings.push_back(ring(shapes, r));
        if (rings.empty()) continue;
        parts.push_back(GEOSGeom_createPolygon_r(handle_, rings.front(), rings.data() + 1, static_cast<unsigned>(rings.size() - 1)));
      }
      geometry_.push_back(parts.size() == 1 ? parts.front()
                                            : GEOSGeom_createCollection_r(handle_, GEOS_MULTIPOLYGON, parts.data(), static_cast<unsigned>(parts.size())));
    }
  }
  [[nodiscard]] GEOSContextHandle_t handle() const { return handle_; }
  [[nodiscard]] const std::vector<GEOSGeometry*>& geometry() const { return geometry_; }

 private:
  GEOSGeometry* ring(const bailiwick::PolygonsView& shapes, std::uint32_t r) {
    const auto v = shapes.vertices_of(r);
    auto* sequence = GEOSCoordSeq_create_r(handle_, v.end - v.begin, 2);
    for (auto i = v.begin; i < v.end; ++i) GEOSCoordSeq_setXY_r(handle_, sequence, i - v.begin, shapes.x[i], shapes.y[i]);
    return GEOSGeom_createLinearRing_r(handle_, sequence);
  }

  GEOSContextHandle_t handle_;
  std::vector<GEOSGeometry*> geometry_;
};

}  // namespace bench
