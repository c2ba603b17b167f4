/// The reports on the city's own clock.
#pragma once

#include "stages.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bailiwick::cli {

struct LocalTimes {
  std::vector<std::int64_t> ms;
  std::int64_t begin = 0, end = 0;  ///< of what was asked for: --from and --to, else the days of the first and last report
};

/// None where no report has a time.
[[nodiscard]] std::optional<LocalTimes> local_times_of(const Run& run);

[[nodiscard]] Period period_of(const std::string& word);

/// The place of each report in the range; -1 without a time.
[[nodiscard]] std::vector<std::int64_t> places_in(const PeriodRange& range, const std::vector<std::int64_t>& local_ms);

}  // namespace bailiwick::cli
