#include "write/text.h"

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <iterator>

namespace bailiwick::layers::write {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

/// Walks over `value`: one call per ASCII byte and one per longer character, with the replacement where bytes are no UTF-8.
template <class Ascii, class Other>
void each_character(std::string_view value, Ascii ascii, Other other) {
  for (std::size_t i = 0; i < value.size();) {
    if (static_cast<unsigned char>(value[i]) < 0x80) {
      ascii(value[i++]);
      continue;
    }
    const auto length = utf8_length(value, i);
    other(length == 0 ? kReplacement : value.substr(i, length));
    i += length == 0 ? 1 : length;
  }
}

template <int kDigits>
void append_digits(std::string& out, unsigned value) {
  char digits[kDigits];
  for (int i = kDigits; i-- > 0; value /= 10) digits[i] = static_cast<char>('0' + value % 10);
  out.append(digits, kDigits);
}

}  // namespace

unsigned utf8_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U; };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const auto first = byte(0), second = byte(1);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool overlong = first == 0xE0 && second < 0xA0, surrogate = first == 0xED && second > 0x9F;
    return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool overlong = first == 0xF0 && second < 0x90, beyond = first == 0xF4 && second > 0x8F;
    return follows(1) && follows(2) && follows(3) && !overlong && !beyond ? 4 : 0;
  }
  return 0;
}

void append_json_string(std::string& out, std::string_view value) {
  out += '"';
  each_character(
      value,
      [&](char c) {
        switch (c) {
          case '"': out += "\\\""; break;
          case '\\': out += "\\\\"; break;
          case '\n': out += "\\n"; break;
          case '\r': out += "\\r"; break;
          case '\t': out += "\\t"; break;
          default:
            if (static_cast<unsigned char>(c) < 0x20 || c == '\x7f') {
              fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
            } else {
              out += c;
            }
        }
      },
      [&](std::string_view character) { out += character; });
  out += '"';
}

void append_xml(std::string& out, std::string_view value) {
  each_character(
      value,
      [&](char c) {
        switch (c) {
          case '&': out += "&amp;"; break;
          case '<': out += "&lt;"; break;
          case '>': out += "&gt;"; break;
          case '"': out += "&quot;"; break;
          case '\'': out += "&#39;"; break;
          case '\n':
          case '\r':
          case '\t': out += ' '; break;
          default: static_cast<unsigned char>(c) < 0x20 ? out += kReplacement : out += c;
        }
      },
      [&](std::string_view character) { out += character; });
}

void append_real(std::string& out, double value) {
  char digits[32];
  out.append(digits, std::to_chars(std::begin(digits), std::end(digits), value).ptr);
}

void append_integer(std::string& out, std::int64_t value) {
  char digits[24];
  out.append(digits, std::to_chars(std::begin(digits), std::end(digits), value).ptr);
}

void append_datetime(std::string& out, std::int64_t time_ms, Fraction fraction, int offset_min) {
  using namespace std::chrono;
  const sys_time<milliseconds> time{milliseconds{time_ms} + minutes{offset_min}};
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  const auto year = static_cast<int>(date.year());
  if (year >= 0 && year <= 9999) {
    append_digits<4>(out, static_cast<unsigned>(year));
  } else {
    fmt::format_to(std::back_inserter(out), "{:04}", year);
  }
  out += '-';
  append_digits<2>(out, static_cast<unsigned>(date.month()));
  out += '-';
  append_digits<2>(out, static_cast<unsigned>(date.day()));
  out += 'T';
  append_digits<2>(out, static_cast<unsigned>(clock.hours().count()));
  out += ':';
  append_digits<2>(out, static_cast<unsigned>(clock.minutes().count()));
  out += ':';
  append_digits<2>(out, static_cast<unsigned>(clock.seconds().count()));
  const auto thousandths = static_cast<unsigned>(clock.subseconds().count());
  if (thousandths != 0 || fraction == Fraction::always) {
    out += '.';
    append_digits<3>(out, thousandths);
  }
  if (offset_min == 0) {
    out += 'Z';
    return;
  }
  const auto ahead = static_cast<unsigned>(std::abs(offset_min));
  out += offset_min < 0 ? '-' : '+';
  append_digits<2>(out, ahead / 60);
  out += ':';
  append_digits<2>(out, ahead % 60);
}

}  // namespace bailiwick::layers::write
