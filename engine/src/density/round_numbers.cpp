#include "density/round_numbers.h"

#include <array>
#include <charconv>
#include <cmath>

namespace bailiwick::density_room {
namespace {

/// mantissa x 10^exponent; for negative exponents by division, so that 0.2 is the double nearest to 0.2.
double scaled(double mantissa, int exponent) {
  return exponent >= 0 ? mantissa * std::pow(10.0, exponent) : mantissa / std::pow(10.0, -exponent);
}

}  // namespace

double round_up(double value) {
  int exponent = static_cast<int>(std::floor(std::log10(value))) - 1;  // one decade lower: log10 may round up
  for (;; ++exponent) {
    for (const double mantissa : {1.0, 2.0, 5.0}) {
      if (scaled(mantissa, exponent) >= value) return scaled(mantissa, exponent);
    }
  }
}

double round_down(double value) {
  int exponent = static_cast<int>(std::floor(std::log10(value))) + 1;
  for (;; --exponent) {
    for (const double mantissa : {5.0, 2.0, 1.0}) {
      if (scaled(mantissa, exponent) <= value) return scaled(mantissa, exponent);
    }
  }
}

std::string text(double value, int decimals) {
  std::array<char, 400> buffer;  // the largest double has 309 digits before the point
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals).ptr;
  std::string digits(buffer.data(), end);
  if (digits.find('.') != std::string::npos) {
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
  }
  return digits;
}

std::string shown(double value) {
  constexpr double kSmallest = 1e-6, kLargest = 1e15;
  if (value == 0 || (value >= kSmallest && value < kLargest)) return text(value, 6);
  std::array<char, 40> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific, 1).ptr;
  std::string digits(buffer.data(), end);
  const auto tenths = digits.find(".0");
  if (tenths != std::string::npos) digits.erase(tenths, 2);
  return digits;
}

}  // namespace bailiwick::density_room
