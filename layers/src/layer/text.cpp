#include "layer/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace bailiwick::layers {
namespace {

struct Character {
  char32_t code;
  std::size_t bytes;
};

constexpr char32_t kReplacement = 0xFFFD;

/// The character at `at`; anything that is not shortest-form UTF-8 is one byte of U+FFFD.
Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U; };
  const unsigned first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) return {kReplacement, 1};
  char32_t code = first & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {kReplacement, 1};
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  const char32_t smallest = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
  if (code < smallest || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {kReplacement, 1};
  return {code, length};
}

/// Invisible or direction-changing: a reader would be shown another text than the one that is there.
bool deceives(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
         (c & 0xFFFEU) == 0xFFFE || (c >= 0xE0000 && c <= 0xE007F);
}

bool breaks_line(char32_t c) { return c == '\n' || c == '\r' || c == '\t' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029; }

/// "1234.5" -> "1,234.5"
std::string separated(std::string digits) {
  auto point = digits.find('.');
  if (point == std::string::npos) point = digits.size();
  const std::size_t sign = !digits.empty() && digits[0] == '-' ? 1 : 0;
  for (auto at = point; at > sign + 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

}  // namespace

std::string clean(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto c = character_at(text, at);
    if (breaks_line(c.code)) {
      out += ' ';
    } else if (deceives(c.code)) {
      out += fmt::format("[U+{:04X}]", static_cast<std::uint32_t>(c.code));
    } else if (c.code == kReplacement) {
      out += "\xEF\xBF\xBD";
    } else {
      out += text.substr(at, c.bytes);
    }
    at += c.bytes;
  }
  return out;
}

std::string shortened(std::string_view text, std::size_t characters) {
  auto out = clean(text);
  std::size_t at = 0;
  std::size_t cut = 0;
  for (std::size_t n = 0; at < out.size(); ++n) {
    if (n + 1 == characters) cut = at;
    if (n == characters) return out.substr(0, cut) + "…";
    at += character_at(out, at).bytes;
  }
  return out;
}

std::string markdown(std::string_view text) {
  std::string out;
  for (const char c : clean(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '\\': case '`': case '*': case '_': case '{': case '}': case '[': case ']': case '#': case '|': case '!': case '~': case '$': case '@':
        out += '\\';
        out += c;
        break;
      default: out += c;
    }
  }
  // a bare address becomes a link in GitHub's dialect; an escaped colon or point keeps it text
  for (const std::string_view start : {"://", "www."}) {
    for (auto at = out.find(start); at != std::string::npos; at = out.find(start, at + start.size() + 1)) {
      out.insert(start[0] == ':' ? at : at + 3, 1, '\\');
    }
  }
  return out;
}

std::string xml(std::string_view text) {
  std::string out;
  for (const char c : clean(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string filled(std::string_view text, const std::vector<Fill>& values) {
  std::string out;
  while (!text.empty()) {
    const auto open = text.find('{');
    const auto close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) break;
    out += text.substr(0, open);
    const auto name = text.substr(open + 1, close - open - 1);
    bool known = false;
    for (const auto& [key, value] : values) {
      if (key != name) continue;
      out += value;
      known = true;
    }
    if (!known) out += text.substr(open, close - open + 1);
    text.remove_prefix(close + 1);
  }
  return out.append(text);
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += between;
    out += parts[i];
  }
  return out;
}

std::string whole(std::uint64_t n) { return separated(std::to_string(n)); }

std::string rounded(double v, int digits) {
  if (std::isnan(v)) return "–";
  auto text = fmt::format("{:.{}f}", v, digits);
  if (text.find('.') != std::string::npos) {
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
  }
  return text == "-0" ? "0" : separated(text);
}

std::string percent(double share) {
  if (std::isnan(share)) return "–";
  if (share == 0 || share == 1) return share == 0 ? "0%" : "100%";
  if (share > 0 && share < 0.0005) return fmt::format("{:.2f}%", std::max(share * 100, 0.01));
  if (share < 1 && share >= 0.9995) return fmt::format("{:.2f}%", std::min(share * 100, 99.99));  // never 100% of what has a hole
  return fmt::format("{:.1f}%", share * 100);
}

std::string compact(double v) {
  if (std::isnan(v)) return "–";
  if (v == 0) return "0";
  const auto magnitude = static_cast<int>(std::floor(std::log10(std::fabs(v))));
  if (magnitude < -7) return fmt::format("{:.2e}", v);
  return rounded(v, magnitude >= 2 ? 0 : 2 - magnitude);
}

std::string area_text(double m2, const Words& words) {
  if (std::isnan(m2)) return "–";
  return m2 < 100'000 ? words.filled("measure.m2", {{"n", compact(m2)}}) : words.filled("measure.km2", {{"n", compact(m2 / 1e6)}});
}

std::string metres_text(double m, const Words& words) {
  if (std::isnan(m)) return "–";
  return m < 1000 ? words.filled("measure.m", {{"n", compact(m)}}) : words.filled("measure.km", {{"n", compact(m / 1000)}});
}

std::string plane_text(const std::string& crs, const Words& words) {
  constexpr std::string_view kEqualArea = "LAEA:";
  if (crs == "local") return words("plane.local");
  const auto comma = crs.find(',');
  if (!crs.starts_with(kEqualArea) || comma == std::string::npos) return crs;
  const auto side = [&](std::string degrees, const char* positive, const char* negative) {
    const bool below = degrees.starts_with('-');
    if (below) degrees.erase(0, 1);
    return words.filled(std::string("plane.") + (below ? negative : positive), {{"degrees", degrees}});
  };
  return words.filled("plane.equal_area", {{"lat", side(crs.substr(kEqualArea.size(), comma - kEqualArea.size()), "north", "south")},
                                           {"lon", side(crs.substr(comma + 1), "east", "west")}});
}

}  // namespace bailiwick::layers
