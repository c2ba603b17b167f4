#include "coverage/overlaps.h"

#include <algorithm>
#include <set>
#include <utility>

namespace bailiwick::coverage {
namespace {

using Set = std::vector<std::uint32_t>;

class Overlaps {
 public:
  Overlaps(const LevelMap& map, const CoverageOptions& options)
      : map_(map), area_rank_(area_ranks(map)), lawful_(map.zones(), map.level(), options) {
    const auto& level = map.zones().levels[map.level()];
    first_ = level.first_zone;
    count_ = level.zone_count;
  }

  std::vector<Draft> find() {
    find_duplicates();
    auto drafts = duplicates();
    for (auto& draft : shared_ground()) drafts.push_back(std::move(draft));
    return drafts;
  }

 private:
  /// Zones are duplicates when every face that holds one holds the other, and no sound ground is left to either.
  void find_duplicates() {
    std::vector<std::uint32_t> faces(count_, 0);
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> together;
    for (Face f = 1; f < map_.faces().face_count(); ++f) {
      const auto own = map_.own(f);
      for (std::size_t i = 0; i < own.size(); ++i) {
        ++faces[own[i] - first_];
        for (std::size_t k = i + 1; k < own.size(); ++k) ++together[{own[i], own[k]}];
      }
    }
    for (std::uint32_t z = 0; z < count_; ++z) representative_.push_back(first_ + z);
    for (const auto& [pair, shared] : together) {
      const auto [p, q] = pair;
      const bool sound = map_.partly_sound(p) || map_.partly_sound(q);
      if (!sound && shared == faces[p - first_] && shared == faces[q - first_]) {
        representative_[q - first_] = std::min(representative_[q - first_], representative_[p - first_]);
      }
    }
    for (std::uint32_t z = 0; z < count_; ++z) {
      if (representative_[z] != first_ + z) groups_[representative_[z]].push_back(first_ + z);
    }
  }

  std::vector<Draft> duplicates() {
    Membership membership;
    for (Face f = 0; f < map_.faces().face_count(); ++f) {
      Set classes;
      for (const auto z : map_.own(f)) {
        if (groups_.contains(z)) classes.push_back(z);
      }
      membership.add_face(classes);
    }
    const auto all = regions(map_.faces(), membership);
    std::vector<Draft> parts(all.size());
    for_each_region(map_, all, [&](const Region& region, std::size_t i) {
      parts[i] = measured(map_, membership, region, FindingKind::duplicate);
    });
    std::map<std::uint32_t, Draft> by_zone;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto found = by_zone.find(all[i].in_class);
      if (found == by_zone.end()) {
        by_zone.emplace(all[i].in_class, std::move(parts[i]));
      } else {
        add_part(found->second, parts[i]);
      }
    }
    std::vector<Draft> drafts;
    for (auto& [zone, draft] : by_zone) {
      Set zones{zone};
      zones.insert(zones.end(), groups_[zone].begin(), groups_[zone].end());
      draft.exempt = false;
      finish(draft, std::move(zones));
      drafts.push_back(std::move(draft));
    }
    return drafts;
  }

  static void add_part(Draft& whole, const Draft& part) {
    whole.area_m2 += part.area_m2;
    whole.width_m = std::max(whole.width_m, part.width_m);
    whole.shape.shape_offsets.pop_back();
    whole.shape.append(part.shape.view(), 0);
  }

  [[nodiscard]] Set without_duplicates(const Set& own) const {
    Set result;
    for (const auto z : own) {
      if (representative_[z - first_] == z) result.push_back(z);
    }
    return result;
  }

  [[nodiscard]] Set with_duplicates(const Set& some) const {
    Set result = some;
    for (const auto z : some) {
      const auto found = groups_.find(z);
      if (found != groups_.end()) result.insert(result.end(), found->second.begin(), found->second.end());
    }
    std::sort(result.begin(), result.end());
    return result;
  }

  std::vector<Draft> shared_ground() {
    std::map<Set, std::uint32_t> numbers;
    std::vector<Set> of_face(map_.faces().face_count());
    for (Face f = 1; f < map_.faces().face_count(); ++f) {
      auto own = map_.own(f);
      if (own.size() < 2) continue;
      own = without_duplicates(own);
      if (own.size() < 2) continue;
      numbers.try_emplace(own, 0);
      of_face[f] = std::move(own);
    }
    std::vector<const Set*> sets;
    for (auto& [set, number] : numbers) {
      number = static_cast<std::uint32_t>(sets.size());
      sets.push_back(&set);
    }
    Membership membership;
    for (Face f = 0; f < map_.faces().face_count(); ++f) {
      const auto in_class = of_face[f].empty() ? 0 : class_of(numbers.at(of_face[f]), map_.exempt(f));
      membership.add_face(std::span(&in_class, of_face[f].empty() ? 0 : 1));
    }
    const auto all = regions(map_.faces(), membership);
    std::vector<Draft> drafts(all.size());
    for_each_region(map_, all, [&](const Region& region, std::size_t i) {
      drafts[i] = measured(map_, membership, region, FindingKind::overlap);
      finish(drafts[i], with_duplicates(*sets[number_of(region.in_class)]));
    });
    return drafts;
  }

  void finish(Draft& draft, Set zones) const {
    draft.unit = answering_unit(map_.zones(), answering_zone(map_.zones(), zones, area_rank_, draft.reason));
    draft.lawful = lawful_.all(zones);
    draft.border_pair = zones;
    draft.zones = std::move(zones);
  }

  const LevelMap& map_;
  const std::vector<std::uint32_t> area_rank_;
  const LawfulPairs lawful_;
  std::uint32_t first_ = 0, count_ = 0;
  Set representative_;                         ///< per zone of the level: the first zone with the same ground
  std::map<std::uint32_t, Set> groups_;        ///< representative -> the others with its ground
};

}  // namespace

LawfulPairs::LawfulPairs(const Zones& zones, std::uint32_t level, const CoverageOptions& options) : zones_(zones) {
  for (const auto& pair : options.lawful) {
    if (pair.level == level) pairs_.insert(std::minmax(pair.zone_a, pair.zone_b));
  }
}

bool LawfulPairs::all(const std::vector<std::uint32_t>& zones) const {
  for (std::size_t i = 0; i < zones.size(); ++i) {
    for (std::size_t k = i + 1; k < zones.size(); ++k) {
      if (!pairs_.contains(std::minmax(zones_.id[zones[i]], zones_.id[zones[k]]))) return false;
    }
  }
  return true;
}

std::vector<Draft> overlaps(const LevelMap& map, const CoverageOptions& options) {
  return Overlaps(map, options).find();
}

}  // namespace bailiwick::coverage
