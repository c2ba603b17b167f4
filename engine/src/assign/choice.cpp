#include "assign/choice.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

namespace bailiwick::assigning {
namespace {

double priority_or_last(const ZoneIndex& index, ZoneId zone) {
  const double priority = index.priority(zone);
  return std::isnan(priority) ? std::numeric_limits<double>::infinity() : priority;
}

}  // namespace

Choice::Choice(const ZoneIndex& index, OverlapRule rule, BorderRule border) : index_(index), rule_(rule), border_(border), rank_(index.zone_count()) {
  std::vector<std::uint32_t> order(rank_.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto key = [&](std::uint32_t z) {
    const ZoneId zone{z};  // zones of a level are numbered in the order of their id's bytes, so z is the last criterion
    return std::make_tuple(index.level_of(zone), rule == OverlapRule::priority ? priority_or_last(index, zone) : 0.0,
                           rule == OverlapRule::id ? 0U : index.area_rank(zone), z);
  };
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return key(a) < key(b); });
  for (std::uint32_t place = 0; place < order.size(); ++place) rank_[order[place]] = place;
}

std::size_t Choice::winner(std::span<const Hit> hits) const {
  std::size_t best = 0;
  for (std::size_t i = 1; i < hits.size(); ++i) {
    if (rank(hits[i].zone) < rank(hits[best].zone)) best = i;
  }
  return best;
}

Placement Choice::placement(std::span<const Hit> hits, std::size_t winner) const {
  const Hit& won = hits[winner];
  if (hits.size() == 1) return won.on_border ? Placement::border : Placement::inside;
  // Neighbours that touch do not overlap. The half-open rule hands on only one of them, so that several hits are several grounds there.
  const bool only_touching = std::all_of(hits.begin(), hits.end(), [](const Hit& hit) { return hit.on_border; });
  if (border_ == BorderRule::all_touching && only_touching) return Placement::border;
  ZoneId second = kNoZone;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    if (i != winner && (second == kNoZone || rank(hits[i].zone) < rank(second))) second = hits[i].zone;
  }
  if (rule_ == OverlapRule::priority && priority_or_last(index_, won.zone) != priority_or_last(index_, second)) {
    return Placement::overlap_priority;
  }
  if (rule_ != OverlapRule::id && index_.area_rank(won.zone) != index_.area_rank(second)) return Placement::overlap_smallest;
  return Placement::overlap_id;
}

}  // namespace bailiwick::assigning
