#include "index/block.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "run/large_array.h"

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
  auto* memory = static_cast<std::byte*>(run::large_memory(length, kAlignment));
  std::shared_ptr<std::byte> owner(memory, [](std::byte* p) { std::free(p); });
  std::memset(memory, 0, length);
  return owner;
}

}  // namespace bailiwick::index
