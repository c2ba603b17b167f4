/// Audit, density and hotspots through the C functions, against the engine called as the command line calls it.
#include "read.h"

#include <bailiwick/coverage.h>
#include <bailiwick/density.h>
#include <bailiwick/error.h>
#include <bailiwick/hotspots.h>

#include <algorithm>
#include <limits>
#include <random>

namespace bailiwick::test {
namespace {

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

TEST(Analysis, FiguresOfZonesAreThoseDrawn) {
  const CZones zones(flawed());
  ArrowArrayStream findings{}, out{};
  auto error = new_error();
  ASSERT_EQ(bailiwick_coverage(zones.handle, nullptr, nullptr, &findings, &out, &error), BAILIWICK_OK) << error.message;
  EXPECT_GT(read(&findings).rows, 2);
  const auto found = read(&out);
  EXPECT_EQ(found.text.at("level"), (std::vector<std::string>{"district", "district", "district", "block", "block", "block"}));
  EXPECT_EQ(found.text.at("zone_id"), (std::vector<std::string>{"D", "E", "F", "A", "B", "C"}));
  EXPECT_EQ(found.text.at("unit_id")[2], "f");
  // Squares of 0.01 km2: D has 32 of them, E 36, F 4 that are E's as well; no block fills one of E's; B and C have 14 and 35.
  const std::vector<double> area{0.32, 0.36, 0.04, 0.18, 0.14, 0.35}, gap{0, 0.01}, overlap{0, 0.04, 0.04};
  for (std::size_t i = 0; i < area.size(); ++i) EXPECT_NEAR(found.number.at("area_km2")[i], area[i], 1e-12) << i;
  for (std::size_t i = 0; i < gap.size(); ++i) EXPECT_NEAR(found.number.at("gap_km2")[i], gap[i], 1e-12) << i;
  for (std::size_t i = 0; i < overlap.size(); ++i) EXPECT_NEAR(found.number.at("overlap_km2")[i], overlap[i], 1e-12) << i;
  EXPECT_NEAR(found.number.at("covered_share")[1], 35.0 / 36, 1e-12);
  EXPECT_EQ(found.shapes.size(), 6U);
  EXPECT_EQ(bailiwick_coverage(zones.handle, nullptr, nullptr, nullptr, &out, nullptr), BAILIWICK_OK);
  out.release(&out);
  const Reports given;
  auto reports = given.stream();
  bailiwick_audit_options options{};
  options.struct_size = sizeof options;
  options.reports = &reports;
  EXPECT_EQ(bailiwick_coverage(zones.handle, &options, nullptr, &findings, nullptr, nullptr), BAILIWICK_INVALID_ARGUMENT);
  EXPECT_EQ(reports.release, nullptr);
  EXPECT_EQ(findings.release, nullptr);
}

TEST(Analysis, DeclaredPairsAreLawful) {
  const CZones zones(flawed());
  const auto declared = [](const char* level) {
    return stream_of({{c::text_field("level"), c::texts({level})}, {c::text_field("zone_a"), c::texts({"E"})}, {c::text_field("zone_b"), c::texts({"F"})},
                      {c::text_field("reason"), c::texts({"shared by contract"})}});
  };
  auto lawful = declared("district");
  bailiwick_audit_options options{};
  options.struct_size = sizeof options;
  options.lawful = &lawful;
  ArrowArrayStream out{};
  auto error = new_error();
  ASSERT_EQ(bailiwick_audit(zones.handle, &options, nullptr, &out, &error), BAILIWICK_OK) << error.message;
  EXPECT_EQ(lawful.release, nullptr);
  const auto found = read(&out);
  const auto& kinds = found.text.at("kind");
  const auto overlap = static_cast<std::size_t>(std::find(kinds.begin(), kinds.end(), "overlap") - kinds.begin());
  ASSERT_LT(overlap, kinds.size());
  EXPECT_EQ(found.number.at("severity")[overlap], 0);  // as of every lawful finding
  lawful = declared("ward");
  EXPECT_EQ(bailiwick_audit(zones.handle, &options, nullptr, &out, &error), BAILIWICK_INVALID_ARGUMENT);
  EXPECT_STREQ(error.message, "lawful, column 'level', row 0: expected names of levels, found 'ward'");
  EXPECT_EQ(lawful.release, nullptr);
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

TEST(Analysis, DensityTakesWeightsRulesAndAdaptiveKernels) {
  const CZones zones(flawed());
  const Town town(flawed());
  const Reports given;
  std::vector<double> weight;
  for (std::size_t i = 0; i < given.x.size(); ++i) weight.push_back(static_cast<double>(i % 4) / 2);
  auto reports = stream_of({{c::double_field("x"), c::doubles(given.x, false)}, {c::double_field("y"), c::doubles(given.y, false)},
                            {c::double_field("severity"), c::doubles(weight, false)}});
  bailiwick_report_options columns{};
  columns.struct_size = sizeof columns;
  columns.weight = "severity";
  bailiwick_density_options options{};
  options.struct_size = sizeof options;
  options.cell_m = 20;
  options.edge = BAILIWICK_EDGE_DIGGLE;
  options.rule = BAILIWICK_RULE_LIKELIHOOD;
  options.adaptive = 1;
  options.report_options = &columns;
  ArrowArrayStream out{};
  double bandwidth = 0;
  auto error = new_error();
  ASSERT_EQ(bailiwick_density(zones.handle, &reports, &options, nullptr, &out, &bandwidth, nullptr, &error), BAILIWICK_OK) << error.message;
  const auto found = read(&out);
  const auto ground = level_union(town.zones(), 0, true);
  const auto lattice = lattice_over(ground.view(), 20);
  const auto inside = cells_inside(lattice, ground.view());
  DensityOptions rules;
  rules.bandwidth = bandwidth_by(BandwidthRule::likelihood, Kernel::quartic, {given.x, given.y}, weight);
  rules.edge = EdgeCorrection::diggle;
  rules.adaptive = true;
  const auto grid = density({given.x, given.y}, weight, lattice, inside, rules);
  EXPECT_EQ(bandwidth, rules.bandwidth.radius_m);
  std::vector<double> expected;
  for (std::size_t c = 0; c < inside.size(); ++c) {
    if (inside[c] != 0) expected.push_back(static_cast<double>(grid.per_km2[c]));
  }
  EXPECT_EQ(found.number.at("per_km2"), expected);

  weight[3] = -1;
  reports = stream_of({{c::double_field("x"), c::doubles(given.x, false)}, {c::double_field("y"), c::doubles(given.y, false)},
                       {c::double_field("severity"), c::doubles(weight, false)}});
  EXPECT_EQ(bailiwick_density(zones.handle, &reports, &options, nullptr, &out, nullptr, nullptr, &error), BAILIWICK_INVALID_ARGUMENT);
  EXPECT_STREQ(error.message, "reports: expected a weight of 0 or more, found another in row 3; mend it or make it null");
  for (const auto change : {+[](bailiwick_density_options& o) { o.rule = 4; }, +[](bailiwick_density_options& o) { o.adaptive = 2; },
                            +[](bailiwick_density_options& o) { o.edge = BAILIWICK_EDGE_UNIFORM; }}) {
    reports = given.stream();
    auto wrong = options;
    wrong.report_options = nullptr;
    change(wrong);
    EXPECT_EQ(bailiwick_density(zones.handle, &reports, &wrong, nullptr, &out, nullptr, nullptr, nullptr), BAILIWICK_INVALID_ARGUMENT);
    EXPECT_EQ(reports.release, nullptr);
  }
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

/// Four times the reports of one kind at a time that rises: first, last and most frequent are known by hand.
TEST(Analysis, AreasTellTimesAndKinds) {
  const CZones zones(flawed());
  std::vector<double> x, y;
  std::vector<std::string> kind;
  std::vector<std::int64_t> time;
  for (int i = 0; i < 40; ++i) {
    x.push_back(i % 2 == 0 ? 150 + i : 250 + i);
    y.push_back(i % 4 < 2 ? 150 + i : 250 + i);
    kind.emplace_back(i % 4 == 0 ? "litter" : "noise");
    time.push_back(1'700'000'000'000 + 1000 * i);
  }
  kind[1] = "";
  time[0] = kNoTime;
  auto reports = stream_of({{c::double_field("x"), c::doubles(x, false)}, {c::double_field("y"), c::doubles(y, false)}, {c::text_field("kind"), c::texts(kind)},
                            {c::time_field("at"), c::times(time)}});
  bailiwick_report_options columns{};
  columns.struct_size = sizeof columns;
  columns.category = "kind";
  columns.time = "at";
  bailiwick_hotspots_options options{};
  options.struct_size = sizeof options;
  options.cell_m = 100;
  options.report_options = &columns;
  ArrowArrayStream cells{}, areas{};
  auto error = new_error();
  ASSERT_EQ(bailiwick_hotspots(zones.handle, &reports, &options, nullptr, &cells, &areas, nullptr, &error), BAILIWICK_OK) << error.message;
  const auto tested = read(&cells);
  EXPECT_EQ(tested.number.at("neighbors")[0], 3);  // a corner of the town
  c::Stream in(&areas, "areas");
  const auto batch = in.next();
  ASSERT_TRUE(batch);
  ASSERT_EQ(batch->length(), 1);
  const auto column = [&](const char* name) { return batch->column(in.find(name, {}).value()); };
  EXPECT_EQ(c::times_of(column("first_report"))[0], 1'700'000'001'000);
  EXPECT_EQ(c::times_of(column("last_report"))[0], 1'700'000'039'000);
  EXPECT_EQ(c::texts_of(column("top_category"))[0], "noise");
  EXPECT_DOUBLE_EQ(c::numbers_of(column("top_category_share")).values[0], 29.0 / 40);
  EXPECT_NE(c::texts_of(column("units_json"))[0]->find("\"reports\":40"), std::string::npos);
}

TEST(Analysis, TimesOfEveryUnitAreMilliseconds) {
  const auto read_as = [](const char* format, std::int64_t value) {
    auto field = c::integer_field("at");
    field.format = format;
    auto stream = stream_of({{field, c::integers({value})}});
    c::Stream in(&stream, "reports");
    const auto batch = in.next();
    return c::times_of(batch->column(0))[0];
  };
  EXPECT_EQ(read_as("l", -5), -5);
  EXPECT_EQ(read_as("tss:", -1), -1000);
  EXPECT_EQ(read_as("tsm:Asia/Shanghai", 1'700'000'000'123), 1'700'000'000'123);
  EXPECT_EQ(read_as("tsu:UTC", -1), -1);  // before 1970 the millisecond that it is in, which began earlier
  EXPECT_EQ(read_as("tsn:UTC", 1'999'999), 1);
  EXPECT_EQ(read_as("tdD", 2), 2 * 86'400'000);  // the low half of eight bytes, little-endian
  EXPECT_THROW((void)read_as("g", 1), Error);
  EXPECT_THROW((void)read_as("tss:", std::numeric_limits<std::int64_t>::max()), Error);
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
