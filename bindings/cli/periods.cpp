/// The stages that look at time: trends of areas, emerging hotspots, and one period against another.
#include "stages.h"

#include "city_times.h"
#include "values.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

namespace bailiwick::cli {
namespace {

/// Places that are tested: cells that take part, or the zones of the level.
struct Places {
  std::vector<std::uint32_t> number;  ///< of the cell or zone
  std::vector<std::uint32_t> of;      ///< cell or zone -> place; kNoCell: none
  Weights weights;
};

Places places_of(const Run& run) {
  Places places;
  const auto all = run.zones ? run.zones->count.size() : run.cells_inside.size();
  places.of.assign(all, kNoCell);
  for (std::uint32_t i = 0; i < all; ++i) {
    if (!run.zones && run.cells_inside[i] == 0) continue;
    places.of[i] = static_cast<std::uint32_t>(places.number.size());
    places.number.push_back(i);
  }
  places.weights = run.zones ? run.zones->weights : lattice_weights(run.lattice, run.cells_inside, run.settings.neighbours);
  return places;
}

/// Counts by place and period for one category (kNoCategory: all) or each.
void count_reports_of(const Run& run, const Places& places, const std::vector<std::int64_t>& period_of_report, std::uint32_t periods, layers::EmergingFound& found) {
  std::vector<std::uint32_t> place;
  for (const auto cell : run.place_of_report) place.push_back(cell == kNoCell ? kNoCell : places.of[cell]);
  const std::span<const std::uint32_t> all_together;
  auto made = emerging_counts(place, period_of_report, run.settings.by_category ? std::span<const std::uint32_t>(run.located.category) : all_together, places.number.size(), periods);
  found.category = std::move(made.category);
  found.counts = std::move(made.counts);
}

/// 0 for every report: all of the time is one period.
std::vector<std::int64_t> one_period(std::size_t reports) { return std::vector<std::int64_t>(reports, 0); }

bool wanted(const Run& run) { return run.settings.by_category || !run.settings.period.empty(); }

}  // namespace

void find_hotspots_as_asked(Run& run) {
  const auto& s = run.settings;
  if (s.on.empty()) {
    if (!s.per.empty()) throw UsageError("--per: cells are all of one size; pass it together with --on LEVEL");
    if (s.band_m >= 0 || s.nearest > 0) throw UsageError("--neighbours: cells have queen or rook neighbours; pass band and nearest together with --on LEVEL");
    find_hotspots(run);
  } else {
    find_zone_hotspots(run);
  }
  find_emerging(run);
  find_changes(run);
}

void find_trends(Run& run) {
  const auto times = local_times_of(run);
  if (!times || run.areas.size() == 0) return;
  const auto range = run.settings.period.empty() ? periods_for_trend(times->begin, times->end) : whole_periods(times->begin, times->end, period_of(run.settings.period));
  run.trend_periods = range;
  std::vector<std::int32_t> period;
  for (const auto place : places_in(range, times->ms)) period.push_back(place < 0 || place >= range.count ? -1 : static_cast<std::int32_t>(place));
  add_trends(run.areas, run.place_of_report, period, range.count);
}

void find_autocorrelation(Run& run) {
  if (run.gi.tests == 0) return;
  run.record.begin("autocorrelation");
  constexpr std::uint64_t kDraws = 999, kMostCells = 200'000;
  GiOptions options;
  options.correction = run.settings.correction;
  options.seed = run.settings.seed;
  options.neighbours = run.settings.neighbours;
  options.style = run.settings.style;
  auto& found = run.autocorrelation.emplace();
  found.local = local_statistics(run.lattice, run.cell_counts, run.cells_inside, options, run.context);
  const std::vector<double> values(run.cell_counts.begin(), run.cell_counts.end());
  GlobalOptions global{run.settings.neighbours, run.settings.style, kDraws, run.settings.seed};
  if (found.local.tests > kMostCells) global.draws = 0;  // beyond, the normal p says it all
  found.moran = moran(run.lattice, values, run.cells_inside, global, run.context);
  found.general_g = general_g(run.lattice, values, run.cells_inside, global, run.context);
}

void find_emerging(Run& run) {
  if (!wanted(run) || (!run.zones && run.gi.tests == 0)) return;
  run.record.begin("emerging");
  layers::EmergingFound found;
  found.over_time = !run.settings.period.empty();
  if (run.settings.by_category && run.located.category.empty()) {
    run.warn("no_category");
    return;
  }
  std::vector<std::int64_t> period = one_period(run.located.size());
  if (found.over_time) {
    const auto times = local_times_of(run);
    if (!times) {
      run.warn("no_times");
      return;
    }
    found.range = whole_periods(times->begin, times->end, period_of(run.settings.period));
    if (found.range.count == 0) {
      run.warn("no_periods", {{"period", run.settings.period}});
      return;
    }
    period = places_in(found.range, times->ms);
  }
  const auto places = places_of(run);
  const auto periods = found.over_time ? static_cast<std::uint32_t>(found.range.count) : 1U;
  count_reports_of(run, places, period, periods, found);
  if (found.counts.empty()) return;
  found.options.gi.correction = run.settings.correction;
  found.options.gi.seed = run.settings.seed;
  if (run.zones) found.level = run.zones->level;
  found.place = places.number;
  found.kinds = emerging_together(found.counts, places.weights, periods, found.options, run.context);
  if (found.over_time && found.kinds.front().too_few_periods) {
    run.warn("too_few_periods", {{"periods", std::to_string(periods)}, {"period", run.settings.period}, {"least", std::to_string(found.options.least_periods)}});
  }
  run.emerging = std::move(found);
}

void find_changes(Run& run) {
  if (run.settings.period.empty()) return;
  const auto times = local_times_of(run);
  if (!times) return;
  const auto range = whole_periods(times->begin, times->end, period_of(run.settings.period));
  if (range.count < 2) return;
  run.record.begin("changes");
  auto& found = run.changes.emplace();
  found.period = range.period;
  found.last = range.first + range.count - 1;
  found.previous = found.last - 1;
  const auto year = year_before(found.last, range.period);
  if (year && *year >= range.first) found.year_before = year;

  const auto& zones = run.city.zones;
  const std::size_t keys = zones.size() + zones.units.size();
  const auto tally = [&](std::int32_t number) {
    std::vector<std::uint64_t> count(keys, 0);
    for (std::size_t i = 0; i < times->ms.size(); ++i) {
      if (times->ms[i] == kNoTime || period_number(times->ms[i], range.period) != number) continue;
      for (const auto& level : run.assignments.levels) {
        if (level.zone[i] != kNoZone) ++count[index_of(level.zone[i])];
      }
      const auto unit = run.assignments.answer.unit[i];
      if (unit != kNoUnit) ++count[zones.size() + index_of(unit)];
    }
    return count;
  };
  const auto now = tally(found.last);
  std::vector<double> p;
  for (const auto& before : {found.previous, found.year_before}) {
    if (!before) continue;
    const auto then = tally(*before);
    for (std::uint32_t key = 0; key < keys; ++key) {
      if (now[key] + then[key] == 0) continue;
      const bool zone = key < zones.size();
      layers::ChangesFound::Row row{zone ? zones.level_of(ZoneId{key}) : kNoLevel, zone ? key : key - static_cast<std::uint32_t>(zones.size()), *before, now[key], then[key],
                                    change_between(then[key], now[key], period_days(*before, range.period), period_days(found.last, range.period)), 1};
      p.push_back(row.change.p);
      found.rows.push_back(row);
    }
  }
  const auto q = adjusted(p, run.settings.correction);
  for (std::size_t i = 0; i < q.size(); ++i) found.rows[i].q = q[i];
}

}  // namespace bailiwick::cli
