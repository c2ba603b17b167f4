#include "coverage/children.h"

#include <algorithm>

namespace bailiwick::coverage {
namespace {

/// Where a child belongs, by its own word and by its ground.
struct Tie {
  std::uint32_t named = index_of(kNoZone);      ///< the zone its parent_id names
  std::uint32_t container = index_of(kNoZone);  ///< the parent that holds more than half of it
  bool broken = false;

  /// The parent it is judged by; kNoZone: any.
  [[nodiscard]] std::uint32_t judge() const { return broken ? container : named; }
};

class Children {
 public:
  Children(const LevelMap& map, const std::vector<double>& area)
      : map_(map), zones_(map.zones()), area_(area), parent_level_(*map.zones().levels[map.level()].parent),
        first_(map.zones().levels[map.level()].first_zone), ties_(map.zones().levels[map.level()].zone_count) {
    judge_ties();
  }

  /// Sound ground lies in the parent that a child names; where another parent holds most of the child, that ground is outside it.
  [[nodiscard]] std::vector<std::uint32_t> torn() const {
    std::vector<std::uint32_t> result;
    for (std::uint32_t i = 0; i < ties_.size(); ++i) {
      if (ties_[i].broken && map_.partly_sound(first_ + i)) result.push_back(first_ + i);
    }
    return result;
  }

  std::vector<Draft> find() {
    auto drafts = ties();
    for (auto& draft : outside_parent()) drafts.push_back(std::move(draft));
    for (auto& draft : unfilled_parent()) drafts.push_back(std::move(draft));
    return drafts;
  }

 private:
  void judge_ties() {
    std::vector<std::map<std::uint32_t, double>> held(ties_.size());
    std::vector<double> sound(area_.begin() + first_, area_.begin() + first_ + static_cast<std::ptrdiff_t>(ties_.size()));
    for (Face f = 1; f < map_.faces().face_count(); ++f) {
      const auto own = map_.own(f);
      if (own.empty()) continue;
      const auto parents = map_.zones_over(f, parent_level_);
      for (const auto child : own) {
        sound[child - first_] -= map_.area_m2(f);
        for (const auto p : parents) held[child - first_][p] += map_.area_m2(f);
      }
    }
    for (std::uint32_t i = 0; i < ties_.size(); ++i) {
      if (map_.partly_sound(first_ + i)) held[i][map_.parent_on_sound_ground(first_ + i)] += std::max(0.0, sound[i]);
    }
    for (std::uint32_t i = 0; i < ties_.size(); ++i) {
      auto& tie = ties_[i];
      const auto& parent_id = zones_.parent_id[first_ + i];
      const auto most = longest(held[i]);
      if (most && held[i].at(*most) > area_[first_ + i] / 2) tie.container = *most;
      if (parent_id.empty()) continue;
      tie.named = index_of(zones_.find(parent_level_, parent_id));
      tie.broken = tie.container != index_of(kNoZone) && tie.named != tie.container &&
                   !(held[i].contains(tie.named) && held[i].at(tie.named) >= held[i].at(tie.container));
    }
  }

  [[nodiscard]] std::vector<Draft> ties() const {
    std::vector<Draft> drafts;
    for (std::uint32_t i = 0; i < ties_.size(); ++i) {
      const auto& tie = ties_[i];
      const bool names_nobody = !zones_.parent_id[first_ + i].empty() && tie.named == index_of(kNoZone);
      if (!tie.broken && !names_nobody) continue;
      Draft draft;
      draft.kind = FindingKind::tie;
      draft.level = map_.level();
      draft.zones = {first_ + i};
      if (tie.container != index_of(kNoZone)) {
        draft.zones.push_back(tie.container);
        draft.unit = answering_unit(zones_, tie.container);
        draft.reason = "containing_parent";
      }
      draft.border_pair = draft.zones;
      draft.area_m2 = area_[first_ + i];
      draft.width_m = std::numeric_limits<double>::quiet_NaN();
      draft.note = names_nobody ? "its parent id names no zone of the level above" : "";
      draft.shape.end_shape();
      drafts.push_back(std::move(draft));
    }
    return drafts;
  }

  [[nodiscard]] bool sticks_out(std::uint32_t child, const std::vector<std::uint32_t>& parents) const {
    const auto judge = ties_[child - first_].judge();
    if (judge == index_of(kNoZone)) return parents.empty();
    return !std::binary_search(parents.begin(), parents.end(), judge);
  }

  [[nodiscard]] std::vector<Draft> outside_parent() const {
    Membership membership;
    for (Face f = 0; f < map_.faces().face_count(); ++f) {
      std::vector<std::uint32_t> classes;
      const auto own = map_.own(f);  // of faces that are not known: none
      if (!own.empty()) {
        const auto parents = map_.zones_over(f, parent_level_);
        const bool exempt = map_.exempt(f);
        for (const auto child : own) {
          if (sticks_out(child, parents)) classes.push_back(class_of(child, exempt));
        }
      }
      membership.add_face(classes);
    }
    const auto all = regions(map_.faces(), membership);
    std::vector<Draft> drafts(all.size());
    for_each_region(map_, all, [&](const Region& region, std::size_t i) { drafts[i] = part_outside(membership, region); });
    return drafts;
  }

  [[nodiscard]] Draft part_outside(const Membership& membership, const Region& region) const {
    auto draft = measured(map_, membership, region, FindingKind::outside_parent);
    const auto child = number_of(region.in_class);
    const auto& tie = ties_[child - first_];
    const auto parent = tie.judge() != index_of(kNoZone) ? tie.judge() : tie.container;
    draft.zones = {child};
    if (parent != index_of(kNoZone)) draft.zones.push_back(parent);
    draft.border_pair = draft.zones;
    draft.rim_m = rim_of_parent(region, parent);
    std::map<std::uint32_t, double> held;
    for (const auto f : region.faces) {
      for (const auto p : map_.zones_over(f, parent_level_)) held[p] += map_.area_m2(f);
    }
    if (const auto there = longest(held)) {
      draft.unit = answering_unit(zones_, *there);
      draft.reason = "containing_parent";
    } else {
      draft.unit = answering_unit(zones_, child);
      draft.reason = "own_unit";
    }
    return draft;
  }

  [[nodiscard]] std::vector<Draft> unfilled_parent() const {
    Membership membership;
    for (Face f = 0; f < map_.faces().face_count(); ++f) {
      std::vector<std::uint32_t> classes;
      if (map_.known(f) && map_.own(f).empty()) {
        const bool exempt = map_.exempt(f);
        for (const auto p : map_.zones_over(f, parent_level_)) classes.push_back(class_of(p, exempt));
      }
      membership.add_face(classes);
    }
    const auto all = regions(map_.faces(), membership);
    std::vector<Draft> drafts(all.size());
    for_each_region(map_, all, [&](const Region& region, std::size_t i) { drafts[i] = part_unfilled(membership, region); });
    return drafts;
  }

  [[nodiscard]] Draft part_unfilled(const Membership& membership, const Region& region) const {
    auto draft = measured(map_, membership, region, FindingKind::unfilled_parent);
    const auto parent = number_of(region.in_class);
    const auto beside = borders(map_, region, map_.level());
    const auto neighbour = longest(beside);
    draft.zones = {parent};
    draft.border_pair = neighbour ? std::vector<std::uint32_t>{parent, *neighbour} : draft.zones;
    draft.rim_m = rim_of_parent(region, parent);
    const bool at_rim = draft.rim_m > map_.noise_m();
    draft.unit = answering_unit(zones_, neighbour && !at_rim ? *neighbour : parent);
    draft.reason = neighbour && !at_rim ? "longest_border" : "parent_unit";
    return draft;
  }

  /// Metres of the region's rim that are a border of this parent.
  [[nodiscard]] double rim_of_parent(const Region& region, std::uint32_t parent) const {
    double sum = 0;
    for (const auto h : region.rim) {
      for (const auto& toggle : map_.faces().edges.toggles_of(h / 2)) {
        if (toggle.label == parent && (toggle.winding & 1) != 0) sum += map_.length_m(h / 2);
      }
    }
    return sum;
  }

  const LevelMap& map_;
  const Zones& zones_;
  const std::vector<double>& area_;
  const std::uint32_t parent_level_;
  const std::uint32_t first_;
  std::vector<Tie> ties_;
};

}  // namespace

std::vector<std::uint32_t> torn_children(const LevelMap& map, const std::vector<double>& zone_area_m2) { return Children(map, zone_area_m2).torn(); }

std::vector<Draft> children(const LevelMap& map, const std::vector<double>& zone_area_m2) { return Children(map, zone_area_m2).find(); }

}  // namespace bailiwick::coverage
