// Borders of all zones, and the figures of the planted gaps.
#include "city.h"
#include "plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace generator {
namespace {

void draw_level(const City& city, Level& level) {
  for (Zone& zone : level.zones) zone.parts = dissolved(city.mesh, zone.faces, zone.own);
}

/// The zone of `level` on a face, kNone without one.
std::uint32_t zone_on(const Level& level, std::uint32_t face) {
  for (std::uint32_t i = 0; i < level.zones.size(); ++i) {
    const auto& faces = level.zones[i].faces;
    if (std::find(faces.begin(), faces.end(), face) != faces.end()) return i;
  }
  return kNone;
}

/// Area, rim and neighbours of a gap made of whole faces. Its rim is where it meets the city limit or the border of its parent.
void measure_faces(const City& city, const Level& level, const Level* parents, Finding& gap) {
  const EqualArea plane = metric_plane(box_of(city.area));
  for (const Polygon& polygon : dissolved(city.mesh, gap.faces))
    for (const Ring& ring : polygon) {
      gap.area_m2 += area_m2(plane, ring);
      gap.check_m2 += ellipsoid_area_m2(cgcs2000(), ring);
    }
  const auto own_parent = parents == nullptr ? kNone : zone_on(*parents, gap.faces.front());
  if (parents != nullptr) gap.parent = parents->zones[own_parent].id;
  for (const auto face : gap.faces)
    for (const Side& side : city.mesh.faces[face].rings.front()) {
      const auto other = city.mesh.across(face, side);
      if (other == kNoFace || (parents != nullptr && zone_on(*parents, other) != own_parent)) gap.rim_m += length_m(plane, city.mesh.arcs[side.arc].line);
      if (other == kNoFace) continue;
      if (const auto zone = zone_on(level, other); zone != kNone) gap.beside.push_back(level.zones[zone].id);
    }
  std::sort(gap.beside.begin(), gap.beside.end());
  gap.beside.erase(std::unique(gap.beside.begin(), gap.beside.end()), gap.beside.end());
}

/// Ground of a parent that no child fills is told once as a gap and once against the parent.
Finding unfilled_parent(const Finding& gap) {
  Finding finding = gap;
  finding.kind = "unfilled_parent";
  finding.zones = {gap.parent};
  finding.beside.clear();
  finding.rim_m = 0;
  return finding;
}

}  // namespace

void draw_zones(City& city) {
  for (Level* level : {&city.districts, &city.subdistricts, &city.communities, &city.blocks}) draw_level(city, *level);
  std::vector<Finding> unfilled;
  for (Finding& finding : city.findings) {
    if (finding.kind == "duplicate") measure_faces(city, city.blocks, nullptr, finding);
    if (finding.kind != "enclosed" && finding.kind != "inlet") continue;
    if (!finding.faces.empty()) {
      const bool top = finding.level == "district", community = finding.level == "community";
      measure_faces(city, top ? city.districts : (community ? city.communities : city.blocks),
                    top ? nullptr : (community ? &city.subdistricts : &city.communities), finding);
    }
    if (!finding.parent.empty()) unfilled.push_back(unfilled_parent(finding));
  }
  city.findings.insert(city.findings.end(), unfilled.begin(), unfilled.end());
}

City sample_city(std::uint64_t seed) {
  City city;
  city.ground = ground_at(113.82, 34.03, 1);
  PlanOptions options;
  options.bricks = 2400;
  options.warp = 0.12;
  options.inner_median = 0.75;
  city.mesh = plan(options, city.ground, seed);
  divide(city, seed);
  std::vector<std::uint32_t> all(city.mesh.faces.size());
  std::iota(all.begin(), all.end(), 0U);
  city.area = dissolved(city.mesh, all);
  plant_in_ground(city);
  name_zones(city, seed);
  plant_in_blocks(city);
  draw_zones(city);
  lay_roads(city, seed);
  choose_hotspots(city);
  place_sites(city, seed);
  return city;
}

}  // namespace generator
