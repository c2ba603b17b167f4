#include "coverage/matching.h"

#include <algorithm>
#include <bit>

namespace bailiwick::coverage {
namespace {

/// Of a place: products with odd numbers, folded (as in splitmix64; Steele, Lea, Flood 2014).
std::uint64_t hash_of(Point p) {
  auto h = std::bit_cast<std::uint64_t>(p.x) * 0x9e3779b97f4a7c15ULL ^ std::rotl(std::bit_cast<std::uint64_t>(p.y) * 0xc2b2ae3d27d4eb4fULL, 32);
  h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9ULL;
  return h ^ (h >> 27);
}

}  // namespace

bool Matcher::same_segment(std::uint32_t v, std::uint32_t w) const {
  const auto a = place_of(shapes_, v);
  const auto b = place_of(shapes_, v + 1);
  const auto c = place_of(shapes_, w);
  const auto d = place_of(shapes_, w + 1);
  return (a == d && b == c) || (a == c && b == d);
}

void Matcher::grow() {
  auto old = std::move(slots_);
  --shift_;
  slots_.assign(std::size_t{1} << (64 - shift_), {});
  const auto mask = slots_.size() - 1;
  for (const auto& slot : old) {
    if (slot.hash == 0) continue;
    auto at = home(slot.hash);
    while (slots_[at].hash != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

/// Closes the hole by moving back what was pushed past it.
void Matcher::erase(std::size_t at) {
  const auto mask = slots_.size() - 1;
  for (auto next = (at + 1) & mask; slots_[next].hash != 0; next = (next + 1) & mask) {
    const auto wanted = home(slots_[next].hash);
    if (((next - wanted) & mask) < ((next - at) & mask)) continue;
    slots_[at] = slots_[next];
    at = next;
  }
  slots_[at].hash = 0;
  --used_;
}

void Matcher::add_side(std::uint64_t hash, std::uint32_t vertex, std::uint32_t kin) {
  const auto mask = slots_.size() - 1;
  auto at = home(hash);
  for (; slots_[at].hash != 0; at = (at + 1) & mask) {
    if (slots_[at].hash == hash && slots_[at].kin == (kin ^ 1U) && same_segment(slots_[at].vertex, vertex)) return erase(at);
  }
  slots_[at] = {hash, vertex, kin};
  if (++used_ * 2 > slots_.size()) grow();
}

void Matcher::add_ring(std::uint32_t begin, std::uint32_t end, std::int32_t turn, std::uint32_t kin) {
  of_vertex_.clear();
  for (auto v = begin; v < end; ++v) of_vertex_.push_back(hash_of(place_of(shapes_, v)));
  for (auto v = begin; v + 1 < end; ++v) {
    const auto a = place_of(shapes_, v);
    const auto b = place_of(shapes_, v + 1);
    if (a == b) continue;
    const auto hash = (of_vertex_[v - begin] + of_vertex_[v + 1 - begin]) * 0x94d049bb133111ebULL | 1U;
    add_side(hash, v, 2 * kin + ((a < b) == (turn > 0) ? 1U : 0U));
  }
}

void Matcher::add(std::uint32_t shape, std::uint32_t kin) {
  for_each_ring(shapes_, shape, [&](std::uint32_t begin, std::uint32_t end, bool hole) {
    add_ring(begin, end, walk_of(shapes_, begin, end, hole).turn, kin);
  });
}

std::vector<Side> Matcher::rest() const {
  std::vector<Side> result;
  result.reserve(used_);
  for (const auto& slot : slots_) {
    if (slot.hash == 0) continue;
    const auto ring = std::upper_bound(shapes_.ring_offsets.begin(), shapes_.ring_offsets.end(), slot.vertex) - shapes_.ring_offsets.begin() - 1;
    const auto part = std::upper_bound(shapes_.part_offsets.begin(), shapes_.part_offsets.end(), ring) - shapes_.part_offsets.begin() - 1;
    const auto shape = std::upper_bound(shapes_.shape_offsets.begin(), shapes_.shape_offsets.end(), part) - shapes_.shape_offsets.begin() - 1;
    auto side = side_between(place_of(shapes_, slot.vertex), place_of(shapes_, slot.vertex + 1), static_cast<Label>(shape), 1);
    side.toggle.winding = (slot.kin & 1U) != 0 ? 1 : -1;
    result.push_back(side);
  }
  return result;
}

}  // namespace bailiwick::coverage
