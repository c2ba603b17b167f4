/// Clusters described as areas: on cells of half eps, so that the reports of a cluster always make one piece of ground.
#include <bailiwick/clusters.h>
#include <bailiwick/error.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "hotspots/area_description.h"
#include "hotspots/outline.h"

namespace bailiwick {
namespace {

constexpr double kNotKnown = std::numeric_limits<double>::quiet_NaN();

/// The cells of half eps that hold a report or stand beside one that does. Reports within eps of each other lie at most two cells apart, so their
/// blocks of three by three share a cell.
struct Footprint {
  Lattice lattice;
  std::vector<std::uint32_t> cells;  ///< ascending
};

std::int64_t cell_along(double place_m, double cell_m) { return static_cast<std::int64_t>(std::floor(place_m / cell_m)); }

Footprint footprint_of(std::span<const std::uint32_t> reports, MetricView places, double cell_m) {
  struct Cell {
    std::int64_t row, column;
    auto operator<=>(const Cell&) const = default;
  };
  std::vector<Cell> cells;
  for (const auto report : reports) cells.push_back({cell_along(places.y_m[report], cell_m), cell_along(places.x_m[report], cell_m)});
  std::sort(cells.begin(), cells.end());
  cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
  const auto [west, east] = std::minmax_element(cells.begin(), cells.end(), [](const Cell& a, const Cell& b) { return a.column < b.column; });
  Footprint out;
  const std::int64_t columns = east->column - west->column + 3, rows = cells.back().row - cells.front().row + 3;
  if (columns > std::numeric_limits<std::uint32_t>::max() / rows) {
    throw Error(ErrorCode::limit_exceeded, "clusters: one of them is more than 4 billion cells of half eps wide; use a larger eps");
  }
  out.lattice = {cell_m, west->column - 1, cells.front().row - 1, static_cast<std::uint32_t>(columns), static_cast<std::uint32_t>(rows)};
  for (const auto& cell : cells) {
    for (std::int64_t row = cell.row - 1; row <= cell.row + 1; ++row) {
      for (std::int64_t column = cell.column - 1; column <= cell.column + 1; ++column) {
        out.cells.push_back(static_cast<std::uint32_t>((row - out.lattice.first_row) * columns + column - out.lattice.first_column));
      }
    }
  }
  std::sort(out.cells.begin(), out.cells.end());
  out.cells.erase(std::unique(out.cells.begin(), out.cells.end()), out.cells.end());
  return out;
}

/// The southernmost, then westernmost cell with a core: stable from run to run. Cores of two clusters are more than eps apart, so they never share one.
std::pair<std::int64_t, std::int64_t> first_core_cell(std::span<const std::uint32_t> reports, const Clusters& clusters, MetricView places, double cell_m) {
  std::pair<std::int64_t, std::int64_t> least{std::numeric_limits<std::int64_t>::max(), 0};  // row, column
  for (const auto report : reports) {
    if (clusters.core[report] != 0) least = std::min(least, {cell_along(places.y_m[report], cell_m), cell_along(places.x_m[report], cell_m)});
  }
  return least;
}

/// The reports of each cluster, ascending.
std::vector<std::vector<std::uint32_t>> members_of(const Clusters& clusters) {
  std::vector<std::vector<std::uint32_t>> members(clusters.count);
  for (std::uint32_t i = 0; i < clusters.label.size(); ++i) {
    if (clusters.label[i] >= 0) members[static_cast<std::size_t>(clusters.label[i])].push_back(i);
  }
  return members;
}

void add_unknown(HotspotAreas& out) {
  for (auto* const column : {&out.peak_z, &out.min_q, &out.expected, &out.trend, &out.trend_p}) column->push_back(kNotKnown);
}

}  // namespace

HotspotAreas cluster_areas(const Clusters& clusters, double eps_m, MetricView places, ReportsView reports, const Assignments& assignments, const ZoneIndex& index,
                           const Planes& planes, const AreaOptions& options, const Context& context) {
  if (clusters.label.size() != reports.size() || places.size() != reports.size() || assignments.answer.unit.size() != reports.size()) {
    throw Error(ErrorCode::invalid_argument, "cluster areas: expected a label, a place in metres and an answer for each of " + std::to_string(reports.size()) +
                                                 " reports, found columns of other lengths");
  }
  HotspotAreas out;
  const double cell_m = eps_m / 2;
  for (const auto& member : members_of(clusters)) {
    context.check();
    const auto first_cell = first_core_cell(member, clusters, places, cell_m);
    auto ground = footprint_of(member, places, cell_m);
    out.id.push_back(cell_id({cell_m, first_cell.second, first_cell.first, 1, 1}, 0, 0));
    out.reports.push_back(member.size());
    out.share.push_back(static_cast<double>(member.size()) / static_cast<double>(reports.size()));
    out.area_m2.push_back(static_cast<double>(ground.cells.size()) * cell_m * cell_m);
    add_unknown(out);
    hotspots_room::add_what_was_reported(member, {}, reports, out);
    hotspots_room::add_who_answers(member, assignments, hotspots_room::ground_of(ground.lattice, ground.cells, index, planes, options, context), index, out);
    hotspots_room::append_outline(ground.lattice, ground.cells, out.shapes);
    out.cells.push_back(std::move(ground.cells));
  }
  return out;
}

}  // namespace bailiwick
