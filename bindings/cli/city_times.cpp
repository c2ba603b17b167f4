#include "city_times.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace bailiwick::cli {

std::optional<LocalTimes> local_times_of(const Run& run) {
  LocalTimes times;
  times.ms = layers::local_times(run.located.time_ms, run.reports.time_zone);
  std::int64_t first = std::numeric_limits<std::int64_t>::max(), last = kNoTime;
  for (const auto ms : times.ms) {
    if (ms == kNoTime) continue;
    first = std::min(first, ms);
    last = std::max(last, ms);
  }
  if (last == kNoTime) return std::nullopt;
  const auto& s = run.settings;
  times.begin = s.from.empty() ? first : layers::local_time_of(s.from, "--from", run.reports.time_zone);
  times.end = s.to.empty() ? last + 1 : layers::local_time_of(s.to, "--to", run.reports.time_zone);
  return times;
}

Period period_of(const std::string& word) {
  for (const auto period : {Period::week, Period::month, Period::two_months, Period::quarter}) {
    if (word == code(period)) return period;
  }
  throw Error(ErrorCode::invalid_argument, fmt::format("period: expected week, month, two_months or quarter, found '{}'", word));
}

std::vector<std::int64_t> places_in(const PeriodRange& range, const std::vector<std::int64_t>& local_ms) {
  std::vector<std::int64_t> place;
  for (const auto ms : local_ms) place.push_back(ms == kNoTime ? -1 : range.place(ms));
  return place;
}

}  // namespace bailiwick::cli
