#include "peers/geos_overlays.h"

namespace bench {

GeosOverlays::GeosOverlays(const Layer& layer) : layer_(layer), context_(GEOS_init_r()) {
  for (std::size_t z = 0; z < layer.zones.size(); ++z) (z < layer.blocks ? zones_ : parents_).push_back(polygon(layer.zones.view(), z));
  area_ = polygon(layer.area.view(), 0);
}

GeosOverlays::~GeosOverlays() {
  for (auto* zone : zones_) GEOSGeom_destroy_r(context_, zone);
  for (auto* parent : parents_) GEOSGeom_destroy_r(context_, parent);
  GEOSGeom_destroy_r(context_, area_);
  GEOS_finish_r(context_);
}

Answer GeosOverlays::audit(bool parents) const {
  Answer answer;
  overlaps(answer);
  if (!parents) {
    answer.gap = open_ground(area_, zones_);
    return answer;
  }
  std::vector<std::vector<GEOSGeometry*>> children(parents_.size());
  for (std::size_t z = 0; z < zones_.size(); ++z) children[layer_.parent[z] - layer_.blocks].push_back(zones_[z]);
  // A parent is also filled by its neighbours' children that reach into it: they are found by their boxes, as overlaps are.
  for (std::size_t p = 0; p < parents_.size(); ++p) {
    for (std::size_t z = 0; z < zones_.size(); ++z) {
      if (layer_.parent[z] - layer_.blocks != p && meet(parents_[p], zones_[z])) children[p].push_back(zones_[z]);
    }
    answer.gap += open_ground(parents_[p], children[p]);
  }
  return answer;
}

GEOSGeometry* GeosOverlays::polygon(const bailiwick::PolygonsView& shapes, std::size_t shape) const {
  std::vector<GEOSGeometry*> parts;
  for (auto p = shapes.shape_offsets[shape]; p < shapes.shape_offsets[shape + 1]; ++p) {
    std::vector<GEOSGeometry*> rings;
    for (auto r = shapes.part_offsets[p]; r < shapes.part_offsets[p + 1]; ++r) {
      const auto [begin, end] = shapes.vertices_of(r);
      rings.push_back(GEOSGeom_createLinearRing_r(context_, GEOSCoordSeq_copyFromArrays_r(context_, &shapes.x[begin], &shapes.y[begin], nullptr,
                                                                                         nullptr, end - begin)));
    }
    parts.push_back(GEOSGeom_createPolygon_r(context_, rings[0], rings.data() + 1, static_cast<unsigned>(rings.size() - 1)));
  }
  return GEOSGeom_createCollection_r(context_, GEOS_MULTIPOLYGON, parts.data(), static_cast<unsigned>(parts.size()));
}

double GeosOverlays::area_of(const GEOSGeometry* geometry) const {
  double area = 0;
  if (geometry != nullptr) GEOSArea_r(context_, geometry, &area);
  return area;
}

void GeosOverlays::overlaps(Answer& answer) const {
  auto* tree = GEOSSTRtree_create_r(context_, 10);
  std::vector<std::uint32_t> numbers(zones_.size());
  for (std::uint32_t z = 0; z < zones_.size(); ++z) {
    numbers[z] = z;
    GEOSSTRtree_insert_r(context_, tree, zones_[z], &numbers[z]);
  }
  for (std::uint32_t z = 0; z < zones_.size(); ++z) {
    std::vector<std::uint32_t> near;
    GEOSSTRtree_query_r(context_, tree, zones_[z],
                        [](void* item, void* to) { static_cast<std::vector<std::uint32_t>*>(to)->push_back(*static_cast<std::uint32_t*>(item)); }, &near);
    for (const auto other : near) {
      if (other <= z) continue;
      auto* common = GEOSIntersection_r(context_, zones_[z], zones_[other]);
      if (const double area = area_of(common); area > 0) answer.overlaps[{z, other}] = area;
      GEOSGeom_destroy_r(context_, common);
    }
  }
  GEOSSTRtree_destroy_r(context_, tree);
}

bool GeosOverlays::meet(const GEOSGeometry* a, const GEOSGeometry* b) const {
  double p[4];
  double q[4];
  const auto box = [this](const GEOSGeometry* g, double* to) {
    GEOSGeom_getExtent_r(context_, g, &to[0], &to[1], &to[2], &to[3]);
  };
  box(a, p);
  box(b, q);
  return p[0] < q[2] && q[0] < p[2] && p[1] < q[3] && q[1] < p[3];
}

double GeosOverlays::open_ground(const GEOSGeometry* ground, const std::vector<GEOSGeometry*>& zones) const {
  std::vector<GEOSGeometry*> copies;
  for (const auto* zone : zones) copies.push_back(GEOSGeom_clone_r(context_, zone));
  auto* all = GEOSGeom_createCollection_r(context_, GEOS_GEOMETRYCOLLECTION, copies.data(), static_cast<unsigned>(copies.size()));
  auto* together = GEOSUnaryUnion_r(context_, all);
  auto* rest = together == nullptr ? nullptr : GEOSDifference_r(context_, ground, together);
  const double area = area_of(rest);
  for (auto* geometry : {all, together, rest}) GEOSGeom_destroy_r(context_, geometry);
  return area;
}

}  // namespace bench
