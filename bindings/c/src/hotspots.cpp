/// Hotspots on cells: cells and areas as streams.
#include "arrow_out.h"
#include "cells.h"
#include "ground.h"
#include "hotspot_areas.h"

#include <bailiwick/hotspots.h>

#include <algorithm>
#include <utility>

namespace bailiwick::c {
namespace {

template <class Column>
auto picked(const Column& column, const std::vector<std::uint32_t>& cells) {
  std::vector<typename Column::value_type> out;
  for (const auto cell : cells) out.push_back(column[cell]);
  return out;
}

void hand_out_cells(const Lattice& lattice, const std::vector<std::uint8_t>& inside, const std::vector<std::uint32_t>& count, const GiResult& gi, bool corners, const ZonesData& zones,
                    ArrowArrayStream* out) {
  std::vector<std::uint32_t> cells;
  for (std::uint32_t c = 0; c < inside.size(); ++c) {
    if (inside[c] != 0) cells.push_back(c);
  }
  std::vector<std::string> id;
  for (const auto cell : cells) id.push_back(cell_id(lattice, cell % lattice.columns, cell / lattice.columns));
  std::vector<std::int64_t> beside;
  for (const auto cell : cells) {
    const auto around = cells_beside(lattice, cell, corners);
    beside.push_back(std::count_if(around.begin(), around.end(), [&](auto other) { return inside[other] != 0; }));
  }
  const auto counted = picked(count, cells);
  const auto bin = picked(gi.bin, cells);
  hand_out(rows_field({text_field("cell_id"), integer_field("count"), double_field("gi_z"), double_field("gi_p"), double_field("gi_p_normal"), double_field("gi_q"),
                       integer_field("gi_bin"), integer_field("neighbors"), wkb_field("geometry", std::string(zones.index.location_crs()))}),
           rows({texts(id), integers({counted.begin(), counted.end()}), doubles(picked(gi.z, cells), true), doubles(picked(gi.p, cells), true),
                 doubles(picked(gi.p_normal, cells), true), doubles(picked(gi.q, cells), true), integers({bin.begin(), bin.end()}), integers(std::move(beside)),
                 wkb(cell_shapes(lattice, cells, zones.planes).view())},
                static_cast<std::int64_t>(cells.size())),
           out);
}

GiOptions rules_of(const bailiwick_hotspots_options& asked) {
  GiOptions options;
  options.neighbours = neighbours_of(asked.neighbours);
  options.correction = correction_of(asked.correction);
  return options;
}

}  // namespace
}  // namespace bailiwick::c

using namespace bailiwick;
using namespace bailiwick::c;

extern "C" bailiwick_status bailiwick_hotspots(const bailiwick_zones* zones, ArrowArrayStream* reports, const bailiwick_hotspots_options* options, bailiwick_call* call,
                                               ArrowArrayStream* cells, ArrowArrayStream* areas, double* cell_m, bailiwick_error* error) {
  const Taken moved(reports);
  return enter(error, [&] {
    const auto asked = taken(options, "options");
    const Taken area(asked.area);
    needed(cells, "cells") = {};
    if (areas != nullptr) *areas = {};
    const auto data = data_of(zones);
    const auto context = context_of(data_of(call));
    const auto rules = c::rules_of(asked);
    const auto shape = cell_shape_of(asked.cells);
    const auto ground = ground_of(*data, asked.area);
    refuse_cells(ground, asked.cell_m, shape);
    const auto all = read_all(reports, asked.report_options, *data, context);
    const auto [lattice, inside, cell] = laid_cells(ground, asked.cell_m, shape, all, context);
    const auto count = counts(lattice, cell);
    const auto gi = getis_ord(lattice, count, inside, rules, context);
    ArrowArrayStream made{};
    hand_out_cells(lattice, inside, count, gi, rules.neighbours == Neighbours::queen, *data, &made);
    const Taken unfinished(&made);
    if (areas != nullptr) {
      AreaOptions area_rules;
      area_rules.assign = data->rules;
      area_rules.neighbours = rules.neighbours;
      const auto view = all.view();
      const auto placed = assign(data->index, view, data->rules, context);
      auto found = hotspot_areas(lattice, gi, cell, view, placed, data->index, data->planes, area_rules, context);
      data->planes.from_metric(found.shapes.x, found.shapes.y);
      hand_out_areas(std::move(found), all.categories, *data, areas);
    }
    *cells = std::exchange(made, ArrowArrayStream{});
    if (cell_m != nullptr) *cell_m = lattice.cell_m;
  });
}
