#include "arrow_in.h"

#include <bailiwick/reports.h>

namespace bailiwick::c {
namespace {

std::int64_t floored(std::int64_t value, std::int64_t by) { return value / by - (value % by < 0 ? 1 : 0); }

/// A value of the column's unit in milliseconds: how many of it make one, and how many milliseconds it is; 0, 0: the type is no time.
struct Unit {
  std::int64_t in_a_ms = 0, ms = 0;
};
Unit unit_of(const std::string& format) {
  if (format == "l" || format == "tdm" || format.starts_with("tsm:")) return {1, 1};
  if (format == "tdD") return {1, 86'400'000};
  if (format.starts_with("tss:")) return {1, 1000};
  if (format.starts_with("tsu:")) return {1000, 1};
  if (format.starts_with("tsn:")) return {1'000'000, 1};
  return {};
}

}  // namespace

std::vector<std::int64_t> times_of(const View& view) {
  std::vector<std::int64_t> times(static_cast<std::size_t>(view.length), kNoTime);
  const auto& format = view.field->format;
  const auto unit = unit_of(format);
  if (format == "n") return times;
  if (unit.ms == 0 || view.field->dictionary) view.refuse("timestamps, dates or whole milliseconds, found type '" + view.field->said() + "'");
  constexpr std::int64_t kFarthest = 100'000'000LL * 86'400'000LL;  // days of a calendar that anybody keeps
  for (std::int64_t i = 0; i < view.length; ++i) {
    if (!view.valid(i)) continue;
    const auto at = view.offset + i;
    const auto value = format == "tdD" ? static_cast<const std::int32_t*>(view.array->buffers[1])[at] : static_cast<const std::int64_t*>(view.array->buffers[1])[at];
    const auto scaled = floored(value, unit.in_a_ms);
    if (scaled > kFarthest / unit.ms || scaled < -kFarthest / unit.ms) view.refuse("times within 100 million days of 1970, found " + std::to_string(value), i);
    times[static_cast<std::size_t>(i)] = scaled * unit.ms;
  }
  return times;
}

}  // namespace bailiwick::c
