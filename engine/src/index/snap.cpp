#include "index/snap.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace bailiwick::index {
namespace {

/// A segment in local units of its leaf.
struct Local {
  double ax, ay, bx, by;
};
struct Snapped {
  int ax, ay, bx, by;
};

constexpr double kLow = -kLocalUnits, kHigh = 2 * kLocalUnits;  // the leaf grown by its size
constexpr double kFar = 0x1p33;                                 // beyond it clipping would lose units to rounding

bool far(const Local& s) { return std::max({std::abs(s.ax), std::abs(s.ay), std::abs(s.bx), std::abs(s.by)}) > kFar; }

/// Cuts the range [from, to] of the line's parameter where start + t reach leaves [kLow, kHigh].
bool clip_axis(double start, double reach, double& from, double& to) {
  if (reach == 0) return start >= kLow && start <= kHigh;
  const double t1 = (kLow - start) / reach, t2 = (kHigh - start) / reach;
  from = std::max(from, std::min(t1, t2));
  to = std::min(to, std::max(t1, t2));
  return from <= to;
}

/// The part of a segment in the grown leaf, snapped; nothing where it does not come there. Ends inside are snapped as they are, so that
/// segments that share them still do.
std::optional<Snapped> snapped(const Local& s) {
  double from = 0, to = 1;
  if (!clip_axis(s.ax, s.bx - s.ax, from, to) || !clip_axis(s.ay, s.by - s.ay, from, to)) return std::nullopt;
  const auto whole = [](double v) { return static_cast<int>(std::lrint(std::clamp(v, kLow, kHigh))); };
  const auto at = [&](double t) { return std::pair{whole(s.ax + t * (s.bx - s.ax)), whole(s.ay + t * (s.by - s.ay))}; };
  const auto [ax, ay] = from > 0 ? at(from) : std::pair{whole(s.ax), whole(s.ay)};
  const auto [bx, by] = to < 1 ? at(to) : std::pair{whole(s.bx), whole(s.by)};
  return Snapped{ax, ay, bx, std::max(ay, by)};
}

void set_lane(Record& record, std::size_t lane, const Snapped& s) {
  record.start[2 * lane] = static_cast<std::int16_t>(s.ay);
  record.start[2 * lane + 1] = static_cast<std::int16_t>(s.ax);
  record.reach[2 * lane] = static_cast<std::int16_t>(s.bx - s.ax);
  record.reach[2 * lane + 1] = static_cast<std::int16_t>(s.ay - s.by);
}

/// passing.h in whole numbers with the corner at (0, 0): sets the lane's flags, says whether its corner part is odd.
bool set_flags(Record& record, std::size_t lane, const Snapped& s) {
  const auto bit = static_cast<std::uint8_t>(1U << lane);
  const int left = std::min(s.ax, s.bx), right = std::max(s.ax, s.bx);
  if (left <= 0 && 0 < right) {
    record.line |= bit;
    if (s.bx < s.ax) record.flip |= bit;  // above is right
    if (s.ay > 0 || s.by <= 0) return s.by <= 0;
    const long long det = static_cast<long long>(s.bx - s.ax) * -s.ay + static_cast<long long>(s.by - s.ay) * s.ax;
    return s.bx > s.ax ? det > 0 : det < 0;
  }
  if (left > 0) record.flip |= bit;  // right of the line: counts when the place is right of it
  return false;
}

void find_crossings(std::span<const std::uint32_t> leaf_segments, const Segments& segments, std::uint8_t corner_lanes,
                    std::span<const std::uint32_t> corner_zones, std::vector<Crossing>& crossings) {
  crossings.clear();
  for (std::size_t lane = 0; lane < leaf_segments.size(); ++lane) {
    const auto bit = static_cast<std::uint8_t>(1U << lane);
    for (const auto zone : segments.users_of(leaf_segments[lane])) {
      const auto known = std::ranges::find(crossings, zone, &Crossing::zone);
      if (known == crossings.end()) crossings.push_back({zone, bit, false, 0});
      else known->lanes = static_cast<std::uint8_t>(known->lanes | bit);
    }
  }
  std::ranges::sort(crossings, {}, &Crossing::zone);
  for (auto& crossing : crossings) {
    const bool odd = std::popcount(static_cast<unsigned>(crossing.lanes & corner_lanes)) % 2 == 1;
    crossing.held = std::ranges::binary_search(corner_zones, crossing.zone) != odd;
  }
}

/// Writes every crossing as a sum of few independent ones; false where that takes more than a record has room for.
bool find_borders(Record& record, std::vector<Crossing>& crossings) {
  std::array<std::uint8_t, kMaxRank> reduced{}, parts{};
  std::size_t rank = 0;
  for (auto& crossing : crossings) {
    std::uint8_t rest = crossing.lanes;
    for (std::size_t i = 0; i < rank; ++i) {
      if ((rest & std::bit_floor(reduced[i])) == 0) continue;
      rest = static_cast<std::uint8_t>(rest ^ reduced[i]);
      crossing.parts = static_cast<std::uint8_t>(crossing.parts ^ parts[i]);
    }
    if (rest == 0) continue;
    if (rank == kMaxRank) return false;
    record.borders[rank] = crossing.lanes;
    reduced[rank] = rest;
    parts[rank] = static_cast<std::uint8_t>(crossing.parts ^ (1U << rank));
    crossing.parts = static_cast<std::uint8_t>(1U << rank);
    ++rank;
  }
  return true;
}

/// The set of zones for every combination of parities.
std::uint32_t table_of(unsigned rank, std::span<const std::uint32_t> corner_zones, Outcomes& outcomes) {
  outcomes.always.clear();
  for (const auto zone : corner_zones) {
    if (!std::ranges::binary_search(outcomes.crossings, zone, {}, &Crossing::zone)) outcomes.always.push_back(zone);
  }
  std::array<std::uint32_t, 1U << kMaxRank> table{};
  for (unsigned parities = 0; parities < 1U << rank; ++parities) {
    auto& set = outcomes.set;
    set = outcomes.always;
    for (const auto& crossing : outcomes.crossings) {
      const bool odd = std::popcount(static_cast<unsigned>(crossing.parts & parities)) % 2 == 1;
      if (crossing.held != odd) set.push_back(crossing.zone);
    }
    std::sort(set.begin(), set.end());
    table[parities] = outcomes.sets.add(set);
  }
  return outcomes.tables.add(std::span(table).first(std::size_t{1} << rank));
}

/// The same for a leaf like one before.
std::uint32_t known_table_of(const Record& record, const LeafCorner& corner, Outcomes& outcomes) {
  const auto rank = static_cast<unsigned>(std::ranges::count_if(record.borders, [](auto lanes) { return lanes != 0; }));
  outcomes.signature.assign({corner.set, rank});
  for (const auto& crossing : outcomes.crossings) {
    outcomes.signature.push_back(crossing.zone);
    outcomes.signature.push_back(crossing.parts | (crossing.held ? 0x100U : 0U));
  }
  const auto signature = outcomes.signatures.add(outcomes.signature);
  if (signature == outcomes.table_of_signature.size()) outcomes.table_of_signature.push_back(table_of(rank, corner.zones, outcomes));
  return outcomes.table_of_signature[signature];
}

Record empty_record() {
  Record record{};
  for (std::size_t lane = 0; lane < kLanes; ++lane) record.start[2 * lane] = kNoLane;
  return record;
}

Record exact_record(Outcomes& outcomes) {
  Record record = empty_record();
  record.exact_only = 0xff;
  const std::uint32_t none = outcomes.sets.add({});
  record.outcomes = outcomes.tables.add({&none, 1});
  return record;
}

}  // namespace

Record record_of(const LeafCorner& corner, std::span<const std::uint32_t> leaf_segments, const Segments& segments, Outcomes& outcomes) {
  if (leaf_segments.size() > kLanes) return exact_record(outcomes);
  Record record = empty_record();
  std::uint8_t corner_lanes = 0;
  const double units = kLocalUnits / corner.size;
  for (std::size_t lane = 0; lane < leaf_segments.size(); ++lane) {
    const Segment& s = segments.segment[leaf_segments[lane]];
    const Local local{(s.ax - corner.x) * units, (s.ay - corner.y) * units, (s.bx - corner.x) * units, (s.by - corner.y) * units};
    if (far(local)) return exact_record(outcomes);
    const auto whole = snapped(local);
    if (!whole) continue;
    set_lane(record, lane, *whole);
    if (set_flags(record, lane, *whole)) corner_lanes = static_cast<std::uint8_t>(corner_lanes | (1U << lane));
  }
  if (passed(record, 0, 0).near) return exact_record(outcomes);
  find_crossings(leaf_segments, segments, corner_lanes, corner.zones, outcomes.crossings);
  if (!find_borders(record, outcomes.crossings)) return exact_record(outcomes);
  record.outcomes = known_table_of(record, corner, outcomes);
  return record;
}

}  // namespace bailiwick::index
