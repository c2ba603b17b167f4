/// UTF-8, names and ids as text.
#pragma once

#include <string>
#include <string_view>

namespace bailiwick::layers {

[[nodiscard]] bool is_utf8(std::string_view text);
/// Invalid bytes become U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view text);

/// Without blanks at both ends: ASCII white space, U+00A0, U+3000.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// A name as it is compared: NFKC with case folded (full-width letters become plain), without blanks, dashes, dots and underscores.
[[nodiscard]] std::string folded(std::string_view name);

/// NFKC with case folded.
[[nodiscard]] std::string case_folded(std::string_view name);

/// ASCII letters small.
[[nodiscard]] std::string lower_ascii(std::string_view text);

/// A text from a file as it may appear in a message: control characters and marks that turn the direction of writing shown as codes, at
/// most `longest` bytes.
[[nodiscard]] std::string shown(std::string_view text, std::size_t longest = 80);

/// The shortest text that gives the number back: 7 for 7.0, never an exponent below 1e15.
[[nodiscard]] std::string number_text(double value);

/// Like 4.11002E+14: an id that a spreadsheet turned into a number.
[[nodiscard]] bool looks_like_exponent(std::string_view id);

}  // namespace bailiwick::layers
