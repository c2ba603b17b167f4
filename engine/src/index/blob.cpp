#include "index/blob.h"

#include "index/block.h"
#include "index/orient.h"

#include <bailiwick/error.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <type_traits>

namespace bailiwick::index {
namespace {

/// Calls `visit(span member)` for every section behind Facts, in their order in the block.
template <class Visit>
void for_sections(ZoneIndex::Data& data, Visit visit) {
  visit(data.texts);
  visit(data.precedence);
  visit(data.levels);
  visit(data.units);
  visit(data.zones);
  visit(data.segments);
  visit(data.user_offsets);
  visit(data.users);
  visit(data.tops);
  visit(data.codes);
  visit(data.records);
  visit(data.corners);
  visit(data.leaf_offsets);
  visit(data.leaf_segments);
  visit(data.outcomes);
  visit(data.set_offsets);
  visit(data.set_zones);
}

/// Points the views at the sections of a block whose header was checked.
void attach(ZoneIndex::Data& data, const BlockHeader& header) {
  data.facts = reinterpret_cast<const Facts*>(data.bytes.data() + header.sections[0].first);
  std::size_t s = 1;
  for_sections(data, [&](auto& view) {
    using Value = typename std::remove_reference_t<decltype(view)>::element_type;
    const auto& place = header.sections[s++];
    view = {reinterpret_cast<Value*>(data.bytes.data() + place.first), place.length / sizeof(Value)};
  });
}

std::size_t aligned(std::size_t v) { return (v + kAlignment - 1) / kAlignment * kAlignment; }

/// The contents as views, so that laying out and reading back name the sections once.
ZoneIndex::Data views_of(const Contents& c) {
  ZoneIndex::Data views;
  views.facts = &c.facts;
  views.texts = c.texts;
  views.precedence = c.precedence;
  views.levels = c.levels;
  views.units = c.units;
  views.zones = c.zones;
  views.segments = c.segments.segment;
  views.user_offsets = c.segments.user_offsets;
  views.users = c.segments.users;
  views.tops = c.leaves.tops;
  views.codes = c.leaves.codes;
  views.records = c.leaves.records;
  views.corners = c.leaves.corners;
  views.leaf_offsets = c.leaves.segment_offsets;
  views.leaf_segments = c.leaves.segments;
  views.outcomes = c.leaves.outcomes;
  views.set_offsets = c.leaves.sets.offsets();
  views.set_zones = c.leaves.sets.numbers();
  return views;
}

// ---- checking a block from outside ----

[[noreturn]] void damaged(const std::string& what, const std::string& found = "otherwise") {
  throw Error(ErrorCode::damaged_index, "index: expected " + what + ", found " + found + "; build the index again from its zones");
}

void require(bool right, const char* what) {
  if (!right) damaged(what);
}

bool rising_offsets(std::span<const std::uint32_t> offsets, std::size_t groups, std::size_t counted) {
  return offsets.size() == groups + 1 && offsets.front() == 0 && offsets.back() == counted && std::ranges::is_sorted(offsets);
}

bool all_below(std::span<const std::uint32_t> numbers, std::size_t limit) {
  return std::ranges::all_of(numbers, [&](auto n) { return n < limit; });
}

/// Every group rises strictly and stays below the limit.
bool rising_groups(std::span<const std::uint32_t> offsets, std::span<const std::uint32_t> numbers, std::size_t limit) {
  for (std::size_t g = 0; g + 1 < offsets.size(); ++g) {
    for (auto i = offsets[g]; i < offsets[g + 1]; ++i) {
      if (numbers[i] >= limit || (i > offsets[g] && numbers[i - 1] >= numbers[i])) return false;
    }
  }
  return true;
}

BlockHeader checked_header(std::span<const std::byte> bytes) {
  BlockHeader header{};
  if (bytes.size() < sizeof header) damaged("a header of " + std::to_string(sizeof header) + " bytes", std::to_string(bytes.size()) + " bytes");
  std::memcpy(&header, bytes.data(), sizeof header);
  require(header.magic == kMagic, "the mark of a Bailiwick index at its beginning");
  require(header.order == 0x01020304U, "numbers in the byte order of this machine");
  if (header.format > kFormat) {
    throw Error(ErrorCode::newer_format, "index: expected format " + std::to_string(kFormat) + " at most, found " +
                                             std::to_string(header.format) + "; use the version of Bailiwick that wrote it");
  }
  require(header.format == kFormat, "a format this version knows");
  if (header.length != bytes.size()) damaged(std::to_string(header.length) + " bytes, as its header says", std::to_string(bytes.size()));
  require(header.checksum == checksum(bytes.subspan(kChecksummed)), "bytes that give its checksum");
  for (const auto& place : header.sections) {
    require(place.first % kAlignment == 0 && place.first <= bytes.size() && place.length <= bytes.size() - place.first, "sections inside it");
  }
  return header;
}

void check_lengths(const BlockHeader& header) {
  require(header.sections[0].length == sizeof(Facts), "its facts");
  ZoneIndex::Data none;
  std::size_t s = 1;
  for_sections(none, [&](auto& view) {
    using Value = typename std::remove_reference_t<decltype(view)>::element_type;
    require(header.sections[s++].length % sizeof(Value) == 0, "whole entries in every section");
  });
}

void check_text(const ZoneIndex::Data& data, Text t) {
  require(t.first <= data.texts.size() && t.length <= data.texts.size() - t.first, "texts inside it");
}

void check_facts(const ZoneIndex::Data& data) {
  const Facts& facts = *data.facts;
  for (const Text t : {facts.version, facts.label, facts.valid_from, facts.valid_to, facts.location_crs, facts.location_wkt, facts.metric_crs}) {
    check_text(data, t);
  }
  require(facts.overlap <= 2 && facts.border <= 1 && facts.nearest_m >= 0 && std::isfinite(facts.nearest_m), "rules that exist");
  for (std::size_t i = 0; i < data.precedence.size(); ++i) {
    const auto level = data.precedence[i];
    require(level < data.levels.size() && std::ranges::count(data.precedence.first(i), level) == 0, "levels that answer, each once");
  }
}

void check_levels(const ZoneIndex::Data& data) {
  std::size_t next = 0;
  for (const auto& level : data.levels) {
    check_text(data, level.name);
    require(level.role <= 1 && level.first_zone == next && level.zone_count <= data.zones.size() - next, "levels that follow each other");
    next += level.zone_count;
    std::size_t steps = 0;
    for (auto up = level.parent; up != kNone; up = data.levels[up].parent) {
      require(up < data.levels.size() && ++steps <= data.levels.size(), "parent levels without a circle");
    }
  }
  require(next == data.zones.size(), "as many zones as its levels have");
}

void check_zones(const ZoneIndex::Data& data) {
  for (const auto& unit : data.units) {
    check_text(data, unit.id);
    check_text(data, unit.name);
  }
  for (std::size_t z = 0; z < data.zones.size(); ++z) {
    const auto& zone = data.zones[z];
    check_text(data, zone.id);
    check_text(data, zone.name);
    require(zone.level < data.levels.size() && z - data.levels[zone.level].first_zone < data.levels[zone.level].zone_count, "zones in their levels");
    require(zone.unit == kNone || zone.unit < data.units.size(), "units that exist");
    require(zone.parent == kNone || (zone.parent < data.zones.size() && data.zones[zone.parent].level == data.levels[zone.level].parent),
            "parents in the parent level");
  }
}

void check_frame(const ZoneIndex::Data& data) {
  const Frame& frame = data.facts->frame;
  const double limit = 0x1p62;
  require(std::abs(frame.west) < limit && std::abs(frame.south) < limit && std::abs(frame.east) < limit && std::abs(frame.north) < limit &&
              frame.top_size > 0 && frame.top_size < limit && frame.units > 0 && frame.columns > 0 && frame.rows > 0 &&
              frame.columns < 2048 && frame.rows < 2048,
          "a frame of cells");
  int exponent = 0;
  require(std::frexp(frame.top_size, &exponent) == 0.5 && frame.units * frame.top_size == std::exp2(kTopBits) &&
              frame.east == Frame::far_side(frame.west, frame.columns, frame.top_size) &&
              frame.north == Frame::far_side(frame.south, frame.rows, frame.top_size),
          "a frame that fits its cells");
  require(data.tops.size() == frame.top_cells(), "a cell for every place of the frame");
}

void check_segments(const ZoneIndex::Data& data) {
  for (const auto& s : data.segments) {
    for (const double v : {s.ax, s.ay, s.bx, s.by}) require(v == 0 || (std::abs(v) >= kSmallest && std::abs(v) <= kLargest), "segments on the ground");
    require(s.ay <= s.by, "segments from their lower end");
  }
  require(rising_offsets(data.user_offsets, data.segments.size(), data.users.size()), "the zones of every segment");
  require(rising_groups(data.user_offsets, data.users, data.zones.size()), "the zones of every segment");
}

void check_leaves(const ZoneIndex::Data& data) {
  for (const auto top : data.tops) {
    const unsigned depth = Top::depth(top);
    require(depth <= kMaxDepth && Top::first_code(top) <= data.codes.size() &&
                (std::size_t{1} << (2 * depth)) <= data.codes.size() - Top::first_code(top),
            "cells that lead to leaves");
  }
  require(rising_offsets(data.set_offsets, data.set_offsets.empty() ? 0 : data.set_count(), data.set_zones.size()) && data.set_count() >= 1 &&
              data.set_offsets[1] == 0 && rising_groups(data.set_offsets, data.set_zones, data.zones.size()),
          "sets of zones");
  for (const auto code : data.codes) {
    require(code >= kBorderLeaf ? code - kBorderLeaf < data.records.size() : code < data.set_count(), "leaves that lead to zones");
  }
  require(data.corners.size() == data.records.size() && all_below(data.corners, data.set_count()), "a corner for every leaf");
  require(rising_offsets(data.leaf_offsets, data.records.size(), data.leaf_segments.size()) && all_below(data.leaf_segments, data.segments.size()),
          "segments for every leaf");
  require(all_below(data.outcomes, data.set_count()), "outcomes that lead to sets");
  const auto in_reach = [](int v, int low, int high) { return v >= low && v <= high; };  // beyond it the whole numbers would overflow
  for (const auto& record : data.records) {
    for (std::size_t i = 0; i < record.start.size(); ++i) {
      require(in_reach(record.start[i], -4096, kNoLane) && in_reach(record.reach[i], -12288, i % 2 == 0 ? 12288 : 0),
              "segments near their leaves");
    }
    std::size_t last = 0;
    for (std::size_t j = 0; j < record.borders.size(); ++j) last |= record.borders[j] != 0 ? std::size_t{1} << j : 0U;
    require(record.outcomes + last < data.outcomes.size(), "outcomes for every leaf");
  }
}

}  // namespace

std::unique_ptr<ZoneIndex::Data> laid_out(const Contents& contents) {
  ZoneIndex::Data views = views_of(contents);
  BlockHeader header{kMagic, 0x01020304U, kFormat, 0, 0, {}};
  std::size_t end = aligned(sizeof header);
  std::size_t s = 0;
  const auto place = [&](std::size_t length) {
    header.sections[s++] = {end, length};
    end = aligned(end + length);
  };
  place(sizeof(Facts));
  for_sections(views, [&](auto& view) { place(view.size_bytes()); });
  header.length = end;

  const auto memory = block_memory(end);
  s = 0;
  const auto copy = [&](const void* from, std::size_t length) {
    if (length > 0) std::memcpy(memory.get() + header.sections[s].first, from, length);
    ++s;
  };
  copy(views.facts, sizeof(Facts));
  for_sections(views, [&](auto& view) { copy(view.data(), view.size_bytes()); });
  std::memcpy(memory.get(), &header, sizeof header);
  header.checksum = checksum({memory.get() + kChecksummed, end - kChecksummed});
  std::memcpy(memory.get(), &header, sizeof header);

  auto data = std::make_unique<ZoneIndex::Data>();
  data->owner = memory;
  data->bytes = {memory.get(), end};
  attach(*data, header);
  return data;
}

std::unique_ptr<ZoneIndex::Data> checked(std::span<const std::byte> bytes, std::shared_ptr<const void> owner) {
  if (reinterpret_cast<std::uintptr_t>(bytes.data()) % kAlignment != 0) {
    throw Error(ErrorCode::invalid_argument, "index: expected bytes aligned to 64, found others; map the file, or copy it to such memory");
  }
  const BlockHeader header = checked_header(bytes);
  check_lengths(header);
  auto data = std::make_unique<ZoneIndex::Data>();
  data->owner = std::move(owner);
  data->bytes = bytes;
  attach(*data, header);
  check_facts(*data);
  check_levels(*data);
  check_zones(*data);
  check_frame(*data);
  check_segments(*data);
  check_leaves(*data);
  return data;
}

}  // namespace bailiwick::index
