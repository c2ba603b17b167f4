/// The index as one flat block of bytes.
#pragma once

#include "index/data.h"

#include <memory>

namespace bailiwick::index {

/// What goes into the block, before it is one.
struct Contents {
  Facts facts{};
  std::vector<char> texts;
  std::vector<std::uint32_t> precedence;
  std::vector<LevelRow> levels;
  std::vector<UnitRow> units;
  std::vector<ZoneRowData> zones;
  Segments segments;
  Leaves leaves;
};

/// Lays out the block and views it.
[[nodiscard]] std::unique_ptr<ZoneIndex::Data> laid_out(const Contents& contents);

/// Views a block that came from outside, after checking its header, its length, its checksum and every number in it that leads anywhere.
/// Throws Error(damaged_index) or Error(newer_format).
[[nodiscard]] std::unique_ptr<ZoneIndex::Data> checked(std::span<const std::byte> bytes, std::shared_ptr<const void> owner);

}  // namespace bailiwick::index
