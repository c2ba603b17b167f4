// Defects among the blocks: each far from all others, so that what a right audit must list is known exactly.
#include "city.h"
#include "own_lines.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace generator {
namespace {

struct Edge {
  std::uint32_t block = kNone, arc = 0, other = kNone;  ///< a block, one of its arcs, the face beyond
  double out = 1;                                       ///< sign that moves the arc's line out of the block
};

class Planter {
 public:
  explicit Planter(City& city) : city_(city), picker_(city, 420) {
    for (const Spot& spot : city.planted) picker_.use(spot);
  }

  void remove(double start, bool two);
  void remove_at_border(double start);
  void gap_sliver(double start);
  void grow(double start, const char* plant, double depth_m, bool into_other_community, bool lawful);
  void grow_out_of_city(double start);
  void duplicate(double start);
  void wrong_parent(double start);

 private:
  Zone& block(std::uint32_t face) { return city_.blocks.zones[block_on(city_, face)]; }
  Finding& note(const char* plant, const char* kind, std::uint32_t face);
  void erase(std::uint32_t face);
  template <class Condition>
  Edge edge(double start, double shift_m, bool bulging, Condition condition);
  Finding& differing(const char* plant, const char* kind, const Edge& edge, std::vector<Place> line);

  City& city_;
  Picker picker_;
};

Finding& Planter::note(const char* plant, const char* kind, std::uint32_t face) {
  Finding finding;
  finding.plant = plant;
  finding.level = "block";
  finding.kind = kind;
  finding.at = city_.ground.at(city_.mesh.faces[face].centre);
  city_.planted.push_back(city_.mesh.faces[face].centre);
  return city_.findings.emplace_back(std::move(finding));
}

void Planter::erase(std::uint32_t face) {
  const auto index = block_on(city_, face);
  city_.blocks.zones.erase(city_.blocks.zones.begin() + index);
}

void Planter::remove(double start, bool two) {
  std::uint32_t twin = kNone;
  const auto face = picker_.pick(start, [&](std::uint32_t candidate) {
    if (!deep_inside(city_, candidate)) return false;
    for (const auto next : city_.mesh.neighbours(candidate))
      if (deep_inside(city_, next)) {
        twin = next;
        return true;
      }
    return !two;
  });
  Finding& finding = note(two ? "two_removed_blocks" : "removed_block", "enclosed", face);
  finding.faces = {face};
  if (two) finding.faces.push_back(twin);
  finding.parent = block(face).parent_id;
  for (const auto gone : finding.faces) erase(gone);
}

void Planter::remove_at_border(double start) {
  const auto face = picker_.pick(start, [&](std::uint32_t candidate) {
    const Face& shape = city_.mesh.faces[candidate];
    if (shape.rings.size() != 1 || city_.mesh.on_rim(candidate) || shape.enclave_of != kNoFace || city_.community[candidate] == kNone) return false;
    std::size_t foreign = 0;
    const auto next = city_.mesh.neighbours(candidate);
    for (const auto other : next) foreign += city_.community[other] != city_.community[candidate] ? 1U : 0U;
    return foreign == 2 && next.size() == 6;
  });
  Finding& finding = note("removed_block_at_community_border", "inlet", face);
  finding.faces = {face};
  finding.parent = block(face).parent_id;
  erase(face);
}

/// The first arc of a free face whose line, moved out of its block, stays clear of everything else.
template <class Condition>
Edge Planter::edge(double start, double shift_m, bool bulging, Condition condition) {
  Edge found;
  picker_.pick(start, [&](std::uint32_t face) {
    if (city_.mesh.faces[face].rings.size() != 1 || city_.mesh.faces[face].enclave_of != kNoFace || block_on(city_, face) == kNone) return false;
    for (const Side& side : city_.mesh.faces[face].rings.front()) {
      const auto other = city_.mesh.across(face, side);
      const double out = side.backward ? 1 : -1;  // a face lies to the left of its sides
      const auto& line = city_.mesh.arcs[side.arc].line;
      const Spot a = city_.ground.spot(line.front()), b = city_.ground.spot(line.back());
      if (!condition(face, other) || std::hypot(b.x - a.x, b.y - a.y) < 45 || (!bulging && line.size() < 4)) continue;
      const auto moved = bulging ? bulge(city_, side.arc, out * shift_m) : shifted(city_, side.arc, out * shift_m);
      if (!bulging || is_clear(city_, side.arc, moved)) {
        found = {block_on(city_, face), side.arc, other, out};
        return true;
      }
    }
    return false;
  });
  return found;
}

Finding& Planter::differing(const char* plant, const char* kind, const Edge& edge, std::vector<Place> line) {
  const auto& shared = city_.mesh.arcs[edge.arc].line;
  const Ring ring = between(line, shared);
  Zone& zone = city_.blocks.zones[edge.block];
  Finding& finding = note(plant, kind, zone.faces.front());
  const Place middle = line[line.size() / 2], beyond = shared[shared.size() / 2];
  finding.at = {(middle.lon + beyond.lon) / 2, (middle.lat + beyond.lat) / 2};
  const Box box = box_of(city_.area);
  finding.area_m2 = std::abs(area_m2(metric_plane(box), ring));
  finding.check_m2 = std::abs(ellipsoid_area_m2(cgcs2000(), ring));
  zone.own[edge.arc] = std::move(line);
  return finding;
}

void Planter::gap_sliver(double start) {
  const auto found = edge(start, -0.3, false, [&](std::uint32_t face, std::uint32_t other) {
    return other != kNoFace && deep_inside(city_, face) && deep_inside(city_, other);
  });
  Finding& finding = differing("sliver_gap", "enclosed", found, shifted(city_, found.arc, -0.3 * found.out));
  finding.sliver = true;
  finding.parent = block(found.other).parent_id;
  finding.beside = {city_.blocks.zones[found.block].id, block(found.other).id};
}

void Planter::grow(double start, const char* plant, double depth_m, bool into_other_community, bool lawful) {
  const bool bulging = depth_m > 1;
  const auto found = edge(start, depth_m, bulging, [&](std::uint32_t face, std::uint32_t other) {
    if (other == kNoFace || city_.mesh.on_rim(face) || city_.mesh.on_rim(other) || block_on(city_, other) == kNone ||
        city_.mesh.faces[other].rings.size() != 1 || city_.mesh.faces[other].enclave_of != kNoFace)
      return false;
    return into_other_community ? city_.community[face] != city_.community[other] : deep_inside(city_, face) && deep_inside(city_, other);
  });
  auto line = bulging ? bulge(city_, found.arc, depth_m * found.out) : shifted(city_, found.arc, depth_m * found.out);
  Finding& finding = differing(plant, "overlap", found, std::move(line));
  const Zone &one = city_.blocks.zones[found.block], &two = block(found.other);
  finding.zones = {std::min(one.id, two.id), std::max(one.id, two.id)};
  finding.sliver = !bulging;
  finding.lawful = lawful;
  if (lawful) city_.lawful.push_back({"block", finding.zones[0], finding.zones[1], "早市共管区,两个网格共同负责"});
  if (into_other_community) {
    Finding out = finding;
    out.kind = "outside_parent";
    out.zones = {one.id};
    out.parent = one.parent_id;
    city_.findings.push_back(std::move(out));
  }
}

void Planter::grow_out_of_city(double start) {
  const auto found = edge(start, 34, true, [&](std::uint32_t face, std::uint32_t other) {
    const auto next = city_.mesh.neighbours(face);
    return other == kNoFace && std::all_of(next.begin(), next.end(), [&](std::uint32_t near) { return city_.community[near] == city_.community[face]; });
  });
  Finding& finding = differing("block_beyond_city_limit", "outside_parent", found, bulge(city_, found.arc, 34 * found.out));
  finding.zones = {city_.blocks.zones[found.block].id};
  finding.parent = city_.blocks.zones[found.block].parent_id;
}

void Planter::duplicate(double start) {
  const auto face = picker_.pick(start, [&](std::uint32_t candidate) { return deep_inside(city_, candidate); });
  Zone copy = block(face);
  const auto other = block_on(city_, city_.mesh.neighbours(face).front());
  const auto faces = faces_of(city_.community, city_.community[face]);
  std::string sequence = std::to_string(faces.size() + 1);
  sequence.insert(0, 3 - sequence.size(), '0');
  Finding& finding = note("duplicate_block", "duplicate", face);
  finding.faces = {face};
  copy.name = copy.name.substr(0, copy.name.size() - 3) + sequence;
  copy.id = copy.parent_id + sequence;
  const Zone& lender = city_.blocks.zones[other];
  copy.unit_id = lender.unit_id;
  copy.unit_name = lender.unit_name;
  copy.person = lender.person;
  finding.zones = {block(face).id, copy.id};
  // Behind the last block of its community, where its code belongs.
  auto at = city_.blocks.zones.begin();
  while (at != city_.blocks.zones.end() && at->id < copy.id) ++at;
  city_.blocks.zones.insert(at, std::move(copy));
}

void Planter::wrong_parent(double start) {
  std::uint32_t named = kNone;
  const auto face = picker_.pick(start, [&](std::uint32_t candidate) {
    if (!deep_inside(city_, candidate)) return false;
    const auto own = city_.community[candidate];
    named = own % 4 == 3 ? own - 1 : own + 1;  // the next community of the same subdistrict
    return true;
  });
  Zone& zone = block(face);
  Finding& finding = note("wrong_parent_id", "tie", face);
  finding.zones = {zone.id};
  finding.lies_in = zone.parent_id;
  zone.parent_id = city_.communities.zones[named].id;
  finding.parent = zone.parent_id;
}

}  // namespace

void plant_in_blocks(City& city) {
  Planter planter(city);
  planter.remove(0.15, false);
  planter.remove(0.72, true);
  planter.remove_at_border(0.40);
  planter.gap_sliver(0.25);
  planter.grow(0.58, "grown_block", 26, false, false);
  planter.grow(0.35, "grown_over_community_border", 22, true, false);
  planter.grow(0.77, "shared_market", 24, false, true);
  planter.grow(0.90, "sliver_overlap", 0.25, false, false);
  planter.grow_out_of_city(0.62);
  planter.duplicate(0.46);
  planter.wrong_parent(0.20);
}

}  // namespace generator
