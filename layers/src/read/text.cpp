#include "read/text.h"

#include <fmt/format.h>
#include <simdjson.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <array>
#include <charconv>
#include <cmath>

namespace bailiwick::layers {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Bytes of a blank at the beginning of `text`; 0 when there is none.
std::size_t blank_at_front(std::string_view text) {
  if (text.empty()) return 0;
  const char c = text.front();
  if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f') return 1;
  if (text.substr(0, 2) == "\xC2\xA0") return 2;
  return text.substr(0, 3) == "\xE3\x80\x80" ? 3 : 0;
}

std::size_t blank_at_back(std::string_view text) {
  if (text.empty()) return 0;
  const char c = text.back();
  if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f') return 1;
  if (text.size() >= 2 && text.substr(text.size() - 2) == "\xC2\xA0") return 2;
  return text.size() >= 3 && text.substr(text.size() - 3) == "\xE3\x80\x80" ? 3 : 0;
}

bool turns_direction(UChar32 c) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F; }

}  // namespace

bool is_utf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

std::string valid_utf8(std::string_view text) {
  if (is_utf8(text)) return std::string(text);
  std::string out;
  icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size()))).toUTF8String(out);
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (const auto n = blank_at_front(text)) text.remove_prefix(n);
  while (const auto n = blank_at_back(text)) text.remove_suffix(n);
  return text;
}

std::string case_folded(std::string_view name) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  std::string text;
  if (U_SUCCESS(status)) {
    icu::StringByteSink<std::string> sink(&text);
    fold->normalizeUTF8(0, icu::StringPiece(name.data(), static_cast<int32_t>(name.size())), sink, nullptr, status);
  }
  return U_FAILURE(status) ? lower_ascii(name) : text;
}

std::string folded(std::string_view name) {
  const auto text = case_folded(name);
  std::string out;
  for (const char c : trimmed(text)) {
    if (c != ' ' && c != '_' && c != '-' && c != '.' && c != '\n' && c != '\r' && c != '\t') out.push_back(c);
  }
  return out;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (auto& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string shown(std::string_view text, std::size_t longest) {
  const std::string valid = valid_utf8(text.substr(0, longest + 4));
  const auto points = icu::UnicodeString::fromUTF8(valid);
  std::string out;
  std::size_t bytes = 0;
  for (int32_t i = 0; i < points.length(); i = points.moveIndex32(i, 1)) {
    const UChar32 c = points.char32At(i);
    std::string plain;
    icu::UnicodeString(c).toUTF8String(plain);
    if ((bytes += plain.size()) > longest) return out + "...";
    const bool code = c < 0x20 || (c >= 0x7F && c < 0xA0) || turns_direction(c);
    out += code ? fmt::format("\\u{:04x}", static_cast<unsigned>(c)) : plain;
  }
  return text.size() > longest ? out + "..." : out;
}

std::string number_text(double value) {
  std::array<char, 400> buffer{};
  const bool plain = std::abs(value) < 1e15 && (value == 0 || std::abs(value) >= 1e-6);
  const auto done = plain ? std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed)
                          : std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), done.ptr};
}

bool looks_like_exponent(std::string_view id) {
  id = trimmed(id);
  std::size_t i = 0;
  if (i >= id.size() || !is_digit(id[i])) return false;
  while (i < id.size() && is_digit(id[i])) ++i;
  if (i < id.size() && id[i] == '.') {
    ++i;
    while (i < id.size() && is_digit(id[i])) ++i;
  }
  if (i >= id.size() || (id[i] != 'e' && id[i] != 'E')) return false;
  ++i;
  if (i >= id.size() || id[i] != '+') return false;  // spreadsheets write E+14; 12E3 may be a real block number
  ++i;
  const auto first = i;
  while (i < id.size() && is_digit(id[i])) ++i;
  return i == id.size() && i > first;
}

}  // namespace bailiwick::layers
