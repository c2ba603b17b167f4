#include "coverage/chains.h"

#include "coverage/sides.h"
#include "coverage/windings.h"

#include <algorithm>
#include <map>

namespace bailiwick::coverage {
namespace {

constexpr auto kNobody = index_of(kNoZone);

/// Parents by location, for zones that name none.
class Whereabouts {
 public:
  explicit Whereabouts(const Sheet& sheet) : sheet_(sheet), windings_(sheet, none_) {}

  /// The first zone of a level range over the inner side of the zone's first edge.
  [[nodiscard]] std::uint32_t find(std::uint32_t zone, const Level& level) {
    if (zone != located_) {
      located_ = zone;
      labels_.clear();
      std::optional<Side> first;
      for_each_side(sheet_.zones, zone, zone, [&](const Side& side) { first = first ? first : side; });
      if (first) {
        const bool forward = first->toggle.winding > 0;
        labels_ = windings_.others_left_of({forward ? first->segment.a : first->segment.b, std::nullopt, first->segment, forward});
      }
    }
    for (const auto& label : labels_) {
      if (label.label >= level.first_zone && label.label < level.first_zone + level.zone_count && (label.winding & 1) != 0) return label.label;
    }
    return kNobody;
  }

 private:
  const Sheet& sheet_;
  const std::vector<Box> none_;
  const Windings windings_;
  std::uint32_t located_ = kNobody;
  std::vector<Toggle> labels_;
};

}  // namespace

std::vector<std::uint32_t> ancestors(const Zones& zones, std::uint32_t level) {
  std::vector<std::uint32_t> result;
  for (auto up = zones.levels[level].parent; up && result.size() <= zones.levels.size(); up = zones.levels[*up].parent) result.push_back(*up);
  return result;
}

Sheet sheet_of(const Zones& zones, std::uint32_t level, const StudyArea& area, const CoverageOptions& options) {
  Sheet sheet;
  sheet.zones = zones.shapes.view();
  const auto range = [&](std::uint32_t l) { return std::pair(zones.levels[l].first_zone, zones.levels[l].first_zone + zones.levels[l].zone_count); };
  std::tie(sheet.first, sheet.end) = range(level);
  for (const auto l : ancestors(zones, level)) sheet.above.push_back(range(l));
  sheet.study = area.shape.view();
  sheet.exempt = options.exempt.view();
  sheet.exempt_first = static_cast<Label>(zones.size());
  return sheet;
}

void guess_chains(Sheet& sheet, const Zones& zones, std::uint32_t level, std::span<const std::uint8_t> odd, std::vector<std::uint32_t>& parents) {
  const auto levels = ancestors(zones, level);
  std::optional<Whereabouts> whereabouts;
  std::map<std::vector<Label>, std::uint32_t> numbers;
  for (auto z = sheet.first; z < sheet.end; ++z) {
    std::vector<Label> chain;
    auto below = z;
    for (const auto up : levels) {
      auto parent = below == kNobody || zones.parent_id[below].empty() ? kNobody : index_of(zones.find(up, zones.parent_id[below]));
      if (parent == kNobody) {
        if (!whereabouts) whereabouts.emplace(sheet);
        parent = whereabouts->find(z, zones.levels[up]);
      }
      if (up == levels.front()) parents[z - sheet.first] = parent;
      if (parent != kNobody) chain.push_back(parent);
      below = parent;
    }
    if (sheet.study.size() > 0) chain.push_back(Sheet::kStudy);
    std::sort(chain.begin(), chain.end());
    const auto [found, fresh] = numbers.try_emplace(chain, static_cast<std::uint32_t>(sheet.chains.size()));
    if (fresh) sheet.chains.push_back(std::move(chain));
    sheet.kin.push_back(found->second);
    const bool parentless = !levels.empty() && parents[z - sheet.first] == kNobody;
    const bool marked = !odd.empty() && odd[z] != 0;
    sheet.odd.push_back(parentless || marked ? 1 : 0);
  }
}

}  // namespace bailiwick::coverage
