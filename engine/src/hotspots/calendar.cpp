/// Periods by the civil calendar of the city's clock.
#include <bailiwick/periods.h>

#include <algorithm>
#include <chrono>

namespace bailiwick {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t kDayMs = 86'400'000;

std::int64_t floor_divided(std::int64_t value, std::int64_t by) { return value / by - (value % by < 0 ? 1 : 0); }

std::int32_t months_in(Period period) { return period == Period::quarter ? 3 : period == Period::two_months ? 2 : 1; }

std::string two_digits(std::int64_t value) { return std::string(value < 10 ? 1 : 0, '0') + std::to_string(value); }

/// ISO 8601: the week belongs to the year that holds its Thursday.
std::string week_label(std::int64_t week) {
  const sys_days thursday{days{week * 7}};  // 1970-01-01 was one
  const auto year = year_month_day{thursday}.year();
  const auto since = (thursday - sys_days{year / std::chrono::January / 1}).count();
  return std::to_string(static_cast<int>(year)) + "-W" + two_digits(since / 7 + 1);
}

}  // namespace

std::string_view code(Period period) {
  switch (period) {
    case Period::week: return "week";
    case Period::month: return "month";
    case Period::two_months: return "two_months";
    case Period::quarter: return "quarter";
  }
  return "unknown";
}

std::int32_t period_number(std::int64_t local_ms, Period period) {
  const std::int64_t day = floor_divided(local_ms, kDayMs);
  if (period == Period::week) return static_cast<std::int32_t>(floor_divided(day + 3, 7));  // 1970-01-01 was a Thursday
  const year_month_day date{sys_days{days{day}}};
  const std::int64_t month = (static_cast<int>(date.year()) - 1970) * 12 + static_cast<std::int64_t>(static_cast<unsigned>(date.month())) - 1;
  return static_cast<std::int32_t>(floor_divided(month, months_in(period)));
}

std::string period_label(std::int32_t number, Period period) {
  if (period == Period::week) return week_label(number);
  const std::int64_t month = std::int64_t{number} * months_in(period), year = floor_divided(month, 12);
  const std::int64_t in_year = month - year * 12 + 1;
  const std::string prefix = std::to_string(year + 1970);
  if (period == Period::quarter) return prefix + "-Q" + std::to_string((in_year - 1) / 3 + 1);
  if (period == Period::two_months) return prefix + "-M" + two_digits(in_year) + "-" + two_digits(in_year + 1);
  return prefix + "-" + two_digits(in_year);
}

std::int64_t period_begin_ms(std::int32_t number, Period period) {
  if (period == Period::week) return (std::int64_t{number} * 7 - 3) * kDayMs;
  const std::int64_t month = std::int64_t{number} * months_in(period), year = floor_divided(month, 12);
  const auto first = std::chrono::year(static_cast<int>(year) + 1970) / std::chrono::month(static_cast<unsigned>(month - year * 12) + 1) / 1;
  return sys_days{first}.time_since_epoch().count() * kDayMs;
}

double period_days(std::int32_t number, Period period) {
  return static_cast<double>((period_begin_ms(number + 1, period) - period_begin_ms(number, period)) / kDayMs);
}

std::optional<std::int32_t> year_before(std::int32_t number, Period period) {
  if (period != Period::week) return number - 12 / months_in(period);
  const auto name = [](std::int32_t week) { return week_label(week).substr(week_label(week).find('W')); };
  for (const std::int32_t weeks : {52, 53}) {
    if (name(number - weeks) == name(number)) return number - weeks;
  }
  return std::nullopt;
}

PeriodRange whole_periods(std::int64_t begin_ms, std::int64_t end_ms, Period period) {
  PeriodRange range{period, period_number(begin_ms, period), 0};
  const auto spare = [&](std::int32_t number) { return static_cast<std::int64_t>(period_days(number, period) / 10) * kDayMs; };
  const std::int64_t first_day = floor_divided(begin_ms, kDayMs) * kDayMs, last_day = -floor_divided(-end_ms, kDayMs) * kDayMs;
  if (period_begin_ms(range.first, period) + spare(range.first) < first_day) ++range.first;
  auto end = period_number(last_day, period);  // the first period that is not over
  if (last_day + spare(end) >= period_begin_ms(end + 1, period)) ++end;
  range.count = std::max(0, end - range.first);
  return range;
}

PeriodRange periods_for_trend(std::int64_t begin_ms, std::int64_t end_ms) {
  constexpr std::int32_t kEnough = 10;
  const auto months = whole_periods(begin_ms, end_ms, Period::month);
  return months.count >= kEnough ? months : whole_periods(begin_ms, end_ms, Period::week);
}

}  // namespace bailiwick
