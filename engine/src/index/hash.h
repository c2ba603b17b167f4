/// The hash that names a version of the zones.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace bailiwick::index {

/// 128 bits over a sequence of values, the same on every machine. Two lanes; each value v (64 bits) enters a lane h by
///     h = mix(h xor v) * odd,     mix(h) = (h xor (h >> 32)) * 0xd6e8feb86659fd93 xor itself >> 29
/// with a different odd number per lane; texts enter as their length and then 8 bytes a value, least first. Not for secrets: it tells versions
/// apart, it does not stop someone who wants two to look alike.
class Hash {
 public:
  void add(std::uint64_t v) {
    first_ = mix(first_ ^ v) * 0x9e3779b97f4a7c15U;
    second_ = mix(second_ ^ std::rotl(v, 31)) * 0xc2b2ae3d27d4eb4fU;
  }
  void add(double v) { add(std::bit_cast<std::uint64_t>(v == 0 ? 0.0 : v)); }  // -0 is 0
  void add(std::span<const double> values) {
    add(static_cast<std::uint64_t>(values.size()));
    for (const double v : values) add(v);
  }
  void add(std::span<const std::uint32_t> values) {
    add(static_cast<std::uint64_t>(values.size()));
    for (const auto v : values) add(std::uint64_t{v});
  }
  void add(std::string_view text) {
    add(static_cast<std::uint64_t>(text.size()));
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      word |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * (i % 8));
      if (i % 8 == 7 || i + 1 == text.size()) {
        add(word);
        word = 0;
      }
    }
  }
  /// 32 hexadecimal digits.
  [[nodiscard]] std::string text() const {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const std::uint64_t lane : {mix(first_), mix(second_)}) {
      for (int shift = 60; shift >= 0; shift -= 4) out += digits[(lane >> shift) & 15U];
    }
    return out;
  }

 private:
  static std::uint64_t mix(std::uint64_t h) {
    h = (h ^ (h >> 32)) * 0xd6e8feb86659fd93U;
    return h ^ (h >> 29);
  }
  std::uint64_t first_ = 0x243f6a8885a308d3U;  // digits of pi
  std::uint64_t second_ = 0x13198a2e03707344U;
};

}  // namespace bailiwick::index
