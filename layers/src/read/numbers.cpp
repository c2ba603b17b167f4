#include "read/numbers.h"

#include "read/limits.h"
#include "read/text.h"

#include <fast_float/fast_float.h>

#include <cmath>

namespace bailiwick::layers {
namespace {

bool starts_number(std::string_view text) {
  if (text.empty()) return false;
  const char c = text.front() == '-' && text.size() > 1 ? text[1] : text.front();
  return (c >= '0' && c <= '9') || c == '.';
}

}  // namespace

Number parse_number(std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return {0, NumberFault::empty};
  if (text.front() == '+' && text.substr(1, 1) != "-") text.remove_prefix(1);
  if (!starts_number(text)) return {0, NumberFault::not_a_number};
  double value = 0;
  const auto done = fast_float::from_chars(text.data(), text.data() + text.size(), value);
  if (done.ec == std::errc::result_out_of_range && done.ptr == text.data() + text.size()) {
    return std::abs(value) < 1 ? Number{0, NumberFault::none} : Number{0, NumberFault::not_finite};
  }
  if (done.ec != std::errc() || done.ptr != text.data() + text.size()) return {0, NumberFault::not_a_number};
  if (!std::isfinite(value)) return {0, NumberFault::not_finite};
  if (std::abs(value) > kLargestCoordinate) return {0, NumberFault::too_large};
  return {value, NumberFault::none};
}

bool parse_wkt_point(std::string_view text, Number& x, Number& y) {
  text = trimmed(text);
  if (text.empty() || lower_ascii(text.substr(0, 5)) != "point" || text.back() != ')') return false;
  const auto open = text.find('(');
  if (open == std::string_view::npos) return false;
  const auto kind = lower_ascii(trimmed(text.substr(5, open - 5)));
  if (!kind.empty() && kind != "z" && kind != "m" && kind != "zm") return false;
  auto inner = trimmed(text.substr(open + 1, text.size() - open - 2));
  Number* const into[] = {&x, &y};
  for (auto* number : into) {
    const auto blank = inner.find(' ');
    *number = parse_number(inner.substr(0, blank));
    inner = blank == std::string_view::npos ? std::string_view{} : trimmed(inner.substr(blank));
  }
  return true;
}

const char* fault_text(NumberFault fault) {
  switch (fault) {
    case NumberFault::empty: return "is empty";
    case NumberFault::not_a_number: return "is not a number";
    case NumberFault::not_finite: return "is not finite";
    case NumberFault::too_large: return "is beyond 1e15";
    case NumberFault::not_a_point: return "is not POINT (x y)";
    case NumberFault::none: break;
  }
  return "";
}

}  // namespace bailiwick::layers
