#include "read/time_parts.h"

#include "read/text.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <array>

namespace bailiwick::layers {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads forward over a text; every step says whether it succeeded.
struct Cursor {
  std::string_view left;

  bool take(std::string_view word) {
    if (left.substr(0, word.size()) != word) return false;
    left.remove_prefix(word.size());
    return true;
  }
  bool take_any(std::string_view characters) {
    if (left.empty() || characters.find(left.front()) == std::string_view::npos) return false;
    left.remove_prefix(1);
    return true;
  }
  void blanks() {
    while (take(" ") || take("\t") || take("\xC2\xA0") || take("\xE3\x80\x80")) {
    }
  }
  /// A number of `least` to `most` digits; -1 when there is none.
  int number(int least, int most) {
    int value = 0, digits = 0;
    while (digits < most && digits < static_cast<int>(left.size()) && is_digit(left[static_cast<std::size_t>(digits)])) {
      value = value * 10 + (left[static_cast<std::size_t>(digits)] - '0');
      ++digits;
    }
    if (digits < least) return -1;
    left.remove_prefix(static_cast<std::size_t>(digits));
    return value;
  }
  [[nodiscard]] bool at_digit() const { return !left.empty() && is_digit(left.front()); }
};

/// Up to nine digits of a second's fraction as milliseconds, the rest dropped.
int fraction_ms(Cursor& at) {
  int ms = 0, digits = 0;
  while (at.at_digit()) {
    if (digits < 3) ms = ms * 10 + (at.left.front() - '0');
    ++digits;
    at.left.remove_prefix(1);
  }
  if (digits == 0) return -1;
  for (int i = digits; i < 3; ++i) ms *= 10;
  return ms;
}

bool take_offset(Cursor& at, TimeParts& parts) {
  at.blanks();
  if (at.take("Z") || at.take("z") || at.take("UTC") || at.take("GMT")) {
    parts.has_offset = true;
    return true;
  }
  const bool west = at.left.substr(0, 1) == "-";
  if (!west && at.left.substr(0, 1) != "+") return true;
  at.left.remove_prefix(1);
  const int hours = at.number(2, 2);
  at.take(":");
  const int minutes = at.left.empty() ? 0 : at.number(2, 2);
  if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) return false;
  parts.has_offset = true;
  parts.offset_min = static_cast<std::int16_t>((hours * 60 + minutes) * (west ? -1 : 1));
  return true;
}

enum class Half { none, am, pm };

Half take_half(Cursor& at) {
  at.blanks();
  for (const auto* word : {"AM", "am", "A.M.", "a.m.", "上午", "凌晨", "早上"}) {
    if (at.take(word)) return Half::am;
  }
  for (const auto* word : {"PM", "pm", "P.M.", "p.m.", "下午", "晚上", "中午"}) {
    if (at.take(word)) return Half::pm;
  }
  return Half::none;
}

bool set_hour(TimeParts& parts, int hour, Half half) {
  if (hour < 0 || hour > 24) return false;
  if (half != Half::none) {
    if (hour < 1 || hour > 12) return false;
    parts.half_day = true;
    hour = hour % 12 + (half == Half::pm ? 12 : 0);
  }
  parts.hour = static_cast<std::uint8_t>(hour);
  return true;
}

bool sound_clock(const TimeParts& parts) {
  if (parts.hour == 24) return parts.minute == 0 && parts.sec == 0 && parts.ms == 0;  // midnight at the end of the day, ISO 8601
  return parts.hour < 24 && parts.minute < 60 && parts.sec <= 60;
}

/// "23:59:58.123 PM +08:00", "23时59分", and nothing after it.
bool take_clock(Cursor& at, TimeParts& parts) {
  Half half = take_half(at);
  at.blanks();
  const int hour = at.number(1, 2);
  if (hour < 0) return false;
  int minute = 0, sec = 0;
  if (at.take(":") || at.take("时") || at.take("時") || at.take("点")) {
    minute = at.left.empty() ? 0 : at.number(1, 2);
    if (at.take(":") || at.take("分")) {
      sec = at.at_digit() ? at.number(1, 2) : 0;
      if (at.take(".") || at.take(",")) {
        const int ms = fraction_ms(at);
        if (ms < 0) return false;
        parts.ms = static_cast<std::int16_t>(ms);
      }
      at.take("秒");
    }
  } else if (half == Half::none && take_half(at) == Half::none) {
    return false;  // a lone number is no clock
  }
  if (half == Half::none) half = take_half(at);
  if (minute < 0 || sec < 0 || !set_hour(parts, hour, half)) return false;
  parts.minute = static_cast<std::uint8_t>(minute);
  parts.sec = static_cast<std::uint8_t>(sec);
  return take_offset(at, parts) && sound_clock(parts);
}

constexpr unsigned days_in(std::int32_t year, unsigned month) {
  constexpr std::array<unsigned, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[month - 1];
}

bool sound_date(std::int32_t year, int month, int day) {
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && static_cast<unsigned>(day) <= days_in(year, static_cast<unsigned>(month));
}

bool sound(const TimeParts& parts) {
  if (parts.shape == TimeShape::year_first) return sound_date(parts.year, parts.first, parts.second);
  return sound_date(parts.year, parts.first, parts.second) || sound_date(parts.year, parts.second, parts.first);
}

/// 20191231, 201912312359, 20191231235959.
bool take_compact(Cursor& at, TimeParts& parts) {
  const auto n = at.left.size();
  if (n != 8 && n != 12 && n != 14) return false;
  if (at.left.find_first_not_of("0123456789") != std::string_view::npos) return false;
  parts.year = at.number(4, 4);
  parts.first = static_cast<std::uint8_t>(at.number(2, 2));
  parts.second = static_cast<std::uint8_t>(at.number(2, 2));
  if (n >= 12) {
    parts.hour = static_cast<std::uint8_t>(at.number(2, 2));
    parts.minute = static_cast<std::uint8_t>(at.number(2, 2));
  }
  if (n == 14) parts.sec = static_cast<std::uint8_t>(at.number(2, 2));
  return sound_clock(parts);
}

bool take_date(Cursor& at, TimeParts& parts) {
  const auto before = at.left;
  const int year = at.number(4, 4);
  if (year >= 0 && (at.take_any("-/.") || at.take("年"))) {
    parts.year = year;
    const int month = at.number(1, 2);
    if (!at.take_any("-/.") && !at.take("月")) return false;
    const int day = at.number(1, 2);
    at.take("日");
    if (month < 0 || day < 0) return false;
    parts.first = static_cast<std::uint8_t>(month);
    parts.second = static_cast<std::uint8_t>(day);
    return true;
  }
  at.left = before;
  const int first = at.number(1, 2);
  if (first < 0 || !at.take_any("-/.")) return false;
  const int second = at.number(1, 2);
  if (second < 0 || !at.take_any("-/.")) return false;
  parts.year = at.number(4, 4);
  parts.first = static_cast<std::uint8_t>(first);
  parts.second = static_cast<std::uint8_t>(second);
  parts.shape = TimeShape::year_last;
  return parts.year >= 0;
}

bool take_all(Cursor at, TimeParts& parts) {
  if (take_compact(at, parts)) return true;
  parts = {};
  parts.shape = TimeShape::year_first;
  if (!take_date(at, parts)) return false;
  if (at.left.empty()) return true;
  if (!at.take("T")) at.blanks();
  return take_clock(at, parts) && at.left.empty();
}

TimeParts bad() {
  TimeParts parts;
  parts.shape = TimeShape::bad;
  return parts;
}

constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

int take_month_name(Cursor& at) {
  const auto word = lower_ascii(at.left.substr(0, 3));
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (word != kMonths[i]) continue;
    at.left.remove_prefix(3);
    while (!at.left.empty() && std::string_view("abcdefghijklmnopqrstuvwxyz.").find(at.left.front()) != std::string_view::npos) at.left.remove_prefix(1);
    return static_cast<int>(i) + 1;
  }
  return -1;
}

/// Values gathered by a format; -1: not given.
struct Given {
  int year = -1, month = -1, day = -1, hour = 0, minute = 0, sec = 0, ms = 0;
  Half half = Half::none;
};

bool take_directive(char directive, Cursor& at, Given& given, TimeParts& parts) {
  switch (directive) {
    case 'Y': return (given.year = at.number(4, 4)) >= 0;
    case 'y': {
      const int year = at.number(2, 2);
      given.year = year < 69 ? 2000 + year : 1900 + year;  // POSIX
      return year >= 0;
    }
    case 'm': return (given.month = at.number(1, 2)) >= 0;
    case 'd': return (given.day = at.number(1, 2)) >= 0;
    case 'H':
    case 'I': return (given.hour = at.number(1, 2)) >= 0;
    case 'M': return (given.minute = at.number(1, 2)) >= 0;
    case 'S': return (given.sec = at.number(1, 2)) >= 0;
    case 'f': return (given.ms = fraction_ms(at)) >= 0;
    case 'b': return (given.month = take_month_name(at)) >= 0;
    case 'p': return (given.half = take_half(at)) != Half::none;
    case 'z': return take_offset(at, parts) && parts.has_offset;
    case '%': return at.take("%");
    default: return false;
  }
}

/// %F and %T written out.
std::string expanded(const std::string& format) {
  std::string out;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%' || i + 1 == format.size()) {
      out += format[i];
      continue;
    }
    const char directive = format[++i];
    out += directive == 'F' ? "%Y-%m-%d" : directive == 'T' ? "%H:%M:%S" : std::string{'%', directive};
  }
  return out;
}

}  // namespace

TimeParts parse_time(std::string_view text) {
  text = trimmed(text);
  TimeParts parts;
  if (text.empty()) return parts;
  parts.shape = TimeShape::year_first;
  return take_all({text}, parts) && sound(parts) ? parts : bad();
}

TimeFormat::TimeFormat(std::string format) : format_(expanded(format)) {
  for (std::size_t i = 0; i < format_.size(); ++i) {
    if (format_[i] != '%') continue;
    ++i;
    if (i >= format_.size() || std::string_view("YymdHIMSfpbz%").find(format_[i]) == std::string_view::npos) {
      throw Error(ErrorCode::invalid_argument,
                  fmt::format("--time-format: expected %Y %y %m %d %H %I %M %S %f %p %b %z %F %T, found '{}'", shown(format)), {}, -1, "time_format");
    }
  }
}

TimeParts TimeFormat::parse(std::string_view text) const {
  text = trimmed(text);
  TimeParts parts;
  if (text.empty()) return parts;
  parts.shape = TimeShape::year_first;
  Cursor at{text};
  Given given;
  for (std::size_t i = 0; i < format_.size(); ++i) {
    if (format_[i] == '%') {
      if (!take_directive(format_[++i], at, given, parts)) return bad();
    } else if (format_[i] == ' ') {
      at.blanks();
    } else if (!at.take(format_.substr(i, 1))) {
      return bad();
    }
  }
  if (!at.left.empty() || !set_hour(parts, given.hour, given.half)) return bad();
  parts.year = given.year;
  if (given.month < 0 || given.day < 0) return bad();
  parts.first = static_cast<std::uint8_t>(given.month);
  parts.second = static_cast<std::uint8_t>(given.day);
  parts.minute = static_cast<std::uint8_t>(given.minute);
  parts.sec = static_cast<std::uint8_t>(given.sec);
  parts.ms = static_cast<std::int16_t>(given.ms);
  return sound_clock(parts) && sound(parts) ? parts : bad();
}

void DayMonthEvidence::add(const TimeParts& parts) {
  if (parts.shape != TimeShape::year_last) return;
  ++year_last;
  if (parts.first > 12) ++first_over_12;
  if (parts.second > 12) ++second_over_12;
  if (parts.half_day) ++half_day;
}

void DayMonthEvidence::merge(const DayMonthEvidence& other) {
  year_last += other.year_last;
  first_over_12 += other.first_over_12;
  second_over_12 += other.second_over_12;
  half_day += other.half_day;
}

DayMonthDecision decide(const DayMonthEvidence& evidence, bool month_first_preset) {
  if (evidence.year_last == 0) return {};
  if (evidence.first_over_12 > 0 && evidence.second_over_12 == 0) {
    return {DayMonthOrder::day_first, fmt::format("times are day first: {} of {} have a first number above 12 and none a second", evidence.first_over_12,
                                                  evidence.year_last)};
  }
  if (evidence.second_over_12 > 0 && evidence.first_over_12 == 0) {
    return {DayMonthOrder::month_first, fmt::format("times are month first: {} of {} have a second number above 12 and none a first",
                                                    evidence.second_over_12, evidence.year_last)};
  }
  if (evidence.first_over_12 > 0) {
    return {DayMonthOrder::unknown, fmt::format("times mix orders: {} have a first number above 12 and {} a second; pass --time-format",
                                                evidence.first_over_12, evidence.second_over_12)};
  }
  if (month_first_preset) return {DayMonthOrder::month_first, "times are month first, by the preset"};
  if (evidence.half_day > 0) return {DayMonthOrder::month_first, "times are month first, since they use AM and PM and no number decides"};
  return {DayMonthOrder::unknown, "no time in the column tells day from month; pass --time-format '%d/%m/%Y' or '%m/%d/%Y' as it is"};
}

/// Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
std::int64_t days_from_civil(std::int32_t year, unsigned month, unsigned day) {
  const std::int64_t y = static_cast<std::int64_t>(year) - (month <= 2 ? 1 : 0);
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const auto yoe = static_cast<unsigned>(y - era * 400);
  const unsigned doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const unsigned doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + static_cast<std::int64_t>(doe) - 719468;
}

}  // namespace bailiwick::layers
