/// Hotspots over time: trends, and ArcGIS's kinds of emerging hot and cold spots.
#pragma once

#include <bailiwick/autocorrelation.h>
#include <bailiwick/context.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bailiwick {

enum class Period : std::uint8_t { week, month, two_months, quarter };
[[nodiscard]] std::string_view code(Period period);

/// The number of the period that holds a moment: ISO weeks begin on Monday and are counted from that of 1969-12-29; months, pairs of months and
/// quarters from January 1970. `local_ms`: milliseconds since 1970-01-01 on the city's own clock.
[[nodiscard]] std::int32_t period_number(std::int64_t local_ms, Period period);
/// "2026-W02" (ISO year), "2026-03", "2026-M03-04", "2026-Q1".
[[nodiscard]] std::string period_label(std::int32_t number, Period period);

/// First millisecond of a period on the city's own clock, and its length.
[[nodiscard]] std::int64_t period_begin_ms(std::int32_t number, Period period);
[[nodiscard]] double period_days(std::int32_t number, Period period);
/// The period of the same name a year earlier; none for a week 53 whose year before has 52.
[[nodiscard]] std::optional<std::int32_t> year_before(std::int32_t number, Period period);

/// The whole periods of a stretch of time.
struct PeriodRange {
  Period period = Period::week;
  std::int32_t first = 0, count = 0;  ///< numbers of periods: [first, first + count)

  /// Its place in the range; negative or `count` and more outside.
  [[nodiscard]] std::int64_t place(std::int64_t local_ms) const { return std::int64_t{period_number(local_ms, period)} - first; }
};
/// The periods within [begin, end), local milliseconds; one of which at most a tenth of the days lie beyond either end is whole too, so that a month
/// whose last day saw no report still counts.
[[nodiscard]] PeriodRange whole_periods(std::int64_t begin_ms, std::int64_t end_ms, Period period);
/// Months where there are at least ten whole ones, else weeks.
[[nodiscard]] PeriodRange periods_for_trend(std::int64_t begin_ms, std::int64_t end_ms);

/// Does a series rise or fall? (Mann 1945, Kendall 1975; variance corrected for ties, continuity corrected.)
struct Trend {
  std::int64_t s = 0;   ///< pairs that rise minus pairs that fall
  double variance = 0, z = 0;
  double p = 1;         ///< two-sided, normal
  double slope = 0;     ///< median of the slopes between all pairs (Sen 1968), per period
};
[[nodiscard]] Trend mann_kendall(std::span<const double> series);

/// ArcGIS's kinds, in its order. "Hot" below is q <= 0.05 with a positive z in that period; "share" is of all periods.
enum class EmergingKind : std::int8_t {
  none = 0,          ///< no pattern: not hot or cold in the last period, and not historical
  new_spot = 1,      ///< hot in the last period and never before
  consecutive = 2,   ///< hot in an unbroken run of two or more periods up to the last, never before the run; share below 90 %
  intensifying = 3,  ///< hot in the last period, share at least 90 %, z rising significantly
  persistent = 4,    ///< hot in the last period, share at least 90 %, z without significant trend
  diminishing = 5,   ///< hot in the last period, share at least 90 %, z falling significantly
  sporadic = 6,      ///< hot in the last period and on and off before, never cold; share below 90 %
  oscillating = 7,   ///< hot in the last period, cold in some earlier one; share below 90 %
  historical = 8,    ///< not hot in the last period, share at least 90 %
};  // cold kinds: the same with the sign turned, so -1 is a new cold spot
[[nodiscard]] std::string_view code(EmergingKind kind);   ///< "new hot spot", "oscillating cold spot", "no pattern"

/// The kind that a series of bins (as in GiResult) and the trend of its z make; a spot is `least_bin` or more.
[[nodiscard]] EmergingKind emerging_kind(std::span<const std::int8_t> bins, const Trend& trend, int least_bin = 2, double trend_alpha = 0.05);

struct EmergingOptions {
  GiOptions gi;                 ///< `neighbours` is not used
  std::uint32_t steps_back = 1; ///< neighbours in time: the same places in so many periods before
  int least_bin = 2;
  double trend_alpha = 0.05;
  std::uint32_t least_periods = 10;  ///< ArcGIS's minimum; below it there is no kind, only the statistics
};

/// Entry t * places + i belongs to place i in period t.
struct Emerging {
  std::vector<double> z, p, q;  ///< Gi* in the cube of places and periods, tested together
  std::vector<std::int8_t> bin;
  std::vector<EmergingKind> kind;  ///< per place
  std::vector<Trend> trend;        ///< per place, of z
  bool too_few_periods = false;
  std::uint64_t tests = 0;
  std::string method;
};

/// Gi* of every place in every period: its neighbours are the places next to it in that period, and itself and those in `steps_back` periods
/// before. The reference is the whole cube.
[[nodiscard]] Emerging emerging(std::span<const std::uint32_t> count, const Weights& weights, std::uint32_t periods,
                                const EmergingOptions& options = {}, const Context& context = {});

/// The same for several kinds of report over the same places and periods. Each kind has its own reference; all of them are corrected together.
[[nodiscard]] std::vector<Emerging> emerging_together(std::span<const std::vector<std::uint32_t>> counts, const Weights& weights, std::uint32_t periods,
                                                      const EmergingOptions& options = {}, const Context& context = {});

/// Counts as emerging_together() takes them: of each category, or of all reports together.
struct EmergingCounts {
  std::vector<std::uint32_t> category;              ///< ascending; kNoCategory alone: all together
  std::vector<std::vector<std::uint32_t>> counts;   ///< entry t * places + i: place i in period t
};
/// Of each report its place and period, others than those counted from 0 being left out; `category` empty: all together, else reports of kNoCategory are left
/// out. Throws Error(limit_exceeded) for more than 4 billion places and periods.
[[nodiscard]] EmergingCounts emerging_counts(std::span<const std::uint32_t> place, std::span<const std::int64_t> period, std::span<const std::uint32_t> category,
                                             std::size_t places, std::uint32_t periods);

/// The entries of one place over all periods.
template <class Values>
[[nodiscard]] std::vector<typename Values::value_type> over_periods(const Values& values, std::size_t places, std::size_t place) {
  std::vector<typename Values::value_type> out;
  for (std::size_t at = place; at < values.size(); at += places) out.push_back(values[at]);
  return out;
}

/// Whether a place has something to say of a category: reports, a pattern, or in a single period a bin.
[[nodiscard]] bool says_anything(const Emerging& kind, std::span<const std::uint32_t> count, std::size_t place);

/// Fills `trend` (Sen's slope, reports per period) and `trend_p` (Mann-Kendall) of hotspot areas from the reports of each period. `period` is each
/// report's period from 0 to periods - 1; others are left out. Below three periods they stay NaN.
void add_trends(HotspotAreas& areas, std::span<const std::uint32_t> cell_of_report, std::span<const std::int32_t> period, std::int32_t periods);

}  // namespace bailiwick
