#include "coverage/draft.h"

#include "coverage/width.h"
#include "index/area_order.h"
#include "run/blocks.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace bailiwick::coverage {
namespace {

constexpr double kShort_m = 200;  // a shorter edge bows by about a millimetre at most: L^2 tan(latitude) / 8 R
constexpr double kBow_m = 0.001;

/// The drawn shape in metres, with long edges bent as the plane bends them.
Polygons in_metres(const LevelMap& map, const Polygons& drawn, const std::vector<std::uint32_t>& nodes) {
  auto metric = drawn;
  for (std::size_t v = 0; v < nodes.size(); ++v) {
    metric.x[v] = map.metric(nodes[v]).x;
    metric.y[v] = map.metric(nodes[v]).y;
  }
  const auto view = metric.view();
  bool all_short = true;
  for (std::size_t r = 0; r + 1 < view.ring_offsets.size(); ++r) {
    const auto [begin, end] = view.vertices_of(r);
    for (auto v = begin; v + 1 < end; ++v) all_short = all_short && std::hypot(view.x[v + 1] - view.x[v], view.y[v + 1] - view.y[v]) <= kShort_m;
  }
  return all_short || !map.to_metric() ? metric : densified(drawn.view(), map.to_metric(), kBow_m);
}

}  // namespace

Draft measured(const LevelMap& map, const Membership& membership, const Region& region, FindingKind kind) {
  Draft draft;
  draft.kind = kind;
  draft.level = map.level();
  draft.exempt = exempt_of(region.in_class);
  for (const auto f : region.faces) draft.area_m2 += map.area_m2(f);
  draft.area_m2 = std::max(0.0, draft.area_m2);  // a face thinner than the metric plane's own rounding
  std::vector<std::uint32_t> nodes;
  draw(map.faces(), membership, region, draft.shape, &nodes);
  draft.shape.end_shape();
  draft.width_m = inscribed_diameter(in_metres(map, draft.shape, nodes).view(), 0);
  return draft;
}

void for_each_region(const LevelMap& map, const std::vector<Region>& found, const std::function<void(const Region&, std::size_t)>& make) {
  run::for_blocks(found.size(), 16, map.context(), "measuring findings", [&](const run::Block& b) {
    for (auto i = b.begin; i < b.end; ++i) make(found[i], i);
  });
}

std::map<std::uint32_t, double> borders(const LevelMap& map, const Region& region, std::uint32_t level) {
  std::map<std::uint32_t, double> result;
  for (const auto h : region.rim) {
    for (const auto zone : map.zones_beyond(h, level)) result[zone] += map.length_m(h / 2);
  }
  return result;
}

std::optional<std::uint32_t> longest(const std::map<std::uint32_t, double>& borders) {
  std::optional<std::uint32_t> best;
  for (const auto& [zone, length] : borders) {
    if (!best || length > borders.at(*best)) best = zone;
  }
  return best;
}

std::vector<std::uint32_t> longest_pair(const std::map<std::uint32_t, double>& borders) {
  auto rest = borders;
  std::vector<std::uint32_t> pair;
  for (int i = 0; i < 2; ++i) {
    const auto next = longest(rest);
    if (!next) break;
    pair.push_back(*next);
    rest.erase(*next);
  }
  std::sort(pair.begin(), pair.end());
  return pair;
}

UnitId answering_unit(const Zones& zones, std::uint32_t zone) {
  for (std::size_t step = 0; step <= zones.levels.size(); ++step) {
    if (zones.unit[zone] != kNoUnit) return zones.unit[zone];
    const auto parent = zones.levels[zones.level_of(ZoneId{zone})].parent;
    if (!parent || zones.parent_id[zone].empty()) return kNoUnit;
    const auto above = zones.find(*parent, zones.parent_id[zone]);
    if (above == kNoZone) return kNoUnit;
    zone = index_of(above);
  }
  return kNoUnit;
}

std::vector<std::uint32_t> area_ranks(const LevelMap& map) {
  std::vector<std::uint32_t> over_others;
  for (Face f = 1; f < map.faces().face_count(); ++f) {
    const auto own = map.own(f);
    if (own.size() > 1) over_others.insert(over_others.end(), own.begin(), own.end());
  }
  std::sort(over_others.begin(), over_others.end());
  over_others.erase(std::unique(over_others.begin(), over_others.end()), over_others.end());
  Zones some;
  some.levels.push_back({{}, Role::partition, std::nullopt, 0, static_cast<std::uint32_t>(over_others.size())});
  for (const auto z : over_others) some.shapes.append(map.zones().shapes.view(), z);
  some.id.resize(over_others.size());
  const auto ranks = index::area_ranks(some);
  std::vector<std::uint32_t> result(map.zones().size(), 0);
  for (std::size_t i = 0; i < over_others.size(); ++i) result[over_others[i]] = ranks[i];
  return result;
}

std::uint32_t answering_zone(const Zones& zones, const std::vector<std::uint32_t>& candidates, const std::vector<std::uint32_t>& area_rank,
                             std::string& reason) {
  const auto rank = [&](std::uint32_t z) {
    const double priority = zones.priority[z];
    return std::tuple(std::isnan(priority), std::isnan(priority) ? 0 : priority, area_rank[z], z);
  };
  const auto best = *std::min_element(candidates.begin(), candidates.end(), [&](auto p, auto q) { return rank(p) < rank(q); });
  reason = "priority";
  for (const auto other : candidates) {
    if (other == best || std::get<0>(rank(other)) != std::get<0>(rank(best)) || std::get<1>(rank(other)) != std::get<1>(rank(best))) continue;
    reason = area_rank[other] == area_rank[best] ? "id" : reason == "id" ? "id" : "smallest";
  }
  return best;
}

std::vector<Draft> joined(std::vector<Draft> drafts, double noise_m, double tolerance_m) {
  std::vector<Draft> result;
  std::map<std::tuple<FindingKind, std::vector<std::uint32_t>, bool, bool>, std::size_t> lines;
  for (auto& draft : drafts) {
    // The width of a needle of kilometres is that of chords and of the diagram's grid; its area is true.
    if (draft.on_drawn_rim && (draft.width_m <= noise_m || draft.area_m2 <= noise_m * draft.rim_m)) continue;
    if (!(draft.width_m < tolerance_m)) {  // a tie has no width
      result.push_back(std::move(draft));
      continue;
    }
    const auto key = std::tuple(draft.kind, draft.border_pair, draft.lawful, draft.exempt);
    const auto [found, fresh] = lines.try_emplace(key, result.size());
    if (fresh) {
      draft.zones = draft.border_pair;
      result.push_back(std::move(draft));
      continue;
    }
    auto& line = result[found->second];
    line.area_m2 += draft.area_m2;
    line.rim_m += draft.rim_m;
    line.width_m = std::max(line.width_m, draft.width_m);
    line.pieces += draft.pieces;
    line.shape.shape_offsets.pop_back();  // the parts of both are one shape
    line.shape.append(draft.shape.view(), 0);
  }
  return result;
}

}  // namespace bailiwick::coverage
