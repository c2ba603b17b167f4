/// Text that comes from data, made harmless for the place where it is shown, and numbers as people read them.
#pragma once

#include <bailiwick/layers/words.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bailiwick::layers {

/// One line of valid UTF-8: line breaks and tabs become a blank; other control characters, bidirectional marks and overrides, zero-width
/// and unassigned-by-design characters are shown as "[U+202E]"; bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string clean(std::string_view text);
/// clean(), cut to at most `characters` with an ellipsis.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t characters);
/// clean() and every sign escaped that Markdown or HTML gives a meaning; bare addresses do not become links.
[[nodiscard]] std::string markdown(std::string_view text);
/// clean() and escaped for an element or a quoted attribute of XML.
[[nodiscard]] std::string xml(std::string_view text);

/// `text` with every {name} replaced. What is filled in is not looked at again.
using Fill = std::pair<std::string_view, std::string>;
[[nodiscard]] std::string filled(std::string_view text, const std::vector<Fill>& values);
[[nodiscard]] std::string joined(const std::vector<std::string>& parts, std::string_view between);

[[nodiscard]] std::string whole(std::uint64_t n);         ///< "12,345"
/// One digit after the point, everywhere: "12.3%", "50.0%"; two where one would say nothing or all, "0.04%", "99.97%"; "0%" and "100%" only for exactly
/// that; "–" for NaN.
[[nodiscard]] std::string percent(double share);
[[nodiscard]] std::string rounded(double v, int digits);  ///< fixed digits, trailing zeros and "-0" removed; "–" for NaN
[[nodiscard]] std::string compact(double v);              ///< three significant digits, thousands separated: "1,230", "0.0123"; with an exponent only below 0.0000001
[[nodiscard]] std::string area_text(double m2, const Words& words);   ///< "310 m²", "1.24 km²"
[[nodiscard]] std::string metres_text(double m, const Words& words);  ///< "0.32 m", "310 m", "1.2 km"
/// A plane in words: "LAEA:40.7,-74.0" is the equal-area plane centred on 40.7 N, 74.0 W; a code stays a code.
[[nodiscard]] std::string plane_text(const std::string& crs, const Words& words);

}  // namespace bailiwick::layers
