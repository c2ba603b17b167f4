/// Dates and times of reports, first as the parts that are written, then, once the order of day and month is known, as moments.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bailiwick::layers {

enum class TimeShape : std::uint8_t {
  empty,      ///< nothing there
  bad,        ///< something that is no time
  year_first, ///< first = month, second = day
  year_last,  ///< first and second are day and month in an order that only the whole column tells
};

struct TimeParts {
  std::int32_t year = 0;
  std::int16_t ms = 0;
  std::int16_t offset_min = 0;  ///< east of UTC, where `has_offset`
  std::uint8_t first = 0, second = 0, hour = 0, minute = 0, sec = 0;
  TimeShape shape = TimeShape::empty;
  bool half_day = false, has_offset = false;
};

/// Reads ISO 8601 (T or a blank, fractions, Z or an offset), 2019/12/31, 2019.12.31, 2019年12月31日 23时59分, 20191231, 20191231235959, and
/// 12/31/2019 or 31.12.2019 with AM, PM, 上午, 下午. The whole text must be read; a prefix is no time.
[[nodiscard]] TimeParts parse_time(std::string_view text);

/// Reads by a format of %Y %y %m %d %H %I %M %S %f %p %b %z %F %T %%; a blank in it stands for any blanks.
class TimeFormat {
 public:
  /// Throws Error(invalid_argument) naming a directive that is not known.
  explicit TimeFormat(std::string format);
  [[nodiscard]] TimeParts parse(std::string_view text) const;
  [[nodiscard]] const std::string& text() const { return format_; }

 private:
  std::string format_;
};

/// What a column of times says about the order of day and month.
struct DayMonthEvidence {
  std::uint64_t year_last = 0, first_over_12 = 0, second_over_12 = 0, half_day = 0;

  void add(const TimeParts& parts);
  void merge(const DayMonthEvidence& other);
};
enum class DayMonthOrder { not_needed, day_first, month_first, unknown };
struct DayMonthDecision {
  DayMonthOrder order = DayMonthOrder::not_needed;
  std::string reason;  ///< one sentence
};
/// `month_first_preset`: a preset whose city writes the month first.
[[nodiscard]] DayMonthDecision decide(const DayMonthEvidence& evidence, bool month_first_preset);

/// Days since 1970-01-01 of a date of the Gregorian calendar.
[[nodiscard]] std::int64_t days_from_civil(std::int32_t year, unsigned month, unsigned day);

}  // namespace bailiwick::layers
