#include "coverage/audit.h"

#include "coverage/chains.h"
#include "coverage/children.h"
#include "coverage/gaps.h"
#include "coverage/ground.h"
#include "coverage/overlaps.h"
#include "coverage/snap.h"
#include "coverage/unit_table.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace bailiwick {
namespace {

using namespace coverage;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// The finest level that has `level` above it; the level itself when it is a leaf. Of equally fine ones the first.
std::uint32_t finest_below(const Zones& zones, std::uint32_t level) {
  std::uint32_t best = level;
  std::size_t depth = 0;
  for (std::uint32_t l = 0; l < zones.levels.size(); ++l) {
    const auto above = ancestors(zones, l);
    const auto found = std::find(above.begin(), above.end(), level);
    const auto below = static_cast<std::size_t>(found - above.begin()) + 1;
    if (found == above.end() || below <= depth) continue;
    best = l;
    depth = below;
  }
  return best;
}

class Audit {
 public:
  Audit(const Zones& zones, const StudyArea& area, const Planes& planes, ReportsView reports, const CoverageOptions& options,
        const Context& context, Extent extent)
      : zones_(zones), area_(area), planes_(planes), reports_(reports), options_(options), context_(context), extent_(extent),
        ground_(ground_of(zones, planes, context)), study_m2_(area_of(area.shape, planes, context)), units_(zones) {
    result_.zones.area_m2 = ground_.area_m2;
    result_.invalid = std::move(ground_.invalid);
    result_.zones.covered_share.assign(zones.size(), kNaN);
    result_.zones.gap_m2.assign(zones.size(), kNaN);
    result_.zones.overlap_m2.assign(zones.size(), kNaN);
    result_.level_covered_share.assign(zones.levels.size(), kNaN);
  }

  Coverage run() {
    for (std::uint32_t l = 0; l < zones_.levels.size(); ++l) {
      context_.report("audit", static_cast<double>(l) / static_cast<double>(zones_.levels.size()));
      audit_level(l);
    }
    const auto columns = [this](std::vector<Draft>& drafts) {
      return to_findings(std::move(drafts), zones_, planes_.geographic, options_, reports_, context_);
    };
    result_.gaps = columns(gaps_);
    result_.overlaps = columns(overlaps_);
    result_.children = columns(children_);
    result_.units = units_.columns();
    context_.report("audit", 1);
    return std::move(result_);
  }

 private:
  void audit_level(std::uint32_t l) {
    if (zones_.levels[l].role != Role::partition) return;
    const auto map = map_of(l);
    measure_overlap(map);
    cover_study_area(map);
    cover_zones(map);
    units_.add_ground(map, ground_.area_m2);
    auto gaps_here = gaps(map);
    for (const auto& gap : gaps_here) units_.add_gap(gap);
    const double bow = l < options_.level_bow_m.size() ? options_.level_bow_m[l] : 0;
    take(std::move(gaps_here), map, bow, gaps_);
    take(overlaps(map, options_), map, 0, overlaps_);
    if (zones_.levels[l].parent) take(children(map, ground_.area_m2), map, bow, children_);
  }

  /// Laid out once more where that shows children that must be looked at whole.
  LevelMap map_of(std::uint32_t l) {
    LevelMap map(zones_, l, area_, planes_, options_, context_, extent_, ground_.odd);
    if (!zones_.levels[l].parent) return map;
    const auto torn = torn_children(map, ground_.area_m2);
    if (torn.empty()) return map;
    for (const auto z : torn) ground_.odd[z] = 1;
    return {zones_, l, area_, planes_, options_, context_, extent_, ground_.odd};
  }

  void take(std::vector<Draft> found, const LevelMap& map, double bow_m, std::vector<Draft>& into) {
    context_.check();
    for (auto& draft : joined(std::move(found), map.noise_m(), std::max(options_.tolerance_m, bow_m))) {
      if (draft.width_m < bow_m) draft.note = "cross_crs";
      into.push_back(std::move(draft));
    }
  }

  void measure_overlap(const LevelMap& map) {
    auto& overlap = result_.zones.overlap_m2;
    const auto& level = zones_.levels[map.level()];
    for (auto z = level.first_zone; z < level.first_zone + level.zone_count; ++z) overlap[z] = 0;
    for (Face f = 1; f < map.faces().face_count(); ++f) {
      const auto own = map.own(f);
      for (std::size_t i = 0; own.size() > 1 && i < own.size(); ++i) overlap[own[i]] += map.area_m2(f);
    }
  }

  /// A study area that was not given is the level's own union with its holes filled; then every face is known.
  void cover_study_area(const LevelMap& map) {
    double whole = study_m2_;
    double open = 0;
    for (Face f = 1; f < map.faces().face_count(); ++f) {
      if (!map.known(f) || !map.in_study(f)) continue;
      if (area_.shape.x.empty()) whole += map.area_m2(f);
      if (map.own(f).empty()) open += map.area_m2(f);
    }
    result_.level_covered_share[map.level()] = whole > 0 ? std::max(0.0, (whole - open) / whole) : kNaN;
  }

  /// How far this level fills the zones of the levels for which it is the finest below.
  void cover_zones(const LevelMap& map) {
    auto levels = ancestors(zones_, map.level());
    levels.push_back(map.level());
    for (const auto l : levels) {
      if (finest_below(zones_, l) != map.level() || zones_.levels[l].role != Role::partition) continue;
      units_.add_cover(map, l);
      const auto first = zones_.levels[l].first_zone;
      std::vector<double> unfilled(zones_.levels[l].zone_count, 0);
      for (Face f = 1; f < map.faces().face_count(); ++f) {
        if (!map.known(f) || !map.own(f).empty()) continue;
        for (const auto z : map.zones_over(f, l)) unfilled[z - first] += map.area_m2(f);
      }
      for (std::size_t i = 0; i < unfilled.size(); ++i) {
        const double whole = ground_.area_m2[first + i];
        result_.zones.covered_share[first + i] = whole > 0 ? std::max(0.0, (whole - unfilled[i]) / whole) : l == map.level() ? 1 : 0;
        result_.zones.gap_m2[first + i] = unfilled[i];
      }
    }
  }

  const Zones& zones_;
  const StudyArea& area_;
  const Planes& planes_;
  const ReportsView reports_;
  const CoverageOptions& options_;
  const Context& context_;
  const Extent extent_;
  Ground ground_;
  double study_m2_ = 0;
  UnitTable units_;
  std::vector<Draft> gaps_, overlaps_, children_;
  Coverage result_;
};

}  // namespace

namespace coverage {

Coverage audited(const Zones& zones, const StudyArea& area, const Planes& planes, ReportsView reports, const CoverageOptions& options,
                 const Context& context, Extent extent) {
  if (!(options.snap_m > 0)) return Audit(zones, area, planes, reports, options, context, extent).run();
  const auto rounded = snapped(zones, area, planes, options);
  auto result = Audit(rounded.zones, rounded.area, planes, reports, rounded.options, context, extent).run();
  result.snapping = rounded.report;
  return result;
}

}  // namespace coverage

Coverage audit(const Zones& zones, const StudyArea& area, const Planes& planes, ReportsView reports, const CoverageOptions& options,
               const Context& context) {
  return coverage::audited(zones, area, planes, reports, options, context, coverage::Extent::amiss);
}

}  // namespace bailiwick
