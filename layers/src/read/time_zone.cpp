#include "read/time_zone.h"

#include "read/text.h"

#include <bailiwick/layers/read.h>

#include <bailiwick/error.h>
#include <bailiwick/layers/read.h>
#include <bailiwick/reports.h>
#include <bailiwick/summary.h>

#include <fmt/format.h>
#include <unicode/basictz.h>
#include <unicode/timezone.h>

#include <array>
#include <limits>

namespace bailiwick::layers {
namespace {

constexpr std::int64_t kHourMs = 3'600'000, kDayMs = 24 * kHourMs;

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

/// Month since 1970-01 of a day since 1970-01-01 (Hinnant, civil_from_days).
std::int32_t month_of_day(std::int64_t day) {
  const std::int64_t z = day + 719468, era = floor_div(z, 146097);
  const auto doe = static_cast<unsigned>(z - era * 146097);
  const unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  const std::int64_t year = static_cast<std::int64_t>(yoe) + era * 400 + (mp >= 10 ? 1 : 0);
  const unsigned month = mp < 10 ? mp + 3 : mp - 9;
  return static_cast<std::int32_t>((year - 1970) * 12 + static_cast<std::int64_t>(month) - 1);
}

/// The date with day and month in their places; false where the order decides against it.
bool settle(const TimeParts& parts, DayMonthOrder order, unsigned& month, unsigned& day) {
  month = parts.first;
  day = parts.second;
  if (parts.shape == TimeShape::year_last) {
    if (order != DayMonthOrder::day_first && order != DayMonthOrder::month_first) return false;
    if (order == DayMonthOrder::day_first) std::swap(month, day);
  }
  if (month < 1 || month > 12 || day < 1) return false;
  const auto first = days_from_civil(parts.year, month, 1);
  const auto next = month == 12 ? days_from_civil(parts.year + 1, 1, 1) : days_from_civil(parts.year, month + 1, 1);
  return first + day <= next;
}

}  // namespace

struct CityTime::State {
  std::unique_ptr<icu::TimeZone> zone;
  const icu::BasicTimeZone* rules = nullptr;
  struct Known {
    std::int64_t hour = std::numeric_limits<std::int64_t>::min();
    std::int64_t offset_ms = 0;
  };
  std::array<Known, 4096> local, utc;  ///< direct-mapped; offsets change at whole quarter hours, kept per quarter

  std::int64_t offset(std::int64_t ms, bool is_local) {
    const auto quarter = floor_div(ms, kHourMs / 4);
    auto& known = (is_local ? local : utc)[static_cast<std::size_t>(quarter & 4095)];
    if (known.hour != quarter) {
      int32_t raw = 0, saving = 0;
      UErrorCode status = U_ZERO_ERROR;
      const auto date = static_cast<UDate>(quarter * (kHourMs / 4));
      if (!is_local) {
        zone->getOffset(date, 0, raw, saving, status);
      } else if (rules != nullptr) {
        rules->getOffsetFromLocal(date, UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, raw, saving, status);
      } else {
        zone->getOffset(date, 1, raw, saving, status);
      }
      known = {quarter, static_cast<std::int64_t>(raw) + saving};
    }
    return known.offset_ms;
  }
};

CityTime::CityTime(const std::string& zone) : state_(std::make_unique<State>()) {
  state_->zone.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone)));
  if (!state_->zone || *state_->zone == icu::TimeZone::getUnknown()) {
    throw Error(ErrorCode::invalid_argument,
                fmt::format("--time-zone: expected a name such as Asia/Shanghai or America/New_York, found '{}'", shown(zone)), {}, -1, "time_zone");
  }
  state_->rules = dynamic_cast<const icu::BasicTimeZone*>(state_->zone.get());
}

CityTime::~CityTime() = default;

CityTime::Moment CityTime::moment(const TimeParts& parts, DayMonthOrder order) {
  constexpr Moment kNone{kNoTime, kNoMonth};
  if (parts.shape == TimeShape::empty || parts.shape == TimeShape::bad) return kNone;
  unsigned month = 0, day = 0;
  if (!settle(parts, order, month, day)) return kNone;
  const std::int64_t clock = ((parts.hour * 60LL + parts.minute) * 60 + parts.sec) * 1000 + parts.ms;
  const std::int64_t written = days_from_civil(parts.year, month, day) * kDayMs + clock;
  if (!parts.has_offset) return {written - state_->offset(written, true), month_of_day(floor_div(written, kDayMs))};
  const std::int64_t utc = written - parts.offset_min * 60'000LL;
  return {utc, month_of_day(floor_div(utc + state_->offset(utc, false), kDayMs))};
}

std::int64_t CityTime::local_ms(std::int64_t utc_ms) { return utc_ms == kNoTime ? kNoTime : utc_ms + state_->offset(utc_ms, false); }

std::vector<std::int64_t> local_times(std::span<const std::int64_t> utc_ms, const std::string& zone) {
  CityTime city(zone.empty() ? "UTC" : zone);
  std::vector<std::int64_t> local;
  local.reserve(utc_ms.size());
  for (const auto ms : utc_ms) local.push_back(city.local_ms(ms));
  return local;
}

std::int64_t local_time_of(const std::string& text, const std::string& option, const std::string& zone) {
  CityTime city(zone.empty() ? "UTC" : zone);
  return city.local_ms(filter_time(text, option, city));
}

std::int64_t filter_time(const std::string& text, const std::string& option, CityTime& city) {
  auto parts = parse_time(text.size() == 7 ? text + "-01" : text);
  const auto moment = city.moment(parts, DayMonthOrder::unknown);
  if (moment.utc_ms == kNoTime) {
    throw Error(ErrorCode::invalid_argument, fmt::format("{}: expected a date such as 2024-01-31, found '{}'", option, shown(text)), {}, -1, option);
  }
  return moment.utc_ms;
}

std::int64_t CityTime::offset_ms(std::int64_t utc_ms) { return state_->offset(utc_ms, false); }

std::vector<std::int16_t> local_offsets(const std::string& zone, const std::vector<std::int64_t>& utc_ms) {
  if (zone.empty() || zone == "UTC") return {};
  CityTime city(zone);
  std::vector<std::int16_t> minutes;
  minutes.reserve(utc_ms.size());
  for (const auto ms : utc_ms) minutes.push_back(ms == kNoTime ? std::int16_t{0} : static_cast<std::int16_t>(city.offset_ms(ms) / 60'000));
  return minutes;
}

}  // namespace bailiwick::layers
