/// Hotspots: cells and areas as streams.
#include "arrow_out.h"
#include "ground.h"

#include <bailiwick/hotspots.h>

#include <cmath>
#include <numeric>
#include <utility>

namespace bailiwick::c {
namespace {

constexpr std::uint64_t kMostCells = 5'000'000;  // each is tested and drawn as a square

double chosen_cell(double asked, const Ground& ground, std::size_t reports) {
  if (asked > 0) return asked;
  const double rule = hotspot_cell(ground.area_m2, reports).cell_m;
  return std::max(rule, fitting_cell(ground.metric.view(), rule, {kMostCells}));
}

template <class Column>
auto picked(const Column& column, const std::vector<std::uint32_t>& cells) {
  std::vector<typename Column::value_type> out;
  for (const auto cell : cells) out.push_back(column[cell]);
  return out;
}

void hand_out_cells(const Lattice& lattice, const std::vector<std::uint8_t>& inside, const std::vector<std::uint32_t>& count, const GiResult& gi, const ZonesData& zones,
                    ArrowArrayStream* out) {
  std::vector<std::uint32_t> cells;
  for (std::uint32_t c = 0; c < inside.size(); ++c) {
    if (inside[c] != 0) cells.push_back(c);
  }
  std::vector<std::string> id;
  for (const auto cell : cells) id.push_back(cell_id(lattice, cell % lattice.columns, cell / lattice.columns));
  const auto counted = picked(count, cells);
  const auto bin = picked(gi.bin, cells);
  hand_out(rows_field({text_field("cell_id"), integer_field("count"), double_field("gi_z"), double_field("gi_p"), double_field("gi_p_normal"), double_field("gi_q"),
                       integer_field("gi_bin"), wkb_field("geometry", std::string(zones.index.location_crs()))}),
           rows({texts(id), integers({counted.begin(), counted.end()}), doubles(picked(gi.z, cells), true), doubles(picked(gi.p, cells), true),
                 doubles(picked(gi.p_normal, cells), true), doubles(picked(gi.q, cells), true), integers({bin.begin(), bin.end()}),
                 wkb(cell_shapes(lattice, cells, zones.planes).view())},
                static_cast<std::int64_t>(cells.size())),
           out);
}

void hand_out_areas(HotspotAreas areas, const ZonesData& zones, ArrowArrayStream* out) {
  const auto& index = zones.index;
  const auto id_of = [&](UnitId unit) { return unit == kNoUnit ? std::string() : std::string(index.unit_id(unit)); };
  std::vector<std::string> unit, units, coordinator;
  std::vector<double> unit_share, area_km2;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    const auto& shares = areas.units[i];
    unit.push_back(shares.empty() ? std::string() : id_of(UnitId{shares[0].key}));
    unit_share.push_back(shares.empty() ? std::nan("") : shares[0].share);
    std::string all;
    for (const auto& share : shares) {
      if (UnitId{share.key} != kNoUnit) all.append(all.empty() ? "" : ";").append(id_of(UnitId{share.key}));
    }
    units.push_back(std::move(all));
    coordinator.push_back(id_of(areas.coordinator[i]));
    area_km2.push_back(areas.area_m2[i] / 1e6);
  }
  zones.planes.from_metric(areas.shapes.x, areas.shapes.y);
  const auto length = static_cast<std::int64_t>(areas.size());
  hand_out(rows_field({text_field("id"), integer_field("reports"), integer_field("distinct_places"), double_field("share"), double_field("expected"), double_field("peak_z"),
                       double_field("min_q"), double_field("area_km2"), double_field("pile_share"), text_field("unit"), double_field("unit_share"), text_field("units"),
                       text_field("coordinator_unit"), wkb_field("geometry", std::string(index.location_crs()))}),
           rows({texts(areas.id), integers({areas.reports.begin(), areas.reports.end()}), integers({areas.distinct_places.begin(), areas.distinct_places.end()}),
                 doubles(areas.share, true), doubles(areas.expected, true), doubles(areas.peak_z, true), doubles(areas.min_q, true), doubles(std::move(area_km2), true),
                 doubles(areas.pile_share, true), texts(unit), doubles(std::move(unit_share), true), texts(units), texts(coordinator), wkb(areas.shapes.view())},
                length),
           out);
}

GiOptions rules_of(const bailiwick_hotspots_options& asked) {
  if (asked.neighbours < 0 || asked.neighbours > BAILIWICK_ROOK) refuse("options: expected neighbours of 0 or 1, found " + std::to_string(asked.neighbours), "neighbours");
  if (asked.correction < 0 || asked.correction > BAILIWICK_NO_CORRECTION) refuse("options: expected a correction of 0 to 3, found " + std::to_string(asked.correction), "correction");
  if (!(asked.cell_m >= 0) || !std::isfinite(asked.cell_m)) refuse("options: expected a cell of 0 m or more, found another", "cell_m");
  GiOptions options;
  options.neighbours = static_cast<Neighbours>(asked.neighbours);
  options.correction = static_cast<Correction>(asked.correction);
  return options;
}

}  // namespace
}  // namespace bailiwick::c

using namespace bailiwick;
using namespace bailiwick::c;

extern "C" bailiwick_status bailiwick_hotspots(const bailiwick_zones* zones, ArrowArrayStream* reports, const bailiwick_hotspots_options* options, bailiwick_call* call,
                                               ArrowArrayStream* cells, ArrowArrayStream* areas, double* cell_m, bailiwick_error* error) {
  return enter(error, [&] {
    const Taken moved(reports);
    const auto asked = taken(options, "options");
    const Taken area(asked.area);
    needed(cells, "cells") = {};
    if (areas != nullptr) *areas = {};
    const auto data = data_of(zones);
    const auto context = context_of(data_of(call));
    const auto rules = c::rules_of(asked);
    const auto ground = ground_of(*data, asked.area);
    if (asked.cell_m > 0) (void)lattice_over(ground.metric.view(), asked.cell_m, 0, {kMostCells});
    const auto all = read_all(reports, asked.report_options, *data, context);
    const auto in = in_ground(ground, all, context);
    const auto inside_count = std::accumulate(in.begin(), in.end(), std::size_t{0});
    if (inside_count == 0) refuse("reports: expected at least one in the ground, found none", "reports");
    const double size = chosen_cell(asked.cell_m, ground, inside_count);
    const auto lattice = lattice_over(ground.metric.view(), size, 0, {kMostCells});
    const auto inside = cells_inside(lattice, ground.metric.view());
    auto cell = cell_of(lattice, {all.x_m, all.y_m});
    for (std::size_t i = 0; i < cell.size(); ++i) {
      if (in[i] == 0 || cell[i] == kNoCell || inside[cell[i]] == 0) cell[i] = kNoCell;
    }
    const auto count = counts(lattice, cell);
    const auto gi = getis_ord(lattice, count, inside, rules, context);
    ArrowArrayStream made{};
    hand_out_cells(lattice, inside, count, gi, *data, &made);
    const Taken unfinished(&made);
    if (areas != nullptr) {
      AreaOptions area_rules;
      area_rules.assign = data->rules;
      area_rules.neighbours = rules.neighbours;
      const ReportsView view{all.x, all.y, {}, {}};
      const auto placed = assign(data->index, view, data->rules, context);
      hand_out_areas(hotspot_areas(lattice, gi, cell, view, placed, data->index, data->planes, area_rules, context), *data, areas);
    }
    *cells = std::exchange(made, ArrowArrayStream{});
    if (cell_m != nullptr) *cell_m = size;
  });
}
