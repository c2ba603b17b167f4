#include "index/locate.h"

#include "index/passing.h"

#include <algorithm>
#include <array>

namespace bailiwick::index {
namespace {

/// Hands out hits from number `skip` on, counting those before and those that do not fit.
class Output {
 public:
  Output(std::span<Hit> hits, std::size_t skip) : hits_(hits), skip_(skip) {}
  void add(std::uint32_t zone, bool on_border) noexcept {
    if (count_ >= skip_ && count_ - skip_ < hits_.size()) hits_[count_ - skip_] = {ZoneId{zone}, on_border};
    ++count_;
  }
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  std::span<Hit> hits_;
  std::size_t skip_, count_ = 0;
};

std::size_t hits_of_set(const ZoneIndex::Data& data, std::uint32_t set, std::span<Hit> hits, std::size_t skip) noexcept {
  Output out(hits, skip);
  for (const auto zone : data.zones_of_set(set)) out.add(zone, false);
  return out.count();
}

/// What a leaf's segments say of a zone: crossings modulo 2, and whether the place is on one.
struct Told {
  std::uint32_t zone;
  bool turned, on;
};

/// Merges what was told (sorted by zone) with the zones of the corner.
void merge(std::span<const Told> told, std::span<const std::uint32_t> corner, bool closed, Output& out) noexcept {
  std::size_t t = 0, c = 0;
  while (t < told.size() || c < corner.size()) {
    const std::uint32_t zone = t == told.size() ? corner[c] : c == corner.size() ? told[t].zone : std::min(told[t].zone, corner[c]);
    bool inside = false, on = false;
    if (c < corner.size() && corner[c] == zone) {
      inside = true;
      ++c;
    }
    for (; t < told.size() && told[t].zone == zone; ++t) {
      inside = inside != told[t].turned;
      on = on || told[t].on;
    }
    if (inside || (closed && on)) out.add(zone, on);
  }
}

constexpr std::size_t kTold = 256;

/// A leaf of one place.
struct Leaf {
  const ZoneIndex::Data& data;
  std::span<const std::uint32_t> segments, corner;
  double corner_x, corner_y, x, y;

  [[nodiscard]] Told tell(std::uint32_t segment, std::uint32_t zone) const noexcept {
    const Segment& s = data.segments[segment];
    const Side side = side_of(s, x, y);
    return {zone, passing(s, corner_x, side, y) != corner_passing(s, corner_x, corner_y), side.on};
  }
  /// Notes every segment that was crossed or touched; false when there are too many.
  bool note(std::array<Told, kTold>& told, std::size_t& count) const noexcept {
    for (const auto segment : segments) {
      const Told what = tell(segment, 0);
      if (!what.turned && !what.on) continue;
      for (const auto zone : data.users_of(segment)) {
        if (count == told.size()) return false;
        told[count++] = {zone, what.turned, what.on};
      }
    }
    return true;
  }
  /// The slow way for a leaf in which hundreds of borders meet: zone by zone in rising order, with no memory at all.
  void each_zone(bool closed, Output& out) const noexcept {
    for (std::uint64_t from = 0; from < data.zones.size();) {
      std::uint64_t next = data.zones.size();
      const auto consider = [&](std::uint32_t zone) {
        if (zone >= from && zone < next) next = zone;
      };
      for (const auto zone : corner) consider(zone);
      for (const auto segment : segments) {
        for (const auto zone : data.users_of(segment)) consider(zone);
      }
      if (next == data.zones.size()) return;
      const auto zone = static_cast<std::uint32_t>(next);
      Told all{zone, false, false};
      for (const auto segment : segments) {
        if (!std::ranges::binary_search(data.users_of(segment), zone)) continue;
        const Told what = tell(segment, zone);
        all.turned = all.turned != what.turned;
        all.on = all.on || what.on;
      }
      const bool inside = std::ranges::binary_search(corner, zone) != all.turned;
      if (inside || (closed && all.on)) out.add(zone, all.on);
      from = next + 1;
    }
  }
};

std::size_t hits_in_leaf(const ZoneIndex::Data& data, std::uint32_t code, Spot spot, double x, double y, bool closed, std::span<Hit> hits,
                         std::size_t skip) noexcept {
  const Frame& frame = data.facts->frame;
  const unsigned depth = Top::depth(data.tops[spot.top(frame)]);
  const double size = frame.leaf_size(depth);
  const auto corner = [&](double low, std::uint32_t units) { return low + static_cast<double>(units >> (kTopBits - depth)) * size; };
  const std::uint32_t number = code - kBorderLeaf;
  const Leaf leaf{data, data.segments_of_leaf(number), data.zones_of_set(data.corners[number]), corner(frame.west, spot.x),
                  corner(frame.south, spot.y), x, y};
  Output out(hits, skip);
  std::array<Told, kTold> told;
  std::size_t count = 0;
  if (leaf.note(told, count)) {
    const std::span<Told> noted(told.data(), count);
    std::ranges::sort(noted, {}, &Told::zone);
    merge(noted, leaf.corner, closed, out);
  } else {
    leaf.each_zone(closed, out);
  }
  return out.count();
}

/// Where a place in the frame leads: the set of a leaf, or kAskExact, or the leaf when only exact predicates are wanted.
struct Led {
  Spot spot;
  std::uint32_t code, set;
};

template <bool whole_numbers>
Led led(const ZoneIndex::Data& data, double x, double y) noexcept {
  const Frame& frame = data.facts->frame;
  const Spot spot = spot_of(frame, x, y);
  const std::uint32_t top = data.tops[spot.top(frame)];
  const unsigned depth = Top::depth(top);
  const std::uint32_t code = data.codes[Top::first_code(top) + spot.leaf(depth)];
  if (code < kBorderLeaf) return {spot, code, code};
  if constexpr (whole_numbers) {
    const Record& record = data.records[code - kBorderLeaf];
    const Passed p = passed_by(data.path, record, local_of(spot.x, depth), local_of(spot.y, depth));
    if (!p.near) return {spot, code, data.outcomes[record.outcomes + outcome_of(record, p.bits)]};
  }
  return {spot, code, kAskExact};
}

template <bool whole_numbers>
std::size_t hits(const ZoneIndex::Data& data, double x, double y, bool closed, std::span<Hit> hits, std::size_t skip) noexcept {
  if (!data.facts->frame.holds(x, y)) return 0;
  const Led to = led<whole_numbers>(data, x, y);
  if (to.set != kAskExact) return hits_of_set(data, to.set, hits, skip);
  return hits_in_leaf(data, to.code, to.spot, flushed(x), flushed(y), closed, hits, skip);
}

}  // namespace

std::size_t hits_exact(const ZoneIndex::Data& data, double x, double y, bool closed, std::span<Hit> out, std::size_t skip) noexcept {
  return hits<false>(data, x, y, closed, out, skip);
}

std::size_t hits_at(const ZoneIndex::Data& data, double x, double y, bool closed, std::span<Hit> out, std::size_t skip) noexcept {
  return hits<true>(data, x, y, closed, out, skip);
}

std::uint32_t set_at(const ZoneIndex::Data& data, double x, double y) noexcept {
  return data.facts->frame.holds(x, y) ? led<true>(data, x, y).set : 0;
}

}  // namespace bailiwick::index
