/// Memory for many items that are written before they are read.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <span>
#include <type_traits>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace bailiwick::run {

/// `length` bytes, not zeroed, in large pages where the machine has them: touching the first byte of a page and finding it again cost more than the
/// items themselves. Freed by std::free. Throws std::bad_alloc.
[[nodiscard]] inline void* large_memory(std::size_t length, std::size_t least_alignment = 64) {
  constexpr std::size_t kLargePage = std::size_t{2} << 20U;
  const std::size_t alignment = length >= kLargePage ? kLargePage : least_alignment;
  const std::size_t rounded = (length + alignment - 1) / alignment * alignment;
  if (rounded < length) throw std::bad_alloc();
  void* const memory = std::aligned_alloc(alignment, rounded == 0 ? alignment : rounded);
  if (memory == nullptr) throw std::bad_alloc();
#ifdef __linux__
  if (length >= kLargePage) (void)madvise(memory, rounded, MADV_HUGEPAGE);  // a wish; nothing depends on it
#endif
  return memory;
}

/// Items of no value yet.
template <typename Item>
class LargeArray {
  static_assert(std::is_trivially_copyable_v<Item> && std::is_trivially_destructible_v<Item>);

 public:
  LargeArray() = default;
  explicit LargeArray(std::size_t size) : item_(static_cast<Item*>(large_memory(size * sizeof(Item)))), size_(size) {}

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] Item* data() { return item_.get(); }
  [[nodiscard]] const Item* data() const { return item_.get(); }
  Item& operator[](std::size_t i) { return item_.get()[i]; }
  const Item& operator[](std::size_t i) const { return item_.get()[i]; }
  [[nodiscard]] std::span<Item> part(std::size_t begin, std::size_t end) { return {item_.get() + begin, end - begin}; }
  [[nodiscard]] std::span<const Item> part(std::size_t begin, std::size_t end) const { return {item_.get() + begin, end - begin}; }

 private:
  struct Free {
    void operator()(Item* item) const { std::free(item); }
  };
  std::unique_ptr<Item[], Free> item_;
  std::size_t size_ = 0;
};

}  // namespace bailiwick::run
