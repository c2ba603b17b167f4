/// The results of a small town, drawn and reckoned by hand.
///
///     district  AABB    block  aacc    reports  1.2.     unit of   a, b: u1   c: u2   d: none (its superior answers)
///               AABB           b.dd             34.5               A: uA      B: uB
///
/// One character is 100 m. Report 4 lies in the gap among the blocks. Rows of the file: 9 read (1 more excluded), two without a usable position.
#pragma once

#include "town.h"

#include <bailiwick/layers/layers.h>

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace bailiwick::layers::test {

inline constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct TownResults {
  bailiwick::test::Town town{{{"district", {{"AABB", "AABB"}}, Role::partition, "", {{'A', "uA"}, {'B', "uB"}}, {}, {}},
                              {"block",
                               {{"aacc", "b.dd"}},
                               Role::partition,
                               "district",
                               {{'a', "u1"}, {'b', "u1"}, {'c', "u2"}},
                               {{'a', "A"}, {'b', "A"}, {'c', "B"}, {'d', "B"}},
                               {}}}};
  Settings settings;
  std::vector<RawZones> levels;
  RawReports reports;
  City city;
  Located located;
  std::optional<ZoneIndex> index;
  Assignments assignments;
  Counts counts;
  Balance balance;
  Coverage coverage;
  DensityGrid density;
  std::vector<double> density_breaks{5, 12};
  Lattice lattice{100, 0, 0, 4, 2};
  std::vector<std::uint32_t> cell_counts{1, 1, 0, 1, 1, 0, 1, 0};
  std::vector<std::uint8_t> cells_inside{1, 1, 1, 1, 1, 1, 1, 1};
  std::string cell_reason = "given";
  GiResult gi;
  HotspotAreas areas;

  TownResults() {
    draw_zones();
    draw_reports();
    find_out();
    draw_coverage();
    draw_hotspots();
  }

  [[nodiscard]] Results results() const {
    return {settings, levels,  reports,        city,    located,     counts_index(), assignments,  counts,      balance, coverage,
            density,  density_breaks, lattice, cell_counts, cells_inside,   cell_reason, gi,      areas,   0, 0};
  }
  [[nodiscard]] ZoneId zone(const std::string& id, std::uint32_t level) const { return city.zones.find(level, id); }
  [[nodiscard]] UnitId unit(const std::string& id) const {
    for (std::uint32_t i = 0; i < city.zones.units.size(); ++i) {
      if (city.zones.units[i].id == id) return UnitId{i};
    }
    return kNoUnit;
  }

 private:
  [[nodiscard]] const ZoneIndex& counts_index() const { return *index; }

  void draw_zones() {
    city.zones = town.zones();
    city.area = town.area();
    city.planes = town.planes();
    city.order = {{0}, {1}, {0}, {1}, {2}, {3}};
    levels.resize(2);
    for (std::size_t i = 0; i < 2; ++i) {
      levels[i].source.level = city.zones.levels[i].name;
      levels[i].source.file = "/home/someone/" + city.zones.levels[i].name + ".geojson";
      levels[i].input.role = Role::partition;
      levels[i].features = city.zones.levels[i].zone_count;
    }
    levels[0].attributes.columns = {text_column("Name", {"East", "West"}), integer_column("people", {100, 200}), text_column("fid", {"x", "y"})};
    levels[1].attributes.columns = {text_column("kind", {"ka", "kb", "kc", "kd"})};
    levels[1].rejected = {{0, 7, true, "no polygon"}};
  }

  void draw_reports() {
    reports.files = {"/home/someone/r.csv"};
    reports.file_versions = {std::string(64, 'a')};
    reports.x = {50, 250, 50, 150, 250};
    reports.y = {150, 150, 50, 50, 50};
    reports.file = {0, 0, 0, 0, 0};
    reports.row = {2, 3, 5, 6, 8};
    reports.id = {"r1", "r2", "r3", "r4", "r5"};
    reports.status = {"open", "open", "closed", "", "open"};
    reports.time_ms = {0, 86'400'000, 2, kNoTime, 4};
    reports.month = {0, 0, 11, kNoMonth, -1};
    reports.category = {0, 0, 1, 0, kNoCategory};
    reports.categories = {"litter", "signs"};
    reports.kept.columns = {text_column("words", {"w1", "w2", "w3", "w4", "w5"})};
    reports.rows = 8;
    reports.excluded = 1;
    located.x = located.x_m = reports.x;
    located.y = located.y_m = reports.y;
    located.source = {0, 1, 2, 3, 4};
    located.time_ms = reports.time_ms;
    located.month = reports.month;
    located.category = reports.category;
    located.rejected = {{0, 4, false, "no position"}, {0, 7, true, "longitude 377.2 is not between -180 and 180"}};
    located.rows = {8, 1, 1, 1};
    located.warnings = {Warning("datum_unnamed.file", {{"place", "r.csv"}, {"option", "--reports-datum"}}, 2)};
  }

  void find_out() {
    index = ZoneIndex::build(city.zones);
    assignments = assign(*index, located.view());
    counts.add(assignments, located.view(), located.month);
    balance = finalize(located.rows, counts, *index);
  }

  /// The gap among the blocks: a hectare with report 4 in it.
  void draw_coverage() {
    auto& g = coverage.gaps;
    g.id = {"gap-1"};
    g.level = {1};
    g.kind = {FindingKind::inlet};
    g.sliver = {0};
    g.area_m2 = {10000};
    g.width_m = {100};
    g.rim_m = {100};
    g.pieces = {1};
    g.zones = {{zone("a", 1), zone("b", 1), zone("d", 1)}};
    g.reports = {1};
    g.suggested_unit = {unit("u1")};
    g.reason = {"longest_border"};
    g.severity = {110};
    g.lawful = {0};
    g.exempt = {0};
    g.note = {""};
    for (const auto& [x, y] : {std::pair{100.0, 0.0}, {200.0, 0.0}, {200.0, 100.0}, {100.0, 100.0}, {100.0, 0.0}}) g.shapes.add_vertex(x, y);
    g.shapes.end_ring();
    g.shapes.end_part();
    g.shapes.end_shape();
    auto& z = coverage.zones;
    z.area_m2 = {40000, 40000, 20000, 10000, 20000, 20000};
    z.covered_share = {0.75, 1, 1, 1, 1, 1};
    z.gap_m2 = {10000, 0, 0, 0, 0, 0};
    z.overlap_m2 = {0, 0, 0, 0, 0, 0};
    coverage.level_covered_share = {1, 0.875};
    density.lattice = lattice;
    density.kernel = Kernel::quartic;
    density.bandwidth = {250, "given", "as given"};
    density.per_km2.assign(8, 1.0F);
  }

  /// The three western reports as one area in district A.
  void draw_hotspots() {
    gi.z = {3.5, 2.5, 0, 0, 3, 0, -1, 0};
    gi.p = gi.p_normal = gi.q = {0.001, 0.02, 1, 1, 0.005, 1, 0.4, 1};
    gi.bin = {3, 2, 0, 0, 3, 0, 0, 0};
    gi.tests = 8;
    gi.method = "exact";
    auto& a = areas;
    a.id = {"100m_0_0"};
    a.cells = {{0, 1, 4}};
    a.reports = {3};
    a.distinct_places = {3};
    a.share = {0.6};
    a.peak_z = {3.5};
    a.min_q = {0.001};
    a.area_m2 = {30000};
    a.expected = {1.875};
    a.first_ms = {0};
    a.last_ms = {2};
    a.pile_share = {1.0 / 3};
    a.pile = {0};
    a.units = {{{index_of(unit("u1")), 2, 2.0 / 3, 2.0 / 3}, {index_of(unit("uA")), 1, 1.0 / 3, 1.0 / 3}}};
    a.zones = {{{{index_of(zone("A", 0)), 3, 1, 1}},
                {{index_of(zone("a", 1)), 1, 1.0 / 3, 1.0 / 3}, {index_of(zone("b", 1)), 1, 1.0 / 3, 1.0 / 3}, {index_of(kNoZone), 1, 1.0 / 3, 1.0 / 3}}}};
    a.categories = {{{0, 2, 2.0 / 3, kNan}, {1, 1, 1.0 / 3, kNan}}};
    a.coordinator = {unit("uA")};
    a.trend = {kNan};
    a.trend_p = {kNan};
    for (const auto& [x, y] :
         {std::pair{0.0, 0.0}, {200.0, 0.0}, {200.0, 100.0}, {100.0, 100.0}, {100.0, 200.0}, {0.0, 200.0}, {0.0, 0.0}}) {
      a.shapes.add_vertex(x, y);
    }
    a.shapes.end_ring();
    a.shapes.end_part();
    a.shapes.end_shape();
  }
};

inline std::vector<std::string> names_of(const Table& table) {
  std::vector<std::string> names;
  for (const auto& column : table.columns) names.push_back(column.name);
  return names;
}
inline const Column& column(const Table& table, const std::string& name) {
  const auto* found = table.find(name);
  if (found == nullptr) throw Error(ErrorCode::missing_column, "no column " + name);
  return *found;
}
using Texts = std::vector<std::string>;
using Integers = std::vector<std::int64_t>;
using Reals = std::vector<double>;

}  // namespace bailiwick::layers::test
