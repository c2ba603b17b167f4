/// Numbers of a file: the whole field or nothing.
#pragma once

#include <cstdint>
#include <string_view>

namespace bailiwick::layers {

enum class NumberFault : std::uint8_t { none, empty, not_a_number, not_finite, too_large, not_a_point };

struct Number {
  double value = 0;
  NumberFault fault = NumberFault::empty;
};

/// Digits with a point, a sign and an exponent, blanks around them dropped. Never a prefix, never a locale, no nan, inf or hex.
[[nodiscard]] Number parse_number(std::string_view text);

/// Two numbers of "POINT (x y)" or "POINT Z (x y z)".
[[nodiscard]] bool parse_wkt_point(std::string_view text, Number& x, Number& y);

/// The end of the sentence "field 'x' ...".
[[nodiscard]] const char* fault_text(NumberFault fault);

}  // namespace bailiwick::layers
