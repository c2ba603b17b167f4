/// Surfaces of categories and periods, relative risk, and what they say of zones.
#include "city_times.h"
#include "density_limits.h"
#include "weighed.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <map>
#include <utility>

namespace bailiwick::cli {
namespace {

/// Which surface a report belongs to: its category and period.
using Key = std::pair<std::uint32_t, std::int32_t>;

/// The surfaces of categories and periods, category by category. Refused where they are more cells than may be begun.
void add_surfaces(Run& run, const Weighed& all, const DensityOptions& options) {
  auto& found = *run.surfaces;
  std::map<Key, std::vector<std::uint32_t>> members;
  for (const auto i : all.report) {
    const auto category = found.by_category ? run.located.category[i] : kNoCategory;
    if (found.by_category && category == kNoCategory) continue;
    const auto period = found.over_time ? found.period_of_report[i] - found.range.first : 0;
    if (period < 0 || (found.over_time && period >= found.range.count)) continue;
    members[{category, found.over_time ? found.period_of_report[i] : 0}].push_back(i);
  }
  refuse_large_surfaces(run, members.size());
  for (const auto& [key, reports] : members) {
    std::size_t at = 0;
    const auto part = weighed(run, [&](std::uint32_t i) { return at < reports.size() && reports[at] == i && ++at > 0; });
    found.surfaces.push_back({key.first, key.second, part.report.size(), part.total(), surface_of(run, part, options), {}});
  }
}

/// The share of what --risk names, or the last period against the one before.
void set_against(Run& run, const Weighed& all, const DensityOptions& options) {
  if (run.settings.risk.empty()) return;
  auto& found = *run.surfaces;
  if (run.settings.risk == "period" && (!found.over_time || found.range.count < 2)) {
    run.warn("no_risk", {{"risk", run.settings.risk}});
    return;
  }
  try {
    if (run.settings.risk != "period") {
      std::vector<std::uint8_t> in(run.located.size(), 0);
      for (const auto i : all.report) in[i] = run.located.part[i];
      const auto part = weighed(run, [&](std::uint32_t i) { return in[i] != 0; });
      found.risk = relative_risk(surface_of(run, part, options), part.total(), run.density, all.total());
      return;
    }
    const auto last = found.range.first + found.range.count - 1;
    const auto of_period = [&](std::int32_t number) {
      std::vector<std::uint8_t> in(run.located.size(), 0);
      for (const auto i : all.report) in[i] = found.period_of_report[i] == number ? 1 : 0;
      return weighed(run, [&](std::uint32_t i) { return in[i] != 0; });
    };
    const auto now = of_period(last), before = of_period(last - 1);
    found.risk = relative_risk(surface_of(run, now, options), now.total(), surface_of(run, before, options), before.total());
  } catch (const Error& error) {
    if (error.code() != ErrorCode::invalid_argument) throw;
    run.warn("no_risk", {{"risk", run.settings.risk}});
  }
}

/// The periods that the surfaces are of; false where there are none, and a warning says so.
bool find_periods(Run& run) {
  auto& found = *run.surfaces;
  const auto times = local_times_of(run);
  if (!times) {
    run.warn("no_times");
    return false;
  }
  found.range = whole_periods(times->begin, times->end, period_of(run.settings.period));
  if (found.range.count == 0) {
    run.warn("no_periods", {{"period", run.settings.period}});
    return false;
  }
  for (const auto place : places_in(found.range, times->ms)) found.period_of_report.push_back(place < 0 ? -1 : found.range.first + static_cast<std::int32_t>(place));
  return true;
}

/// Every surface shares class limits; where there are several, those of all their cells.
std::vector<double> shared_breaks(const layers::DensityFound& found) {
  DensityGrid every;
  for (const auto& one : found.surfaces) every.per_km2.insert(every.per_km2.end(), one.grid.per_km2.begin(), one.grid.per_km2.end());
  return density_breaks(every);
}

/// What each surface says of every zone.
void read_by_zones(Run& run) {
  auto& found = *run.surfaces;
  const auto cells = cell_zones(run.density.lattice, run.density_inside, *run.index, run.city.planes, assign_options(run), run.context);
  run.zone_area_m2 = shape_areas_m2(run.city.zones.shapes.view(), run.city.planes);
  for (auto& one : found.surfaces) one.zones = zone_density(one.grid, cells, run.index->zone_count());
}

}  // namespace

void find_surfaces(Run& run, const Weighed& all, const DensityOptions& options) {
  auto& found = *run.surfaces;
  const auto& s = run.settings;
  found.by_category = s.by_category && !run.located.category.empty();
  if (s.by_category && !found.by_category) run.warn("no_category");
  found.over_time = !s.period.empty() && find_periods(run);
  if (found.by_category || found.over_time) {
    add_surfaces(run, all, options);
    if (!found.surfaces.empty()) run.density_breaks = shared_breaks(found);
  } else {
    found.surfaces.push_back({kNoCategory, 0, all.report.size(), all.total(), run.density, {}});
  }
  read_by_zones(run);
  set_against(run, all, options);
}

}  // namespace bailiwick::cli
