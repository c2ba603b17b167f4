/// The bytes that matter in a CSV, found 64 at a time.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace bailiwick::layers {

/// Walks over the positions of quote, line feed, carriage return and delimiter in order.
class CsvSpecials {
 public:
  CsvSpecials(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) { load(); }

  /// Position of the next special byte, or the text's size after the last.
  std::size_t next() {
    while (mask_ == 0) {
      if (base_ + 64 >= text_.size()) return text_.size();
      base_ += 64;
      load();
    }
    const auto bit = static_cast<std::size_t>(std::countr_zero(mask_));
    mask_ &= mask_ - 1;
    return base_ + bit;
  }

 private:
  void load() {
    if (base_ + 64 <= text_.size()) {
      mask_ = mask_of(text_.data() + base_);
      return;
    }
    char padded[64] = {};  // zero is no special byte
    if (base_ < text_.size()) std::memcpy(padded, text_.data() + base_, text_.size() - base_);
    mask_ = mask_of(padded);
  }

#if defined(__SSE2__)
  [[nodiscard]] std::uint64_t mask_of(const char* bytes) const {
    const __m128i quote = _mm_set1_epi8('"'), feed = _mm_set1_epi8('\n'), back = _mm_set1_epi8('\r'), comma = _mm_set1_epi8(delimiter_);
    std::uint64_t mask = 0;
    for (unsigned i = 0; i < 4; ++i) {
      const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + std::size_t{16} * i));
      const __m128i hit = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(block, quote), _mm_cmpeq_epi8(block, feed)),
                                       _mm_or_si128(_mm_cmpeq_epi8(block, back), _mm_cmpeq_epi8(block, comma)));
      mask |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(hit))) << (16U * i);
    }
    return mask;
  }
#else
  [[nodiscard]] std::uint64_t mask_of(const char* bytes) const {
    std::uint64_t mask = 0;
    for (unsigned i = 0; i < 64; ++i) {
      const char c = bytes[i];
      mask |= static_cast<std::uint64_t>(c == '"' || c == '\n' || c == '\r' || c == delimiter_) << i;
    }
    return mask;
  }
#endif

  std::string_view text_;
  char delimiter_;
  std::size_t base_ = 0;
  std::uint64_t mask_ = 0;
};

}  // namespace bailiwick::layers
