/// The representation of ZoneIndex, shared by the index and assign rooms: views into one block of bytes.
#pragma once

#include "index/leaves.h"

#include <bailiwick/zone_index.h>

#include <cstddef>
#include <span>
#include <string_view>

namespace bailiwick {
namespace index {

/// A text in the pool of texts.
struct Text {
  std::uint32_t first, length;
};
struct LevelRow {
  Text name;
  std::uint32_t role, parent, first_zone, zone_count;  // parent: kNone where there is none
};
struct UnitRow {
  Text id, name;
};
struct ZoneRowData {
  Text id, name;
  std::uint32_t level, unit, parent, area_rank;
  double priority;
};
/// What the index is as a whole.
struct Facts {
  Frame frame;
  Extent extent;
  double nearest_m;
  std::uint32_t overlap, border;
  Text version, label, valid_from, valid_to, location_crs, location_wkt, metric_crs;
};
inline constexpr std::uint32_t kNone = 0xffffffffU;

struct Passed;
/// How the whole numbers of a record are worked out; all ways give the same bits.
enum class Path : std::uint8_t { plain, avx2, avx512 };
/// The fastest way of this machine.
[[nodiscard]] Path best_path();

}  // namespace index

struct ZoneIndex::Data {
  std::shared_ptr<const void> owner;  // of the bytes
  std::span<const std::byte> bytes;
  index::Path path = index::best_path();

  // The sections, in this order (blob.cpp).
  const index::Facts* facts = nullptr;
  std::span<const char> texts;
  std::span<const std::uint32_t> precedence;
  std::span<const index::LevelRow> levels;
  std::span<const index::UnitRow> units;
  std::span<const index::ZoneRowData> zones;
  std::span<const index::Segment> segments;
  std::span<const std::uint32_t> user_offsets, users;
  std::span<const std::uint32_t> tops, codes;
  std::span<const index::Record> records;
  std::span<const std::uint32_t> corners, leaf_offsets, leaf_segments;
  std::span<const std::uint32_t> outcomes;
  std::span<const std::uint32_t> set_offsets, set_zones;

  [[nodiscard]] std::string_view text(index::Text t) const { return {texts.data() + t.first, t.length}; }
  [[nodiscard]] std::span<const std::uint32_t> users_of(std::size_t segment) const {
    return users.subspan(user_offsets[segment], user_offsets[segment + 1] - user_offsets[segment]);
  }
  [[nodiscard]] std::span<const std::uint32_t> zones_of_set(std::size_t set) const {
    return set_zones.subspan(set_offsets[set], set_offsets[set + 1] - set_offsets[set]);
  }
  [[nodiscard]] std::size_t set_count() const { return set_offsets.size() - 1; }
  [[nodiscard]] std::span<const std::uint32_t> segments_of_leaf(std::size_t leaf) const {
    return leaf_segments.subspan(leaf_offsets[leaf], leaf_offsets[leaf + 1] - leaf_offsets[leaf]);
  }
};

}  // namespace bailiwick
