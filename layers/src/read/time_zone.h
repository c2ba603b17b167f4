/// Local times of a city to UTC and to local months, through ICU.
#pragma once

#include "read/time_parts.h"

#include <cstdint>
#include <memory>
#include <string>

namespace bailiwick::layers {

/// Not for several threads at once: ICU's zone is cheap to make, and answers are kept.
class CityTime {
 public:
  /// IANA name. Throws Error(invalid_argument) for a name ICU does not know.
  explicit CityTime(const std::string& zone);
  ~CityTime();
  CityTime(const CityTime&) = delete;
  CityTime& operator=(const CityTime&) = delete;

  /// What a clock in the city shows, as milliseconds since 1970-01-01.
  [[nodiscard]] std::int64_t local_ms(std::int64_t utc_ms);

  struct Moment {
    std::int64_t utc_ms;
    std::int32_t month;  ///< since 1970-01, local
  };
  /// kNoTime and kNoMonth where the parts are no time or the order decides against them. A local time that happened twice (clocks set back) is the
  /// first of the two; one that never happened (set forward) counts with the offset before.
  [[nodiscard]] Moment moment(const TimeParts& parts, DayMonthOrder order);
  /// How far the city's clock is ahead of UTC.
  [[nodiscard]] std::int64_t offset_ms(std::int64_t utc_ms);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// --from, --to: 2024-01, 2024-01-01 or a date with a time, local. Throws Error(invalid_argument) naming the option.
[[nodiscard]] std::int64_t filter_time(const std::string& text, const std::string& option, CityTime& city);

}  // namespace bailiwick::layers
