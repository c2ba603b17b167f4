#include "layer/svg_text.h"

#include "layer/text.h"

#include <fmt/format.h>

#include <cmath>

namespace bailiwick::layers::svg {
namespace {

/// The bytes of the character that begins with `lead`, in clean() text.
std::size_t length_of(unsigned char lead) { return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4; }

/// Width of one character as a share of the font size.
double em(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character[0]);
  if (lead >= 0xE3) return 1.0;  // U+3000 and above: East Asian, full width
  if (lead >= 0x80) return 0.6;
  const char c = character[0];
  if (std::string_view("iljtfrI|.,:;'!()[] ").find(c) != std::string_view::npos) return 0.31;
  if (std::string_view("mwMW%@").find(c) != std::string_view::npos) return 0.87;
  if (c >= 'A' && c <= 'Z') return 0.66;
  return 0.56;
}

bool breaks_before(std::string_view character) { return static_cast<unsigned char>(character[0]) >= 0xE3; }

}  // namespace

double width(std::string_view text, double size, int weight) {
  double ems = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto length = length_of(static_cast<unsigned char>(text[at]));
    ems += em(text.substr(at, length));
    at += length;
  }
  return ems * size * (weight >= 600 ? 1.06 : 1.0);
}

std::vector<std::string> wrapped(std::string_view given, double size, double pixels, std::size_t lines, int weight) {
  const auto text = clean(given);
  std::vector<std::string> out;
  std::string line;
  std::size_t good = 0;  // where the line may break
  for (std::size_t at = 0; at < text.size();) {
    const auto length = length_of(static_cast<unsigned char>(text[at]));
    const auto character = std::string_view(text).substr(at, length);
    at += length;
    if (character == " " || breaks_before(character)) good = line.size();
    line += character;
    if (width(line, size, weight) <= pixels) continue;
    if (out.size() + 1 == lines) {
      while (!line.empty() && width(line + "…", size, weight) > pixels) {
        do {
          line.pop_back();
        } while (!line.empty() && (static_cast<unsigned char>(line.back()) & 0xC0U) == 0x80U);
        if (!line.empty() && static_cast<unsigned char>(line.back()) >= 0xC0U) line.pop_back();
      }
      out.push_back(line + "…");
      return out;
    }
    const auto cut = good > 0 ? good : line.size() - length;
    out.push_back(line.substr(0, cut));
    line.erase(0, cut);
    if (!line.empty() && line[0] == ' ') line.erase(0, 1);
    good = 0;
  }
  if (!line.empty()) out.push_back(line);
  return out;
}

std::string px(double v) {
  auto text = fmt::format("{:.1f}", v);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? std::string(1, '0') : text;
}

std::string text(double x, double y, std::string_view words, const TextStyle& s) {
  auto out = fmt::format(R"(<text x="{}" y="{}" font-size="{}" fill="{}")", px(x), px(y), px(s.size), s.fill);
  if (s.weight != 400) out += fmt::format(R"( font-weight="{}")", s.weight);
  if (s.anchor != "start") out += fmt::format(R"( text-anchor="{}")", s.anchor);
  if (s.halo) out += R"( paint-order="stroke" stroke="#fff" stroke-opacity=".85" stroke-width="3.2" stroke-linejoin="round")";
  return out + ">" + xml(words) + "</text>\n";
}

}  // namespace bailiwick::layers::svg
