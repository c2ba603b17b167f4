#include <bailiwick/error.h>
#include <bailiwick/hotspots.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "hotspots/area_description.h"
#include "hotspots/outline.h"

namespace bailiwick {
namespace {

constexpr double kNotKnown = std::numeric_limits<double>::quiet_NaN();
constexpr int kLeastBin = 2;  // q <= 0.05

/// What is known of an area before it is described.
struct Area {
  std::vector<std::uint32_t> cells;
  std::vector<std::uint32_t> reports;  ///< ascending
  std::vector<std::uint32_t> beside;   ///< those of the fullest cell beside it, where that holds more than each of its own
};

std::vector<std::uint8_t> hot_cells(const GiResult& gi) {
  std::vector<std::uint8_t> hot(gi.bin.size());
  std::transform(gi.bin.begin(), gi.bin.end(), hot.begin(), [](int bin) { return static_cast<std::uint8_t>(bin >= kLeastBin); });
  return hot;
}

/// The fullest of the cells beside an area that are not hot, where it holds more than each of the area's own; else kNoCell.
std::uint32_t fullest_beside(const Lattice& lattice, const GiResult& gi, std::span<const std::uint32_t> count, const std::vector<std::uint32_t>& cells, Neighbours neighbours) {
  std::uint32_t most = 0, fullest = kNoCell;
  for (const auto cell : cells) most = std::max(most, count[cell]);
  for (const auto cell : cells) {
    for (const auto other : cells_beside(lattice, cell, neighbours == Neighbours::queen)) {
      const bool fuller = count[other] > most || (fullest != kNoCell && count[other] == most && other < fullest);
      if (gi.bin[other] >= kLeastBin || std::isnan(gi.z[other]) || !fuller) continue;
      most = count[other];
      fullest = other;
    }
  }
  return fullest;
}

/// The hot areas with their reports, in the order in which they are listed.
std::vector<Area> areas_of(const Lattice& lattice, const GiResult& gi, std::span<const std::uint32_t> cell_of_report, Neighbours neighbours) {
  const auto count = counts(lattice, cell_of_report);
  std::vector<Area> areas;
  std::vector<std::uint32_t> fullest;
  std::vector<std::uint32_t> area_of_cell(lattice.size(), 0);  // from 1; 0: none
  for (auto& cells : hotspots_room::joined_by_edges(lattice, hot_cells(gi))) {
    fullest.push_back(fullest_beside(lattice, gi, count, cells, neighbours));
    areas.push_back({std::move(cells), {}, {}});
    for (const auto cell : areas.back().cells) area_of_cell[cell] = static_cast<std::uint32_t>(areas.size());
  }
  std::map<std::uint32_t, std::vector<std::uint32_t>> beside;  // cell -> its reports
  for (const auto cell : fullest) beside.try_emplace(cell);
  for (std::uint32_t i = 0; i < cell_of_report.size(); ++i) {
    const auto cell = cell_of_report[i];
    if (cell == kNoCell) continue;
    if (area_of_cell[cell] > 0) {
      areas[area_of_cell[cell] - 1].reports.push_back(i);
    } else if (const auto found = beside.find(cell); found != beside.end()) {
      found->second.push_back(i);
    }
  }
  for (std::size_t a = 0; a < areas.size(); ++a) areas[a].beside = beside[fullest[a]];
  std::stable_sort(areas.begin(), areas.end(), [](const Area& a, const Area& b) { return a.reports.size() > b.reports.size(); });
  return areas;
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
  out.area_m2.push_back(cells * lattice.cell_area_m2());
  out.expected.push_back(totals.cells > 0 ? totals.reports / totals.cells * cells : 0.0);
  out.trend.push_back(kNotKnown);
  out.trend_p.push_back(kNotKnown);
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
  for (auto& area : areas_of(lattice, gi, cell_of_report, options.neighbours)) {
    context.check();
    add_figures(lattice, gi, area, totals, out);
    hotspots_room::add_what_was_reported(area.reports, area.beside, reports, out);
    hotspots_room::add_who_answers(area.reports, assignments, hotspots_room::ground_of(lattice, area.cells, index, planes, options, context), index, out);
    hotspots_room::append_outline(lattice, area.cells, out.shapes);
    out.cells.push_back(std::move(area.cells));
  }
  return out;
}

}  // namespace bailiwick
