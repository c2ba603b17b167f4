#include "coverage/gaps.h"

#include <algorithm>
#include <set>

namespace bailiwick::coverage {
namespace {

/// Whether the piece is a border of the study area, or of a parent zone, with that shape on the side of `f`.
bool is_rim_of(const LevelMap& map, std::uint32_t piece, Face f) {
  const auto parent = map.zones().levels[map.level()].parent;
  for (const auto& toggle : map.faces().edges.toggles_of(piece)) {
    if ((toggle.winding & 1) == 0 || !map.has(f, toggle.label)) continue;
    if (toggle.label == LevelMap::kStudyLabel) return true;
    if (parent && toggle.label < map.zones().size() && map.zones().level_of(ZoneId{toggle.label}) == *parent) return true;
  }
  return false;
}

bool on_study_rim(const LevelMap& map, const Region& region) {
  for (const auto h : region.rim) {
    for (const auto& toggle : map.faces().edges.toggles_of(h / 2)) {
      if (toggle.label == LevelMap::kStudyLabel) return true;
    }
  }
  return false;
}

double rim_length(const LevelMap& map, const Region& region) {
  std::set<std::uint32_t> pieces;
  for (const auto f : region.faces) {
    map.faces().for_each_half_edge(f, [&](HalfEdge h) {
      if (is_rim_of(map, h / 2, f)) pieces.insert(h / 2);
    });
  }
  double sum = 0;
  for (const auto piece : pieces) sum += map.length_m(piece);
  return sum;
}

/// The parent zone that holds most of the gap; nothing where no parent is known.
std::optional<std::uint32_t> holding_parent(const LevelMap& map, const Region& region) {
  const auto parent = map.zones().levels[map.level()].parent;
  if (!parent) return std::nullopt;
  std::map<std::uint32_t, double> area;
  for (const auto f : region.faces) {
    for (const auto p : map.zones_over(f, *parent)) area[p] += map.area_m2(f);
  }
  return longest(area);
}

Gap gap(const LevelMap& map, const Membership& membership, Region region) {
  auto draft = measured(map, membership, region, FindingKind::enclosed);
  const auto beside = borders(map, region, map.level());
  for (const auto& [zone, length] : beside) draft.zones.push_back(zone);
  draft.border_pair = longest_pair(beside);
  draft.rim_m = rim_length(map, region);
  draft.on_drawn_rim = on_study_rim(map, region);
  if (draft.rim_m > map.noise_m()) draft.kind = FindingKind::inlet;
  const auto neighbour = longest(beside);
  const auto above = holding_parent(map, region);
  if (above && (draft.kind == FindingKind::inlet || !neighbour)) {
    draft.unit = answering_unit(map.zones(), *above);
    draft.reason = "parent_unit";
  } else if (neighbour) {
    draft.unit = answering_unit(map.zones(), *neighbour);
    draft.reason = "longest_border";
  }
  return {std::move(draft), std::move(region), neighbour};
}

}  // namespace

std::vector<Gap> find_gaps(const LevelMap& map) {
  const auto parent = map.zones().levels[map.level()].parent;
  Membership membership;
  for (Face f = 0; f < map.faces().face_count(); ++f) {
    const std::uint32_t in_class = class_of(0, map.exempt(f));
    const auto should_be_covered = [&] { return parent ? !map.zones_over(f, *parent).empty() : map.in_study(f); };
    const bool is_gap = map.known(f) && map.own(f).empty() && should_be_covered();
    membership.add_face(std::span(&in_class, is_gap ? 1 : 0));
  }
  const auto all = regions(map.faces(), membership);
  std::vector<Gap> found(all.size());
  for_each_region(map, all, [&](const Region& region, std::size_t i) { found[i] = gap(map, membership, region); });
  return found;
}

std::vector<Draft> gaps(const LevelMap& map) {
  std::vector<Draft> drafts;
  for (auto& found : find_gaps(map)) drafts.push_back(std::move(found.draft));
  return drafts;
}

}  // namespace bailiwick::coverage
