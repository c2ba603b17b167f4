/// Header and sections of the block, and its memory.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace bailiwick::index {

inline constexpr std::array<char, 8> kMagic{'B', 'W', 'I', 'N', 'D', 'E', 'X', '\n'};
inline constexpr std::uint32_t kFormat = 2;
inline constexpr std::size_t kAlignment = 64;  // of the block and of every section
inline constexpr std::size_t kSections = 18;

struct SectionPlace {
  std::uint64_t first, length;  // bytes, from the beginning of the block
};
/// The first bytes of the block. Numbers are little-endian; `order` reads differently on a machine where they are not.
struct BlockHeader {
  std::array<char, 8> magic;
  std::uint32_t order;     // 0x01020304
  std::uint32_t format;
  std::uint64_t length;    // of the whole block
  std::uint64_t checksum;  // of everything behind this number; what stands before it is compared
  std::array<SectionPlace, kSections> sections;
};

inline constexpr std::size_t kChecksummed = offsetof(BlockHeader, sections);

[[nodiscard]] std::uint64_t checksum(std::span<const std::byte> bytes);

/// Zeroed memory for a block, in large pages where the machine has them: half the time of a scattered look-up is finding the page.
[[nodiscard]] std::shared_ptr<std::byte> block_memory(std::size_t length);

}  // namespace bailiwick::index
