/// Values as text, the same in every locale.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bailiwick::layers::write {

/// `value` in quotes with everything escaped that JSON asks for; bytes that are no UTF-8 become U+FFFD.
void append_json_string(std::string& out, std::string_view value);
/// The shortest text that reads back as the same double. Not for NaN and infinities.
void append_real(std::string& out, double value);
void append_integer(std::string& out, std::int64_t value);
enum class Fraction : std::uint8_t { where_needed, always };
/// ISO 8601 on a clock so many minutes ahead of UTC, whole seconds where the value is: 2024-02-29T13:05:00Z, 2024-02-29T21:05:00+08:00; always with
/// milliseconds on request, as GeoPackage asks.
void append_datetime(std::string& out, std::int64_t time_ms, Fraction fraction = Fraction::where_needed, int offset_min = 0);
/// For text and attributes of XML: markup escaped, control characters and bytes that are no UTF-8 replaced by U+FFFD.
void append_xml(std::string& out, std::string_view value);

/// Length of the UTF-8 sequence that begins at `at`, 0 where there is none (overlong, surrogate, beyond U+10FFFF, cut off).
[[nodiscard]] unsigned utf8_length(std::string_view text, std::size_t at);

}  // namespace bailiwick::layers::write
