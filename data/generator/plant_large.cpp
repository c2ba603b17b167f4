#include "plant_large.h"

#include "own_lines.h"
#include "random.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace generator {
namespace {

/// A block, one of its arcs, what lies beyond, and the sign that moves the arc's line out of the block.
struct Edge {
  std::uint32_t block = kNone, arc = 0, other = kNone;
  double out = 1;
};

class Planter {
 public:
  Planter(City& city, std::uint64_t seed) : city_(city), random_(seed, 420), plane_(metric_plane(box_of(city.area))), taken_(city.mesh.faces.size(), 0) {
    for (std::uint32_t arc = 0; arc < city.mesh.arcs.size(); ++arc)
      if (city.mesh.beside[arc][0] == kNoFace || city.mesh.beside[arc][1] == kNoFace) rim_.push_back(arc);
  }

  void plant(std::uint32_t kind);
  /// Takes the blocks that are to be missing out of the level, and puts the second ones in.
  void finish();
  static constexpr std::uint32_t kKinds = 11;

 private:
  [[nodiscard]] Zone& block(std::uint32_t face) { return city_.blocks.zones[face]; }
  [[nodiscard]] bool is_plain(std::uint32_t face) const { return city_.mesh.faces[face].rings.size() == 1 && city_.mesh.faces[face].enclave_of == kNoFace; }
  [[nodiscard]] bool among_itself(std::uint32_t face) const {
    const auto next = city_.mesh.neighbours(face);
    return std::all_of(next.begin(), next.end(), [&](std::uint32_t other) { return city_.subdistrict[other] == city_.subdistrict[face]; });
  }
  [[nodiscard]] bool is_deep(std::uint32_t face) const { return is_plain(face) && !city_.mesh.on_rim(face) && among_itself(face); }

  template <class Condition>
  std::uint32_t pick(Condition condition);
  template <class Line, class Condition>
  Edge edge(Line line, Condition condition);
  void take(std::uint32_t face);
  Finding& note(const char* plant, const char* kind);
  void tell_unfilled(Finding gap);

  void remove(const char* plant, bool at_border, bool at_rim);
  void differ(const char* plant, double shift_m, bool at_border);
  void grow_out_of_city();
  void duplicate();
  void wrong_parent();
  void rounded_junctions();

  City& city_;
  Random random_;
  EqualArea plane_;
  std::vector<char> taken_;
  std::vector<std::uint32_t> rim_, removed_;
  std::vector<Zone> second_;
};

/// The first free face from a random one on that satisfies the condition.
template <class Condition>
std::uint32_t Planter::pick(Condition condition) {
  const auto count = static_cast<std::uint32_t>(city_.mesh.faces.size());
  const auto first = static_cast<std::uint32_t>(random_.below(count));
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto face = (first + i) % count;
    if (taken_[face] != 0 || !condition(face)) continue;
    take(face);
    return face;
  }
  throw std::invalid_argument("--defects: no block left to plant in, expected fewer");
}

/// Two defects have no block in common, nor a neighbour.
void Planter::take(std::uint32_t face) {
  taken_[face] = 1;
  for (const auto near : city_.mesh.neighbours(face)) {
    taken_[near] = 1;
    for (const auto next : city_.mesh.neighbours(near)) taken_[next] = 1;
  }
}

/// An arc of a free face whose new line stays clear of everything else.
template <class Line, class Condition>
Edge Planter::edge(Line line, Condition condition) {
  Edge found;
  pick([&](std::uint32_t face) {
    if (!is_plain(face)) return false;
    for (const Side& side : city_.mesh.faces[face].rings.front()) {
      const Edge candidate{face, side.arc, city_.mesh.across(face, side), side.backward ? 1.0 : -1.0};  // a face lies to the left of its sides
      const auto& shared = city_.mesh.arcs[side.arc].line;
      const Spot a = city_.ground.spot(shared.front()), b = city_.ground.spot(shared.back());
      if (std::hypot(b.x - a.x, b.y - a.y) < 45 || shared.size() < 4 || !condition(candidate) || !is_clear(city_, side.arc, line(candidate))) continue;
      found = candidate;
      return true;
    }
    return false;
  });
  return found;
}

Finding& Planter::note(const char* plant, const char* kind) {
  Finding finding;
  finding.plant = plant;
  finding.level = "block";
  finding.kind = kind;
  return city_.findings.emplace_back(std::move(finding));
}

/// Ground of a parent that no child fills is told once as a gap and once against the parent.
void Planter::tell_unfilled(Finding gap) {
  gap.kind = "unfilled_parent";
  gap.zones = {gap.parent};
  gap.beside.clear();
  gap.rim_m = 0;
  city_.findings.push_back(std::move(gap));
}

void Planter::remove(const char* plant, bool at_border, bool at_rim) {
  const auto face = pick([&](std::uint32_t candidate) {
    if (at_rim) return is_plain(candidate) && city_.mesh.on_rim(candidate) && among_itself(candidate);
    if (!at_border) return is_deep(candidate);
    return is_plain(candidate) && !city_.mesh.on_rim(candidate) && !among_itself(candidate);
  });
  Finding& gap = note(plant, at_border || at_rim ? "inlet" : "enclosed");
  gap.faces = {face};
  gap.parent = block(face).parent_id;
  for (const Polygon& polygon : dissolved(city_.mesh, {face}))
    for (const Ring& ring : polygon) gap.area_m2 += area_m2(plane_, ring);
  for (const Side& side : city_.mesh.faces[face].rings.front()) {
    const auto other = city_.mesh.across(face, side);
    if (other == kNoFace || city_.subdistrict[other] != city_.subdistrict[face]) gap.rim_m += length_m(plane_, city_.mesh.arcs[side.arc].line);
    if (other != kNoFace) gap.beside.push_back(block(other).id);
  }
  std::sort(gap.beside.begin(), gap.beside.end());
  gap.beside.erase(std::unique(gap.beside.begin(), gap.beside.end()), gap.beside.end());
  removed_.push_back(face);
  tell_unfilled(gap);
}

/// A block that draws one border by itself: outwards an overlap (over a border of streets also ground outside its parent), inwards a gap. Less than a metre: a sliver.
void Planter::differ(const char* plant, double shift_m, bool at_border) {
  const bool bulging = std::abs(shift_m) > 1, outwards = shift_m > 0;
  const auto line = [&](const Edge& e) { return bulging ? bulge(city_, e.arc, shift_m * e.out) : shifted(city_, e.arc, shift_m * e.out); };
  const auto found = edge(line, [&](const Edge& e) {
    if (e.other == kNoFace || !is_plain(e.other)) return false;
    return at_border ? city_.subdistrict[e.block] != city_.subdistrict[e.other] : is_deep(e.block) && is_deep(e.other);
  });
  auto own = line(found);
  const auto& shared = city_.mesh.arcs[found.arc].line;
  Zone &one = block(found.block), &two = block(found.other);
  Finding& finding = note(plant, outwards ? "overlap" : (at_border ? "inlet" : "enclosed"));
  finding.area_m2 = std::abs(area_m2(plane_, between(own, shared)));
  finding.sliver = !bulging;
  finding.parent = one.parent_id;
  auto& named = outwards ? finding.zones : finding.beside;
  named = {std::min(one.id, two.id), std::max(one.id, two.id)};
  if (!outwards && at_border) finding.rim_m = length_m(plane_, shared);
  one.own[found.arc] = std::move(own);
  if (!outwards) {
    tell_unfilled(finding);
  } else if (at_border) {
    Finding out = finding;
    out.kind = "outside_parent";
    out.zones = {one.id};
    city_.findings.push_back(std::move(out));
  }
}

void Planter::grow_out_of_city() {
  const auto line = [&](const Edge& e) { return bulge(city_, e.arc, 34 * e.out); };
  const auto found = edge(line, [&](const Edge& e) {
    if (e.other != kNoFace || !among_itself(e.block)) return false;
    const auto own = line(e);
    return std::none_of(rim_.begin(), rim_.end(), [&](std::uint32_t arc) {
      const auto& other = city_.mesh.arcs[arc].line;
      for (std::size_t i = 0; i + 1 < own.size(); ++i)
        for (std::size_t k = 0; k + 1 < other.size(); ++k)
          if (meet(own[i], own[i + 1], other[k], other[k + 1])) return true;
      return false;
    });
  });
  Zone& zone = block(found.block);
  Finding& finding = note("block_beyond_city_limit", "outside_parent");
  auto own = line(found);
  finding.area_m2 = std::abs(area_m2(plane_, between(own, city_.mesh.arcs[found.arc].line)));
  finding.zones = {zone.id};
  finding.parent = zone.parent_id;
  zone.own[found.arc] = std::move(own);
}

void Planter::duplicate() {
  const auto face = pick([&](std::uint32_t candidate) { return is_deep(candidate); });
  Zone copy = block(face);
  copy.id += "X";
  copy.name = copy.id;
  Finding& finding = note("duplicate_block", "duplicate");
  finding.zones = {block(face).id, copy.id};
  for (const Polygon& polygon : copy.parts)
    for (const Ring& ring : polygon) finding.area_m2 += area_m2(plane_, ring);
  second_.push_back(std::move(copy));
}

void Planter::wrong_parent() {
  const auto face = pick([&](std::uint32_t candidate) { return is_deep(candidate); });
  const auto streets = city_.subdistricts.zones.size();
  Zone& zone = block(face);
  Finding& finding = note("wrong_parent_id", "tie");
  finding.zones = {zone.id};
  finding.lies_in = zone.parent_id;
  zone.parent_id = city_.subdistricts.zones[(city_.subdistrict[face] + 1) % streets].id;
  finding.parent = zone.parent_id;
}

/// A neighbour's corner lies on the border, but for rounding: a vertex in the middle of one stretch, good to 1e-7 degree.
void Planter::rounded_junctions() {
  std::size_t at = 0;
  const auto middle = [&](const std::vector<Place>& line, std::size_t i) {
    const auto rounded = [&](std::int64_t a, std::int64_t b) { return (a + b) / (2 * city_.ground.quantum) * city_.ground.quantum; };
    return Place{rounded(line[i].lon, line[i + 1].lon), rounded(line[i].lat, line[i + 1].lat)};
  };
  const auto line = [&](const Edge& e) {
    auto own = city_.mesh.arcs[e.arc].line;
    own.insert(own.begin() + static_cast<std::ptrdiff_t>(at) + 1, middle(own, at));
    return own;
  };
  const auto found = edge([&](const Edge& e) { return std::vector<Place>{city_.mesh.arcs[e.arc].line.front()}; }, [&](const Edge& e) {
    if (e.other == kNoFace || !is_plain(e.other) || !is_deep(e.block) || !is_deep(e.other)) return false;
    const auto& shared = city_.mesh.arcs[e.arc].line;
    for (at = 0; at + 1 < shared.size(); ++at) {
      const Spot a = city_.ground.spot(shared[at]), b = city_.ground.spot(shared[at + 1]);
      if (std::hypot(b.x - a.x, b.y - a.y) > 10 && cross(shared[at], shared[at + 1], middle(shared, at)) != 0) return true;
    }
    return false;
  });
  auto own = line(found);
  const auto& shared = city_.mesh.arcs[found.arc].line;
  const Ring sliver{shared[at], own[at + 1], shared[at + 1]};
  const bool outwards = (cross(shared[at], shared[at + 1], own[at + 1]) > 0) == (found.out > 0);
  Zone &one = block(found.block), &two = block(found.other);
  Finding& finding = note("rounded_junction", outwards ? "overlap" : "enclosed");
  finding.area_m2 = std::abs(area_m2(plane_, sliver));
  finding.sliver = true;
  finding.parent = one.parent_id;
  (outwards ? finding.zones : finding.beside) = {std::min(one.id, two.id), std::max(one.id, two.id)};
  one.own[found.arc] = std::move(own);
  if (!outwards) tell_unfilled(finding);
}

void Planter::plant(std::uint32_t kind) {
  switch (kind % kKinds) {
    case 0: return remove("removed_block", false, false);
    case 1: return remove("removed_block_at_street_border", true, false);
    case 2: return remove("removed_block_at_city_limit", false, true);
    case 3: return differ("sliver_gap", -0.3, false);
    case 4: return differ("sliver_overlap", 0.25, false);
    case 5: return differ("grown_block", 24, false);
    case 6: return differ("grown_over_street_border", 20, true);
    case 7: return differ("bitten_at_street_border", -20, true);
    case 8: return grow_out_of_city();
    case 9: return random_.chance(0.5) ? duplicate() : wrong_parent();
    default: return rounded_junctions();
  }
}

void Planter::finish() {
  auto& zones = city_.blocks.zones;
  for (Zone& zone : zones)
    if (!zone.own.empty()) zone.parts = dissolved(city_.mesh, zone.faces, zone.own);
  std::sort(removed_.rbegin(), removed_.rend());
  for (const auto face : removed_) zones.erase(zones.begin() + face);
  zones.insert(zones.end(), std::make_move_iterator(second_.begin()), std::make_move_iterator(second_.end()));
}

}  // namespace

void plant_in_large(City& city, std::uint32_t count, std::uint64_t seed) {
  Planter planter(city, seed);
  for (std::uint32_t i = 0; i < count; ++i) planter.plant(i);
  planter.finish();
}

}  // namespace generator
