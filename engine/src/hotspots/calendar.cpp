/// Periods by the civil calendar of the city's clock.
#include <bailiwick/periods.h>

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

}  // namespace bailiwick
