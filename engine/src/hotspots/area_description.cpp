#include "hotspots/area_description.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "hotspots/coordinator.h"

namespace bailiwick::hotspots_room {
namespace {

constexpr double kNotKnown = std::numeric_limits<double>::quiet_NaN();
constexpr double kMakesTheArea = 0.5;  // from this share on the one coordinate makes the area

using Tally = std::map<std::uint32_t, std::uint64_t>;

/// Shares by reports falling, then ground falling, then key. `ground` may be null: the kind of key has none.
std::vector<Share> shares_of(const Tally& reports, std::uint64_t total, const Tally* ground, std::uint64_t samples) {
  std::vector<Share> shares;
  for (const auto& [key, count] : reports) {
    Share share{key, count, total == 0 ? 0.0 : static_cast<double>(count) / static_cast<double>(total), kNotKnown};
    if (ground != nullptr && samples > 0) {
      const auto found = ground->find(key);
      share.area_share = found == ground->end() ? 0.0 : static_cast<double>(found->second) / static_cast<double>(samples);
    }
    shares.push_back(share);
  }
  std::stable_sort(shares.begin(), shares.end(), [](const Share& a, const Share& b) {
    return a.reports != b.reports ? a.reports > b.reports : a.area_share > b.area_share;
  });
  return shares;
}

struct Places {
  std::uint64_t distinct = 0, largest = 0;
};

/// The coordinates of reports by number, and how many share the fullest.
Places places_of(std::vector<std::uint32_t> order, ReportsView reports) {
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return std::pair(reports.x[a], reports.y[a]) < std::pair(reports.x[b], reports.y[b]); });
  Places places;
  for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
    while (last < order.size() && reports.x[order[last]] == reports.x[order[first]] && reports.y[order[last]] == reports.y[order[first]]) ++last;
    ++places.distinct;
    places.largest = std::max<std::uint64_t>(places.largest, last - first);
  }
  return places;
}

}  // namespace

void add_what_was_reported(std::span<const std::uint32_t> area, std::span<const std::uint32_t> beside, ReportsView reports, HotspotAreas& out) {
  std::vector<std::uint32_t> both(area.begin(), area.end());
  out.distinct_places.push_back(places_of(both, reports).distinct);
  both.insert(both.end(), beside.begin(), beside.end());
  const auto largest = places_of(both, reports).largest;
  out.pile_share.push_back(both.empty() ? 0.0 : static_cast<double>(largest) / static_cast<double>(both.size()));
  out.pile.push_back(largest > 1 && out.pile_share.back() >= kMakesTheArea ? 1 : 0);
  std::int64_t first = kNoTime, last = kNoTime;
  Tally categories;
  for (const auto report : area) {
    if (!reports.category.empty()) ++categories[reports.category[report]];
    const auto time = reports.time_ms.empty() ? kNoTime : reports.time_ms[report];
    if (time == kNoTime) continue;
    first = first == kNoTime ? time : std::min(first, time);
    last = std::max(last, time);
  }
  out.first_ms.push_back(first);
  out.last_ms.push_back(last);
  out.categories.push_back(shares_of(categories, area.size(), nullptr, 0));
}

void add_who_answers(std::span<const std::uint32_t> area, const Assignments& assignments, const Ground& ground, const ZoneIndex& index, HotspotAreas& out) {
  Tally units;
  for (const auto report : area) ++units[index_of(assignments.answer.unit[report])];
  out.units.push_back(shares_of(units, area.size(), &ground.units, ground.samples));
  std::vector<std::vector<Share>> levels;
  for (std::size_t level = 0; level < assignments.levels.size(); ++level) {
    Tally zones;
    for (const auto report : area) {
      const auto zone = assignments.levels[level].zone[report];
      if (zone != kNoZone) ++zones[index_of(zone)];
    }
    levels.push_back(shares_of(zones, area.size(), &ground.zones[level], ground.samples));
  }
  out.zones.push_back(std::move(levels));
  out.coordinator.push_back(coordinator_of(area, assignments, index));
}

}  // namespace bailiwick::hotspots_room
