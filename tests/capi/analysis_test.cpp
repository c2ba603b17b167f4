/// Audit, density and hotspots through the C functions, against the engine called as the command line calls it.
#include "streams.h"

#include "arrow_in.h"

#include <bailiwick/coverage.h>
#include <bailiwick/density.h>
#include <bailiwick/hotspots.h>

#include <map>
#include <random>

namespace bailiwick::test {
namespace {

/// A stream's columns: text, or numbers.
struct Read {
  std::map<std::string, std::vector<std::string>> text;
  std::map<std::string, std::vector<double>> number;
  std::int64_t rows = 0;
  Polygons shapes;
};
Read read(ArrowArrayStream* stream) {
  c::Stream in(stream, "result");
  Read out;
  while (const auto batch = in.next()) {
    out.rows += batch->length();
    for (std::size_t k = 0; k < in.schema().children.size(); ++k) {
      const auto& field = in.schema().children[k];
      const auto column = batch->column(k);
      if (field.format == "u") {
        for (auto& one : c::texts_of(column)) out.text[field.name].push_back(one.value_or(""));
      } else if (field.format == "z") {
        c::append_polygons(column, 0, out.shapes);
      } else if (field.format != "b") {
        const auto numbers = c::numbers_of(column);
        out.number[field.name].assign(numbers.values.begin(), numbers.values.end());
      }
    }
  }
  return out;
}

struct Reports {
  std::vector<double> x, y;
  Reports() {
    std::mt19937_64 random(5);
    std::uniform_real_distribution<double> x_m(0, 1200), y_m(0, 600), near(-140, 140);
    for (int i = 0; i < 400; ++i) x.push_back(x_m(random)), y.push_back(y_m(random));
    for (int i = 0; i < 200; ++i) x.push_back(350 + near(random)), y.push_back(350 + near(random));
  }
  [[nodiscard]] ArrowArrayStream stream() const { return points(x, y); }
};

/// A gap in the middle, an overlap in the east, children that leave a square open.
std::vector<TownLevel> flawed() {
  return {{"district", {{"DDDDDDEEEEEE", "DDDDDDEEEEEE", "DDDDDDEEEEEE", "DDD..DEEEEEE", "DDD..DEEEEEE", "DDDDDDEEEEEE"}, {"............", "......FF....", "......FF...."}},
           Role::partition, "", {{'D', "d"}, {'E', "e"}, {'F', "f"}}, {}, {}},
          {"block", {{"AAABBBCCCCCC", "AAABBBCCCCC.", "AAABBBCCCCCC", "AAA..BCCCCCC", "AAA..BCCCCCC", "AAABBBCCCCCC"}}, Role::partition, "district", {{'A', "a"}}, {}, {}}};
}

TEST(Analysis, FindingsAreThoseOfTheEngine) {
  const auto drawn = flawed();
  const CZones zones(drawn);
  const Town town(drawn);
  const Reports given;
  auto reports = given.stream();
  bailiwick_audit_options options{};
  options.struct_size = sizeof options;
  options.reports = &reports;
  ArrowArrayStream out{};
  auto error = new_error();
  ASSERT_EQ(bailiwick_audit(zones.handle, &options, nullptr, &out, &error), BAILIWICK_OK) << error.message;
  const auto found = read(&out);
  StudyArea area;
  area.shape = level_union(town.zones(), 0, true);
  const auto expected = audit(town.zones(), area, town.planes(), {given.x, given.y, {}, {}});
  std::vector<std::string> id, kind;
  std::vector<double> area_m2, reports_inside, severity;
  for (const auto* of : {&expected.gaps, &expected.overlaps, &expected.children}) {
    id.insert(id.end(), of->id.begin(), of->id.end());
    area_m2.insert(area_m2.end(), of->area_m2.begin(), of->area_m2.end());
    severity.insert(severity.end(), of->severity.begin(), of->severity.end());
    for (std::size_t i = 0; i < of->size(); ++i) {
      kind.emplace_back(code(of->kind[i]));
      reports_inside.push_back(static_cast<double>(of->reports[i]));
    }
  }
  ASSERT_GT(id.size(), 2U);
  EXPECT_EQ(found.text.at("id"), id);
  EXPECT_EQ(found.text.at("kind"), kind);
  EXPECT_EQ(found.number.at("area_m2"), area_m2);
  EXPECT_EQ(found.number.at("reports"), reports_inside);
  EXPECT_EQ(found.number.at("severity"), severity);
  EXPECT_EQ(area_m2[0], 40'000);  // the drawn gap: two squares by two of 100 m
  EXPECT_EQ(found.text.at("kind")[0], "enclosed");
}

TEST(Analysis, DensityIsThatOfTheEngine) {
  const CZones zones(flawed());
  const Town town(flawed());
  const Reports given;
  auto reports = given.stream();
  bailiwick_density_options options{};
  options.struct_size = sizeof options;
  options.cell_m = 20;
  ArrowArrayStream out{};
  double bandwidth = 0, cell = 0;
  auto error = new_error();
  ASSERT_EQ(bailiwick_density(zones.handle, &reports, &options, nullptr, &out, &bandwidth, &cell, &error), BAILIWICK_OK) << error.message;
  const auto found = read(&out);
  const auto ground = level_union(town.zones(), 0, true);
  const auto lattice = lattice_over(ground.view(), 20);
  const auto inside = cells_inside(lattice, ground.view());
  DensityOptions rules;
  rules.bandwidth = arcgis_bandwidth({given.x, given.y});  // all lie in the town
  const auto grid = density({given.x, given.y}, {}, lattice, inside, rules);
  EXPECT_EQ(bandwidth, rules.bandwidth.radius_m);
  EXPECT_EQ(cell, 20);
  std::vector<double> expected;
  for (std::size_t c = 0; c < inside.size(); ++c) {
    if (inside[c] != 0) expected.push_back(static_cast<double>(grid.per_km2[c]));
  }
  EXPECT_EQ(found.number.at("per_km2"), expected);
  EXPECT_EQ(found.number.at("x")[0], 10);
  EXPECT_EQ(found.number.at("y")[0], 10);
}

TEST(Analysis, HotspotsAreThoseOfTheEngine) {
  const CZones zones(flawed());
  const Town town(flawed());
  const auto index = town.index();
  const Reports given;
  auto reports = given.stream();
  bailiwick_hotspots_options options{};
  options.struct_size = sizeof options;
  options.cell_m = 100;
  ArrowArrayStream cells{}, areas{};
  auto error = new_error();
  ASSERT_EQ(bailiwick_hotspots(zones.handle, &reports, &options, nullptr, &cells, &areas, nullptr, &error), BAILIWICK_OK) << error.message;
  const auto found = read(&cells), joined = read(&areas);
  const auto ground = level_union(town.zones(), 0, true);
  const auto lattice = lattice_over(ground.view(), 100);
  const auto inside = cells_inside(lattice, ground.view());
  const auto cell = cell_of(lattice, {given.x, given.y});
  const auto gi = getis_ord(lattice, counts(lattice, cell), inside);
  EXPECT_EQ(found.number.at("gi_z"), gi.z);  // every cell of this town takes part
  EXPECT_EQ(found.number.at("gi_p"), gi.p);
  EXPECT_EQ(found.number.at("gi_q"), gi.q);
  EXPECT_EQ(found.rows, 72);
  EXPECT_EQ(found.shapes.size(), 72U);
  const ReportsView view{given.x, given.y, {}, {}};
  const auto expected = hotspot_areas(lattice, gi, cell, view, assign(index, view), index, town.planes());
  ASSERT_EQ(expected.size(), 1U);
  EXPECT_EQ(joined.text.at("id"), expected.id);
  EXPECT_EQ(joined.number.at("reports")[0], static_cast<double>(expected.reports[0]));
  EXPECT_EQ(joined.number.at("peak_z"), expected.peak_z);
  EXPECT_EQ(joined.text.at("unit")[0], index.unit_id(UnitId{expected.units[0][0].key}));
  EXPECT_EQ(joined.shapes.x, expected.shapes.x);
}

TEST(Analysis, WithoutShapesAnAreaIsNeeded) {
  bailiwick_zones_options lean{};
  lean.without_shapes = 1;
  const CZones zones(flawed(), lean);
  const Reports given;
  ArrowArrayStream out{};
  auto error = new_error();
  EXPECT_EQ(bailiwick_audit(zones.handle, nullptr, nullptr, &out, &error), BAILIWICK_UNSUPPORTED);
  EXPECT_STREQ(error.message, "audit: expected zones with shapes, found an index alone; load the zones from Arrow");
  auto reports = given.stream();
  EXPECT_EQ(bailiwick_hotspots(zones.handle, &reports, nullptr, nullptr, &out, nullptr, nullptr, &error), BAILIWICK_UNSUPPORTED);
  EXPECT_EQ(reports.release, nullptr);
  const auto square = Town({"AAAA", "AAAA", "AAAA", "AAAA"});
  auto area = stream_of({{c::wkb_field("geometry", ""), c::wkb(square.zones().shapes.view())}});
  reports = given.stream();
  bailiwick_density_options options{};
  options.struct_size = sizeof options;
  options.area = &area;
  EXPECT_EQ(bailiwick_density(zones.handle, &reports, &options, nullptr, &out, nullptr, nullptr, &error), BAILIWICK_OK) << error.message;
  EXPECT_EQ(area.release, nullptr);
  const auto grid = read(&out);
  ASSERT_GT(grid.rows, 100);
  for (const auto x : grid.number.at("x")) ASSERT_LT(x, 400);
}

TEST(Analysis, AbsurdGridsAreRefusedBeforeAnyReportIsRead) {
  const CZones zones(flawed());
  auto reports = points({1}, {1});
  bailiwick_density_options options{};
  options.struct_size = sizeof options;
  options.cell_m = 1e-4;
  ArrowArrayStream out{};
  EXPECT_EQ(bailiwick_density(zones.handle, &reports, &options, nullptr, &out, nullptr, nullptr, nullptr), BAILIWICK_LIMIT_EXCEEDED);
  options.cell_m = -1;
  reports = points({1}, {1});
  EXPECT_EQ(bailiwick_density(zones.handle, &reports, &options, nullptr, &out, nullptr, nullptr, nullptr), BAILIWICK_INVALID_ARGUMENT);
  options.cell_m = 0;
  options.kernel = 9;
  reports = points({1}, {1});
  EXPECT_EQ(bailiwick_density(zones.handle, &reports, &options, nullptr, &out, nullptr, nullptr, nullptr), BAILIWICK_INVALID_ARGUMENT);
}

}  // namespace
}  // namespace bailiwick::test
