#include <bailiwick/coverage.h>

#include "coverage/level_map.h"
#include "coverage/regions.h"

namespace bailiwick {
namespace {

using namespace coverage;

std::vector<std::uint8_t> covered_faces(const Arrangement& a) {
  std::vector<std::uint8_t> covered(a.face_count(), 0);
  for (Face f = 0; f < a.face_count(); ++f) {
    for (const auto& label : a.labels_of(f)) covered[f] |= static_cast<std::uint8_t>(label.winding & 1);
  }
  return covered;
}

}  // namespace

Polygons level_union(const Zones& zones, std::uint32_t level, bool fill_holes) {
  const auto shapes = zones.shapes.view();
  const auto first = zones.levels[level].first_zone;
  SoupBuilder builder;
  for (auto z = first; z < first + zones.levels[level].zone_count; ++z) builder.add(shapes, z, z);
  const auto soup = std::move(builder).match();
  const auto a = arrange(soup, {});
  const auto covered = covered_faces(a);
  const auto open = open_to_outside(a, covered);
  Membership membership;
  const std::uint32_t one[] = {0};
  for (Face f = 0; f < a.face_count(); ++f) {
    const bool in = fill_holes ? open[f] == 0 : covered[f] != 0;
    membership.add_face(std::span(one).first(in ? 1 : 0));
  }
  Polygons result;
  for (const auto& region : regions(a, membership)) draw(a, membership, region, result);
  result.end_shape();
  return result;
}

}  // namespace bailiwick
