/// Lists of numbers, each kept once.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace bailiwick::index {

/// Gives equal lists one number, in the order of first use.
class NumberLists {
 public:
  NumberLists() : slots_(64, kFree) {}

  std::uint32_t add(std::span<const std::uint32_t> list) {
    if ((size() + std::size_t{1}) * 2 > slots_.size()) grow();
    const auto hash = hash_of(list);
    std::size_t slot = hash & (slots_.size() - 1);
    for (; slots_[slot] != kFree; slot = (slot + 1) & (slots_.size() - 1)) {
      if (hashes_[slots_[slot]] == hash && std::ranges::equal((*this)[slots_[slot]], list)) return slots_[slot];
    }
    numbers_.insert(numbers_.end(), list.begin(), list.end());
    offsets_.push_back(static_cast<std::uint32_t>(numbers_.size()));
    hashes_.push_back(hash);
    return slots_[slot] = size() - 1;
  }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(offsets_.size() - 1); }
  [[nodiscard]] std::span<const std::uint32_t> operator[](std::uint32_t list) const {
    return std::span(numbers_).subspan(offsets_[list], offsets_[list + 1] - offsets_[list]);
  }
  /// Where a list begins in numbers().
  [[nodiscard]] std::uint32_t offset(std::uint32_t list) const { return offsets_[list]; }
  [[nodiscard]] const std::vector<std::uint32_t>& offsets() const { return offsets_; }
  [[nodiscard]] const std::vector<std::uint32_t>& numbers() const { return numbers_; }

 private:
  static constexpr std::uint32_t kFree = 0xffffffffU;

  static std::uint32_t hash_of(std::span<const std::uint32_t> list) {
    std::uint64_t h = list.size() * 0x9e3779b97f4a7c15U;
    for (const auto v : list) {
      h = (h ^ v) * 0xd6e8feb86659fd93U;
      h ^= h >> 32;
    }
    return static_cast<std::uint32_t>(h);
  }
  void grow() {
    slots_.assign(slots_.size() * 2, kFree);
    for (std::uint32_t list = 0; list < size(); ++list) {
      std::size_t slot = hashes_[list] & (slots_.size() - 1);
      while (slots_[slot] != kFree) slot = (slot + 1) & (slots_.size() - 1);
      slots_[slot] = list;
    }
  }

  std::vector<std::uint32_t> numbers_, offsets_{0}, hashes_, slots_;
};

}  // namespace bailiwick::index
