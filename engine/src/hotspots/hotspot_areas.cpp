#include <bailiwick/error.h>
#include <bailiwick/hotspots.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "hotspots/coordinator.h"
#include "hotspots/ground.h"
#include "hotspots/outline.h"

namespace bailiwick {
namespace {

constexpr double kNotKnown = std::numeric_limits<double>::quiet_NaN();
constexpr int kLeastBin = 2;  // q <= 0.05

using Tally = std::map<std::uint32_t, std::uint64_t>;

/// What is known of an area before it is described.
struct Area {
  std::vector<std::uint32_t> cells;
  std::vector<std::uint32_t> reports;  ///< ascending
};

/// The hot areas with their reports, in the order in which they are listed.
std::vector<Area> areas_of(const Lattice& lattice, const GiResult& gi, std::span<const std::uint32_t> cell_of_report) {
  std::vector<std::uint8_t> hot(lattice.size());
  std::transform(gi.bin.begin(), gi.bin.end(), hot.begin(), [](int bin) { return static_cast<std::uint8_t>(bin >= kLeastBin); });
  std::vector<Area> areas;
  std::vector<std::uint32_t> area_of_cell(lattice.size(), 0);  // from 1; 0: none
  for (auto& cells : hotspots_room::joined_by_edges(lattice, hot)) {
    areas.push_back({std::move(cells), {}});
    for (const auto cell : areas.back().cells) area_of_cell[cell] = static_cast<std::uint32_t>(areas.size());
  }
  for (std::size_t i = 0; i < cell_of_report.size(); ++i) {
    const auto area = cell_of_report[i] == kNoCell ? 0 : area_of_cell[cell_of_report[i]];
    if (area > 0) areas[area - 1].reports.push_back(static_cast<std::uint32_t>(i));
  }
  std::stable_sort(areas.begin(), areas.end(), [](const Area& a, const Area& b) { return a.reports.size() > b.reports.size(); });
  return areas;
}

/// Shares by reports falling, then ground falling, then key. `ground` may be null: the kind of key has none.
std::vector<Share> shares_of(const Tally& reports, std::uint64_t total, const Tally* ground, std::uint64_t samples) {
  std::vector<Share> shares;
  for (const auto& [key, count] : reports) {
    Share share{key, count, total == 0 ? 0.0 : static_cast<double>(count) / static_cast<double>(total), kNotKnown};
    if (ground != nullptr && samples > 0) {
      const auto found = ground->find(key);
      share.area_share = found == ground->end() ? 0.0 : static_cast<double>(found->second) / static_cast<double>(samples);
    }
    shares.push_back(share);
  }
  std::stable_sort(shares.begin(), shares.end(), [](const Share& a, const Share& b) {
    return a.reports != b.reports ? a.reports > b.reports : a.area_share > b.area_share;
  });
  return shares;
}

struct PlacesOfArea {
  std::uint64_t distinct = 0, largest = 0;
};

PlacesOfArea places_of(std::span<const std::uint32_t> reports, ReportsView all) {
  std::vector<std::pair<double, double>> places;
  for (const auto report : reports) places.emplace_back(all.x[report], all.y[report]);
  std::sort(places.begin(), places.end());
  PlacesOfArea result;
  std::uint64_t run = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    run = i > 0 && places[i] == places[i - 1] ? run + 1 : 1;
    result.distinct += run == 1 ? 1 : 0;
    result.largest = std::max(result.largest, run);
  }
  return result;
}

struct Totals {
  double located = 0;             ///< every report with a usable position, in a cell or not
  double reports = 0, cells = 0;  ///< that take part in the statistic
};

void add_figures(const Lattice& lattice, const GiResult& gi, const Area& area, const Totals& totals, HotspotAreas& out) {
  const auto first = area.cells.front();
  double peak = gi.z[first], least = gi.q[first];
  for (const auto cell : area.cells) {
    peak = std::max(peak, gi.z[cell]);
    least = std::min(least, gi.q[cell]);
  }
  const auto cells = static_cast<double>(area.cells.size()), reports = static_cast<double>(area.reports.size());
  out.id.push_back(cell_id(lattice, first % lattice.columns, first / lattice.columns));
  out.reports.push_back(area.reports.size());
  out.share.push_back(totals.located > 0 ? reports / totals.located : 0.0);
  out.peak_z.push_back(peak);
  out.min_q.push_back(least);
  out.area_m2.push_back(cells * lattice.cell_m * lattice.cell_m);
  out.expected.push_back(totals.cells > 0 ? totals.reports / totals.cells * cells : 0.0);
  out.trend.push_back(kNotKnown);
  out.trend_p.push_back(kNotKnown);
}

void add_what_was_reported(const Area& area, ReportsView reports, HotspotAreas& out) {
  const auto places = places_of(area.reports, reports);
  out.distinct_places.push_back(places.distinct);
  out.pile_share.push_back(area.reports.empty() ? 0.0 : static_cast<double>(places.largest) / static_cast<double>(area.reports.size()));
  std::int64_t first = kNoTime, last = kNoTime;
  Tally categories;
  for (const auto report : area.reports) {
    if (!reports.category.empty()) ++categories[reports.category[report]];
    const auto time = reports.time_ms.empty() ? kNoTime : reports.time_ms[report];
    if (time == kNoTime) continue;
    first = first == kNoTime ? time : std::min(first, time);
    last = std::max(last, time);
  }
  out.first_ms.push_back(first);
  out.last_ms.push_back(last);
  out.categories.push_back(shares_of(categories, area.reports.size(), nullptr, 0));
}

void add_who_answers(const Area& area, const Assignments& assignments, const hotspots_room::Ground& ground, HotspotAreas& out) {
  Tally units;
  for (const auto report : area.reports) ++units[index_of(assignments.answer.unit[report])];
  out.units.push_back(shares_of(units, area.reports.size(), &ground.units, ground.samples));
  std::vector<std::vector<Share>> levels;
  for (std::size_t level = 0; level < assignments.levels.size(); ++level) {
    Tally zones;
    for (const auto report : area.reports) {
      const auto zone = assignments.levels[level].zone[report];
      if (zone != kNoZone) ++zones[index_of(zone)];
    }
    levels.push_back(shares_of(zones, area.reports.size(), &ground.zones[level], ground.samples));
  }
  out.zones.push_back(std::move(levels));
}

Totals totals_of(const GiResult& gi, std::span<const std::uint32_t> cell_of_report) {
  Totals totals;
  totals.located = static_cast<double>(cell_of_report.size());
  for (const double z : gi.z) totals.cells += std::isnan(z) ? 0 : 1;
  for (const auto cell : cell_of_report) totals.reports += cell != kNoCell && !std::isnan(gi.z[cell]) ? 1 : 0;
  return totals;
}

void check_columns(const Lattice& lattice, const GiResult& gi, std::span<const std::uint32_t> cell_of_report, ReportsView reports,
                   const Assignments& assignments) {
  if (gi.bin.size() != lattice.size() || cell_of_report.size() != reports.size() || assignments.answer.unit.size() != reports.size()) {
    throw Error(ErrorCode::invalid_argument, "hotspot areas: expected one cell and one answer per report and one statistic per cell, found columns of other lengths");
  }
}

}  // namespace

HotspotAreas hotspot_areas(const Lattice& lattice, const GiResult& gi, std::span<const std::uint32_t> cell_of_report, ReportsView reports,
                           const Assignments& assignments, const ZoneIndex& index, const Planes& planes, const AreaOptions& options,
                           const Context& context) {
  check_columns(lattice, gi, cell_of_report, reports, assignments);
  const Totals totals = totals_of(gi, cell_of_report);
  HotspotAreas out;
  for (auto& area : areas_of(lattice, gi, cell_of_report)) {
    context.check();
    add_figures(lattice, gi, area, totals, out);
    add_what_was_reported(area, reports, out);
    add_who_answers(area, assignments, hotspots_room::ground_of(lattice, area.cells, index, planes, options, context), out);
    out.coordinator.push_back(hotspots_room::coordinator_of(area.reports, assignments, index));
    hotspots_room::append_outline(lattice, area.cells, out.shapes);
    out.cells.push_back(std::move(area.cells));
  }
  return out;
}

}  // namespace bailiwick
