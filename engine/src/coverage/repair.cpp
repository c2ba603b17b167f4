#include <bailiwick/coverage.h>
#include <bailiwick/error.h>

#include "coverage/draft.h"
#include "coverage/gaps.h"
#include "coverage/overlaps.h"

#include <algorithm>
#include <set>

namespace bailiwick {
namespace {

using namespace coverage;

class Mender {
 public:
  Mender(const Zones& zones, std::uint32_t level, const StudyArea& area, const Planes& planes, const CoverageOptions& options,
         const Context& context)
      : map_(zones, level, area, planes, options, context), zones_(zones), options_(options),
        owners_(map_.faces().face_count()) {
    result_.level = level;
    const auto& l = zones.levels[level];
    for (auto z = l.first_zone; z < l.first_zone + l.zone_count; ++z) result_.zone.push_back(ZoneId{z});
    first_ = l.first_zone;
  }

  Repair mend() {
    for (Face f = 0; f < owners_.size(); ++f) owners_[f] = map_.own(f);
    result_.before_m2 = areas();
    const auto before = owners_;
    fill_gaps();
    cut_overlaps();
    result_.after_m2 = areas();
    mark_changed(before);
    draw_zones();
    return std::move(result_);
  }

 private:
  void fill_gaps() {
    for (const auto& gap : find_gaps(map_)) {
      if (gap.draft.kind != FindingKind::enclosed || gap.draft.exempt || !gap.neighbour) continue;
      for (const auto f : gap.region.faces) owners_[f] = {*gap.neighbour};
    }
  }

  /// By the same order of areas as the audit, so that both name the same zone.
  void cut_overlaps() {
    const auto area_rank = area_ranks(map_);
    const LawfulPairs lawful(zones_, result_.level, options_);
    std::string reason;
    for (Face f = 1; f < owners_.size(); ++f) {
      if (owners_[f].size() < 2 || map_.exempt(f) || lawful.all(owners_[f])) continue;
      owners_[f] = {answering_zone(zones_, owners_[f], area_rank, reason)};
    }
  }

  [[nodiscard]] std::vector<double> areas() const {
    std::vector<double> result(result_.zone.size(), 0);
    for (Face f = 1; f < owners_.size(); ++f) {
      for (const auto z : owners_[f]) result[z - first_] += map_.area_m2(f);
    }
    return result;
  }

  void mark_changed(const std::vector<std::vector<std::uint32_t>>& before) {
    std::set<std::uint32_t> changed;
    for (Face f = 1; f < owners_.size(); ++f) {
      if (owners_[f] == before[f]) continue;
      for (const auto z : before[f]) {
        if (!std::binary_search(owners_[f].begin(), owners_[f].end(), z)) changed.insert(z);
      }
      for (const auto z : owners_[f]) {
        if (!std::binary_search(before[f].begin(), before[f].end(), z)) changed.insert(z);
      }
    }
    for (const auto z : result_.zone) result_.changed.push_back(changed.contains(index_of(z)) ? 1 : 0);
  }

  void draw_zones() {
    Membership membership;
    for (const auto& owners : owners_) membership.add_face(owners);
    auto zone = first_;
    for (const auto& region : regions(map_.faces(), membership)) {
      for (; zone < region.in_class; ++zone) result_.shapes.end_shape();
      draw(map_.faces(), membership, region, result_.shapes);
    }
    while (result_.shapes.size() < result_.zone.size()) result_.shapes.end_shape();
  }

  const LevelMap map_;
  const Zones& zones_;
  const CoverageOptions& options_;
  std::vector<std::vector<std::uint32_t>> owners_;  ///< per face, ascending
  std::uint32_t first_ = 0;
  Repair result_;
};

}  // namespace

Repair propose_repair(const Zones& zones, std::uint32_t level, const StudyArea& area, const Planes& planes, const CoverageOptions& options,
                      const Context& context) {
  if (level >= zones.levels.size() || zones.levels[level].role != Role::partition) {
    throw Error(ErrorCode::invalid_argument, "repair: expected a partition level, found an across level or none");
  }
  // A study area drawn from the zones has its crossings rounded, and its border would cut faces of an ulp.
  return Mender(zones, level, area.given ? area : StudyArea{}, planes, options, context).mend();
}

}  // namespace bailiwick
