#include "index/block.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace bailiwick::index {

std::uint64_t checksum(std::span<const std::byte> bytes) {
  std::array<std::uint64_t, 4> lane{1, 2, 3, 4};
  const auto mix = [](std::uint64_t h, std::uint64_t v) {
    h = (h ^ v) * 0xd6e8feb86659fd93U;
    return h ^ (h >> 32);
  };
  std::size_t at = 0;
  for (; at + 32 <= bytes.size(); at += 32) {
    std::array<std::uint64_t, 4> words;
    std::memcpy(words.data(), bytes.data() + at, 32);
    for (std::size_t k = 0; k < 4; ++k) lane[k] = mix(lane[k], words[k]);
  }
  for (; at < bytes.size(); ++at) lane[at % 4] = mix(lane[at % 4], std::to_integer<std::uint64_t>(bytes[at]));
  std::uint64_t sum = bytes.size();
  for (const auto part : lane) sum = mix(sum, part);
  return sum;
}

std::shared_ptr<std::byte> block_memory(std::size_t length) {
  constexpr std::size_t kLargePage = std::size_t{2} << 20U;
  const std::size_t alignment = length >= kLargePage ? kLargePage : kAlignment;
  const std::size_t rounded = (length + alignment - 1) / alignment * alignment;
  auto* memory = static_cast<std::byte*>(std::aligned_alloc(alignment, std::max(rounded, alignment)));
  if (memory == nullptr) throw std::bad_alloc();
  std::shared_ptr<std::byte> owner(memory, [](std::byte* p) { std::free(p); });
#ifdef __linux__
  if (length >= kLargePage) (void)madvise(memory, rounded, MADV_HUGEPAGE);  // a wish; nothing depends on it
#endif
  std::memset(memory, 0, rounded);
  return owner;
}

}  // namespace bailiwick::index
