/// Sums of products of coordinates without any rounding.
#pragma once

#include <array>
#include <cmath>
#include <compare>
#include <cstdint>

namespace bailiwick::index {

/// A fixed-point number wide enough for every product of two coordinates of the location plane (0, or 1e-100 to 1e15) and 2^31 of them:
/// digits of 32 bits, the lowest worth 2^-832. Kulisch's accumulator, cut to our range.
class ExactSum {
 public:
  void add_product(double a, double b) {
    const double head = a * b;
    add(std::fma(a, b, -head));
    add(head);
  }

  void add(double v) {
    if (v == 0) return;
    int exponent = 0;
    const double fraction = std::frexp(v, &exponent);                                   // v = fraction * 2^exponent
    const auto mantissa = static_cast<std::int64_t>(fraction * 0x1p53);                 // whole, 53 bits
    const int shift = exponent - 53 + kLowest;
    const auto digit = static_cast<std::size_t>(shift / 32);
    const auto wide = static_cast<__int128>(mantissa) * (std::int64_t{1} << (shift % 32));
    digits_[digit] += static_cast<std::int64_t>(wide & 0xffffffff);
    digits_[digit + 1] += static_cast<std::int64_t>((wide >> 32) & 0xffffffff);
    digits_[digit + 2] += static_cast<std::int64_t>(wide >> 64);
    if (++pending_ == (1U << 30U)) carry();
  }

  void add(const ExactSum& other, int sign) {
    carry();
    for (std::size_t i = 0; i < kDigits; ++i) digits_[i] += sign * other.digits_[i];
    carry();
  }

  /// Brings every digit but the highest into 0 ... 2^32 - 1, so that equal numbers look equal.
  void carry() {
    for (std::size_t i = 0; i + 1 < kDigits; ++i) {
      digits_[i + 1] += digits_[i] >> 32;
      digits_[i] &= 0xffffffff;
    }
    pending_ = 0;
  }

  [[nodiscard]] int sign() const {  // after carry()
    if (digits_[kDigits - 1] < 0) return -1;
    for (const auto digit : digits_) {
      if (digit != 0) return 1;
    }
    return 0;
  }

  /// Order of two numbers after carry().
  [[nodiscard]] std::strong_ordering operator<=>(const ExactSum& other) const {
    for (std::size_t i = kDigits; i-- > 0;) {
      if (digits_[i] != other.digits_[i]) return digits_[i] <=> other.digits_[i];
    }
    return std::strong_ordering::equal;
  }
  [[nodiscard]] bool operator==(const ExactSum& other) const { return (*this <=> other) == std::strong_ordering::equal; }

  static constexpr int kLowest = 832;  ///< digit 0 is worth 2^-832: the tail of the smallest product, 2^-770, still fits with its 53 bits
  static constexpr std::size_t kDigits = 32;
  [[nodiscard]] std::int64_t digit(std::size_t i) const { return digits_[i]; }  ///< after carry(); each worth 2^32 of the one before

 private:
  std::array<std::int64_t, kDigits> digits_{};
  std::uint32_t pending_ = 0;
};

}  // namespace bailiwick::index
