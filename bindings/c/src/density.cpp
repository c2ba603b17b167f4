/// Density: a grid as a stream of cells.
#include "arrow_out.h"
#include "ground.h"

#include <bailiwick/density.h>

#include <algorithm>
#include <cmath>

namespace bailiwick::c {
namespace {

constexpr std::uint64_t kMostCells = 50'000'000;

struct Inside {
  std::vector<double> x_m, y_m, weight;
};
Inside inside_of(const Ground& ground, const AllReports& all, const Context& context) {
  const auto in = in_ground(ground, all, context);
  Inside inside;
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (in[i] == 0) continue;
    inside.x_m.push_back(all.x_m[i]);
    inside.y_m.push_back(all.y_m[i]);
    if (!all.weight.empty()) inside.weight.push_back(all.weight[i]);
  }
  return inside;
}

DensityOptions rules_of(const bailiwick_density_options& asked) {
  if (asked.kernel < 0 || asked.kernel > BAILIWICK_GAUSSIAN) refuse("options: expected a kernel of 0 to 5, found " + std::to_string(asked.kernel), "kernel");
  if (asked.edge < 0 || asked.edge > BAILIWICK_EDGE_DIGGLE) refuse("options: expected an edge correction of 0 to 2, found " + std::to_string(asked.edge), "edge");
  for (const double v : {asked.bandwidth_m, asked.cell_m}) {
    if (!(v >= 0) || !std::isfinite(v)) refuse("options: expected a bandwidth and a cell of 0 m or more, found another", "bandwidth_m");
  }
  if (asked.rule < 0 || asked.rule > BAILIWICK_RULE_LIKELIHOOD) refuse("options: expected a rule of 0 to 3, found " + std::to_string(asked.rule), "rule");
  if (asked.adaptive > 1) refuse("options: expected adaptive to be 0 or 1, found " + std::to_string(asked.adaptive), "adaptive");
  DensityOptions options;
  options.adaptive = asked.adaptive == 1;
  options.kernel = static_cast<Kernel>(asked.kernel);
  options.edge = static_cast<EdgeCorrection>(asked.edge);
  if (asked.bandwidth_m > 0) options.bandwidth = {asked.bandwidth_m, "given", "as given"};
  return options;
}

void hand_out_grid(const DensityGrid& grid, const std::vector<std::uint8_t>& inside, const Planes& planes, ArrowArrayStream* out) {
  std::vector<std::int64_t> column, row;
  std::vector<double> x_m, y_m, per_km2;
  for (std::uint32_t r = 0; r < grid.lattice.rows; ++r) {
    for (std::uint32_t c = 0; c < grid.lattice.columns; ++c) {
      const auto cell = static_cast<std::size_t>(r) * grid.lattice.columns + c;
      if (inside[cell] == 0) continue;
      column.push_back(grid.lattice.first_column + c);
      row.push_back(grid.lattice.first_row + r);
      x_m.push_back(grid.lattice.centre_x_m(c));
      y_m.push_back(grid.lattice.centre_y_m(r));
      per_km2.push_back(static_cast<double>(grid.per_km2[cell]));
    }
  }
  auto x = x_m, y = y_m;
  planes.from_metric(x, y);
  const auto length = static_cast<std::int64_t>(column.size());
  hand_out(rows_field({integer_field("column"), integer_field("row"), double_field("x"), double_field("y"), double_field("x_m"), double_field("y_m"), double_field("per_km2")}),
           rows({integers(std::move(column)), integers(std::move(row)), doubles(std::move(x), false), doubles(std::move(y), false), doubles(std::move(x_m), false),
                 doubles(std::move(y_m), false), doubles(std::move(per_km2), false)},
                length),
           out);
}

}  // namespace
}  // namespace bailiwick::c

using namespace bailiwick;
using namespace bailiwick::c;

extern "C" bailiwick_status bailiwick_density(const bailiwick_zones* zones, ArrowArrayStream* reports, const bailiwick_density_options* options, bailiwick_call* call,
                                              ArrowArrayStream* out, double* bandwidth_m, double* cell_m, bailiwick_error* error) {
  const Taken moved(reports);
  return enter(error, [&] {
    const auto asked = taken(options, "options");
    const Taken area(asked.area);
    needed(out, "out") = {};
    const auto data = data_of(zones);
    const auto context = context_of(data_of(call));
    auto rules = c::rules_of(asked);
    const auto ground = ground_of(*data, asked.area);
    const std::uint64_t most = asked.max_cells > 0 ? asked.max_cells : kMostCells;
    if (asked.cell_m > 0) (void)lattice_over(ground.metric.view(), asked.cell_m, 0, {most});  // what cannot be is refused before any report is read
    const auto inside = inside_of(ground, read_all(reports, asked.report_options, *data, context), context);
    if (inside.x_m.empty()) refuse("reports: expected at least one in the ground, found none", "reports");
    if (rules.bandwidth.radius_m == 0) rules.bandwidth = bandwidth_by(static_cast<BandwidthRule>(asked.rule), rules.kernel, {inside.x_m, inside.y_m}, inside.weight, context);
    const double cell = asked.cell_m > 0 ? asked.cell_m : density_cell(rules.bandwidth, ground.metric.view(), std::min(kMostCellsByRule, most)).cell_m;
    const auto lattice = lattice_over(ground.metric.view(), cell, 0, {most});
    const auto cells = cells_inside(lattice, ground.metric.view());
    const auto grid = density({inside.x_m, inside.y_m}, inside.weight, lattice, cells, rules, context);
    hand_out_grid(grid, cells, data->planes, out);
    if (bandwidth_m != nullptr) *bandwidth_m = rules.bandwidth.radius_m;
    if (cell_m != nullptr) *cell_m = cell;
  });
}
