/// The C functions against the engine's own answers.
#include "streams.h"

#include "arrow_in.h"

#include <bailiwick/explain.h>

#include <array>
#include <cmath>
#include <cstring>
#include <fstream>

/// How often this thread has asked for memory (counted_new.cpp).
std::size_t allocations();

namespace bailiwick::test {
namespace {

TEST(CApi, ZonesTellWhatTheyAre) {
  bailiwick_zones_options options{};
  options.label = "2026Q1";
  options.valid_from = "2026-01-01";
  const CZones zones(two_levels(), options);
  bailiwick_zones_info info{};
  info.struct_size = sizeof info;
  ASSERT_EQ(bailiwick_zones_info_get(zones.handle, &info, nullptr), BAILIWICK_OK);
  EXPECT_EQ(info.level_count, 2U);
  EXPECT_EQ(info.zone_count, 9U);  // by the drawing: D, E; P, Q, R, S, T, U, X
  EXPECT_EQ(info.unit_count, 4U);
  EXPECT_EQ(text(info.label), "2026Q1");
  EXPECT_EQ(text(info.valid_from), "2026-01-01");
  EXPECT_EQ(text(info.location_crs), "local");
  EXPECT_EQ(text(info.metric_crs), "local");
  EXPECT_EQ(text(info.zones_version).size(), 32U);
  EXPECT_EQ(info.east, 600);
  bailiwick_level_info level{};
  level.struct_size = sizeof level;
  ASSERT_EQ(bailiwick_zones_level(zones.handle, 1, &level, nullptr), BAILIWICK_OK);
  EXPECT_EQ(text(level.name), "block");
  EXPECT_EQ(level.parent, 0);
  EXPECT_EQ(level.zone_count, 7U);
}

// The command line's index carries the whole definition of its system, the C library only its name.
TEST(CApi, TheSameZonesHaveTheSameVersionFromEveryDoor) {
  const CZones zones;
  IndexOptions of_command_line;
  of_command_line.location_wkt = "ENGCRS[...]";
  bailiwick_zones_info info{};
  info.struct_size = sizeof info;
  ASSERT_EQ(bailiwick_zones_info_get(zones.handle, &info, nullptr), BAILIWICK_OK);
  EXPECT_EQ(text(info.zones_version), ZoneIndex::build(Town(two_levels()).zones(), of_command_line).zones_version());
}

TEST(CApi, APlaceGetsTheEnginesAnswerWithoutMemory) {
  const CZones zones;
  const auto index = Town(two_levels()).index();
  const Explainer engine(index);
  const auto places = everywhere();
  std::array<bailiwick_placed_level, 2> levels{};
  std::array<bailiwick_placed_also, 4> also{};
  bailiwick_question question{};
  question.struct_size = sizeof question;
  question.border_within_m = 30;
  bailiwick_placement placement{};
  placement.struct_size = sizeof placement;
  placement.levels = levels.data();
  placement.level_room = 2;
  placement.also = also.data();
  placement.also_room = 4;
  auto error = new_error();
  std::size_t asked = 0;
  for (std::size_t i = 0; i < places.x.size(); ++i) {
    question.x = places.x[i];
    question.y = places.y[i];
    const auto before = allocations();
    ASSERT_EQ(bailiwick_place(zones.handle, &question, &placement, &error), BAILIWICK_OK) << error.message;
    asked += allocations() - before;
    std::array<ExplainedLevel, 2> expected;
    const auto answer = engine.explain(question.x, question.y, expected);
    ASSERT_EQ(text(placement.unit), answer.unit == kNoUnit ? "" : index.unit_id(answer.unit));
    ASSERT_EQ(bailiwick_rule_text(placement.unit_rule), unit_rule(answer.rule, answer.level == kNoLevel ? Placement::outside : expected[answer.level].placement));
    ASSERT_EQ(placement.also_count, answer.also);
    for (std::size_t l = 0; l < 2; ++l) {
      ASSERT_EQ(levels[l].number, index_of(expected[l].zone));
      ASSERT_EQ(bailiwick_rule_text(levels[l].rule), code(expected[l].placement));
      ASSERT_EQ(text(levels[l].zone), expected[l].zone == kNoZone ? "" : index.id(expected[l].zone));
    }
  }
  EXPECT_EQ(asked, 0U);
  EXPECT_EQ(placement.level_count, 2U);
}

TEST(CApi, ALineOfOnePlaceIsThatOfTheEngine) {
  const CZones zones;
  bailiwick_question question{};
  question.struct_size = sizeof question;
  question.x = 250;
  question.y = 250;
  question.border_within_m = 60;
  std::array<char, 2000> line{};
  std::size_t needed = 0;
  auto error = new_error();
  ASSERT_EQ(bailiwick_explain(zones.handle, &question, line.data(), line.size(), &needed, &error), BAILIWICK_OK) << error.message;
  EXPECT_EQ(std::strlen(line.data()), needed);
  EXPECT_NE(std::string(line.data()).find(R"("x":250,"y":250,"datum":"wgs84","border_within_m":60,"unit":"north","unit_level":"district","unit_rule":"superior")"), std::string::npos)
      << line.data();
  EXPECT_EQ(bailiwick_explain(zones.handle, &question, line.data(), needed, &needed, &error), BAILIWICK_LIMIT_EXCEEDED);
  EXPECT_STREQ(error.message, ("line: expected room for " + std::to_string(needed + 1) + " bytes, found " + std::to_string(needed)).c_str());
}

TEST(CApi, AnIndexComesBackFromItsBytesAndItsFile) {
  const CZones zones;
  const void* bytes = nullptr;
  std::size_t length = 0;
  ASSERT_EQ(bailiwick_zones_index(zones.handle, &bytes, &length, nullptr), BAILIWICK_OK);
  const std::string copy(static_cast<const char*>(bytes), length);
  const auto path = testing::TempDir() + "capi_city.bwx";
  std::ofstream(path, std::ios::binary) << copy;
  const bailiwick_zones *again = nullptr, *from_file = nullptr;
  auto error = new_error();
  ASSERT_EQ(bailiwick_zones_from_bytes(copy.data(), copy.size(), &again, &error), BAILIWICK_OK) << error.message;
  ASSERT_EQ(bailiwick_zones_from_file(path.c_str(), &from_file, &error), BAILIWICK_OK) << error.message;
  bailiwick_question question{};
  question.struct_size = sizeof question;
  question.x = 250;
  question.y = 150;
  question.border_within_m = 1000;
  std::array<std::string, 3> lines;
  for (std::size_t i = 0; i < 3; ++i) {
    std::array<char, 2000> line{};
    std::size_t needed = 0;
    ASSERT_EQ(bailiwick_explain(std::array{zones.handle, again, from_file}[i], &question, line.data(), line.size(), &needed, &error), BAILIWICK_OK) << error.message;
    lines[i] = line.data();
  }
  EXPECT_EQ(lines[0], lines[1]);
  EXPECT_EQ(lines[0], lines[2]);
  std::uint64_t whole = 0, index_alone = 0;
  EXPECT_EQ(bailiwick_zones_bytes(zones.handle, &whole, nullptr), BAILIWICK_OK);
  EXPECT_EQ(bailiwick_zones_bytes(again, &index_alone, nullptr), BAILIWICK_OK);
  EXPECT_GE(index_alone, length);
  EXPECT_GT(whole, index_alone);
  EXPECT_EQ(bailiwick_zones_release(again, nullptr), BAILIWICK_OK);
  EXPECT_EQ(bailiwick_zones_release(from_file, nullptr), BAILIWICK_OK);
  EXPECT_EQ(bailiwick_zones_from_bytes(copy.data(), copy.size() - 7, &again, &error), BAILIWICK_DAMAGED_INDEX);
  EXPECT_EQ(again, nullptr);
}

/// The columns of a stream of answers, as text; nulls are "-".
std::vector<std::vector<std::string>> read_rows(ArrowArrayStream* stream, std::vector<std::string>& names) {
  c::Stream in(stream, "answers");
  for (const auto& field : in.schema().children) names.push_back(field.name);
  std::vector<std::vector<std::string>> rows;
  while (const auto batch = in.next()) {
    const auto first = rows.size();
    rows.resize(first + static_cast<std::size_t>(batch->length()));
    for (std::size_t k = 0; k < names.size(); ++k) {
      const auto column = c::texts_of(batch->column(k));
      for (std::size_t i = 0; i < column.size(); ++i) rows[first + i].push_back(column[i].value_or("-"));
    }
  }
  return rows;
}

TEST(CApi, AStreamOfReportsGetsOneRowOfAnswersEach) {
  const CZones zones;
  const auto nan = std::nan("");
  // In the drawing: P; the overlap of Q (three squares) and X (four); nowhere; a number that is none; on the border of D and E (E is above right).
  auto reports = points({50, 250, 900, nan, 300}, {50, 250, 50, 50, 250}, 2);
  ArrowArrayStream out{};
  auto error = new_error();
  ASSERT_EQ(bailiwick_assign(zones.handle, &reports, nullptr, nullptr, &out, &error), BAILIWICK_OK) << error.message;
  EXPECT_EQ(reports.release, nullptr);
  std::vector<std::string> names;
  const auto rows = read_rows(&out, names);
  EXPECT_EQ(names, (std::vector<std::string>{"district_zone", "district_unit", "district_rule", "district_also", "block_zone", "block_unit", "block_rule", "block_also", "unit",
                                             "unit_level", "unit_rule", "rejected"}));
  ASSERT_EQ(rows.size(), 10U);
  using Row = std::vector<std::string>;
  EXPECT_EQ(rows[0], (Row{"D", "north", "inside", "-", "P", "p", "inside", "-", "p", "block", "inside", "-"}));
  EXPECT_EQ(rows[1], (Row{"D", "north", "inside", "-", "Q", "-", "overlap:smallest", "X", "north", "district", "superior", "-"}));
  EXPECT_EQ(rows[2], (Row{"-", "-", "outside", "-", "-", "-", "outside", "-", "-", "-", "outside", "-"}));
  EXPECT_EQ(rows[3], (Row{"-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "malformed"}));
  EXPECT_EQ(rows[4], (Row{"E", "south", "border", "-", "R", "-", "overlap:priority", "X", "south", "district", "superior", "-"}));
  EXPECT_EQ(rows[9], rows[4]);
}

TEST(CApi, AStreamOutlivesTheHandlesItCameFrom) {
  ArrowArrayStream out{};
  {
    const CZones zones;
    auto reports = points({50}, {50});
    bailiwick_call* call = nullptr;
    ASSERT_EQ(bailiwick_call_create(nullptr, &call, nullptr), BAILIWICK_OK);
    ASSERT_EQ(bailiwick_assign(zones.handle, &reports, nullptr, call, &out, nullptr), BAILIWICK_OK);
    ASSERT_EQ(bailiwick_call_destroy(call, nullptr), BAILIWICK_OK);
  }
  std::vector<std::string> names;
  EXPECT_EQ(read_rows(&out, names).at(0).at(4), "P");
}

TEST(CApi, ProgressIsToldAndCanStopTheCall) {
  struct Seen {
    int calls = 0, stop_after = 1'000'000;
  };
  const auto progress = [](const char* stage, double share, void* data) -> std::int32_t {
    auto& seen = *static_cast<Seen*>(data);
    EXPECT_TRUE(stage != nullptr && share >= 0 && share <= 1);
    return ++seen.calls < seen.stop_after;
  };
  const CZones zones;
  for (const int stop_after : {1'000'000, 1}) {
    Seen seen{0, stop_after};
    bailiwick_call_options options{sizeof options, 2, progress, &seen};
    bailiwick_call* call = nullptr;
    ASSERT_EQ(bailiwick_call_create(&options, &call, nullptr), BAILIWICK_OK);
    auto reports = points(std::vector<double>(20'000, 50.0), std::vector<double>(20'000, 50.0));
    ArrowArrayStream out{};
    ASSERT_EQ(bailiwick_assign(zones.handle, &reports, nullptr, call, &out, nullptr), BAILIWICK_OK);
    ArrowArray batch{};
    const int code = out.get_next(&out, &batch);
    EXPECT_GE(seen.calls, 1);
    EXPECT_EQ(code, stop_after == 1 ? ECANCELED : 0);
    EXPECT_STREQ(out.get_last_error(&out), code != 0 ? "stopped on request" : nullptr);
    if (batch.release != nullptr) batch.release(&batch);
    out.release(&out);
    EXPECT_EQ(bailiwick_call_destroy(call, nullptr), BAILIWICK_OK);
  }
}

TEST(CApi, PositionsAreJudgedAsTheCommandLineDoes) {
  // A square around 113.8 E, 34.05 N; bounds and rules of a position as contracts say them.
  LevelInput level{"zone", Role::partition, "", false, {}, {}};
  for (const auto& [x, y] : {std::pair{113.7, 34.0}, {113.9, 34.0}, {113.9, 34.1}, {113.7, 34.1}, {113.7, 34.0}}) level.shapes.add_vertex(x, y);
  level.shapes.end_ring();
  level.shapes.end_part();
  level.shapes.end_shape();
  auto stream = stream_of({{c::text_field("id"), c::texts({"a"})}, {c::wkb_field("geom", "EPSG:4490"), c::wkb(level.shapes.view())}});
  bailiwick_level given{};
  given.struct_size = sizeof given;
  given.name = "zone";
  given.stream = &stream;
  const bailiwick_zones* zones = nullptr;
  auto error = new_error();
  ASSERT_EQ(bailiwick_zones_from_arrow(&given, 1, nullptr, nullptr, &zones, &error), BAILIWICK_OK) << error.message;
  bailiwick_zones_info info{};
  info.struct_size = sizeof info;
  ASSERT_EQ(bailiwick_zones_info_get(zones, &info, nullptr), BAILIWICK_OK);
  EXPECT_EQ(text(info.location_crs), "EPSG:4490");
  EXPECT_EQ(text(info.metric_crs), "LAEA:34.0,113.8");
  auto reports = stream_of({{c::double_field("lng"), c::doubles({113.8, 0, 34.05, 200, 113.8, 10}, true)}, {c::double_field("lat"), c::doubles({34.05, 0, 113.8, 10, std::nan(""), 10}, true)}});
  ArrowArrayStream out{};
  ASSERT_EQ(bailiwick_assign(zones, &reports, nullptr, nullptr, &out, &error), BAILIWICK_OK) << error.message;
  std::vector<std::string> names, rejected;
  for (const auto& row : read_rows(&out, names)) rejected.push_back(row[0] + "/" + row.back());
  // placed; no position; swapped; beyond 180; null; far away but possible
  EXPECT_EQ(rejected, (std::vector<std::string>{"a/-", "-/unlocated", "-/malformed", "-/malformed", "-/unlocated", "-/-"}));
  bailiwick_report_options options{};
  options.struct_size = sizeof options;
  options.x = "nowhere";
  options.y = "lat";
  reports = points({1}, {1});
  EXPECT_EQ(bailiwick_assign(zones, &reports, &options, nullptr, &out, &error), BAILIWICK_MISSING_COLUMN);
  EXPECT_STREQ(error.message, "reports: expected a column 'nowhere', found x, y");
  EXPECT_STREQ(error.field, "nowhere");
  EXPECT_EQ(reports.release, nullptr);
  EXPECT_EQ(bailiwick_zones_release(zones, nullptr), BAILIWICK_OK);
}

TEST(CApi, LevelsInSeveralSystemsAreRefused) {
  const auto input = town::input_of(TownLevel{"a", {{"A"}}, Role::partition, {}, {}, {}, {}});
  std::array streams{stream_of({{c::text_field("id"), c::texts({"a"})}, {c::wkb_field("g", "EPSG:4326"), c::wkb(input.shapes.view())}}),
                     stream_of({{c::text_field("id"), c::texts({"a"})}, {c::wkb_field("g", "EPSG:2263"), c::wkb(input.shapes.view())}})};
  std::array<bailiwick_level, 2> levels{};
  for (std::size_t l = 0; l < 2; ++l) {
    levels[l].struct_size = sizeof(bailiwick_level);
    levels[l].name = l == 0 ? "one" : "two";
    levels[l].stream = &streams[l];
  }
  const bailiwick_zones* zones = nullptr;
  auto error = new_error();
  EXPECT_EQ(bailiwick_zones_from_arrow(levels.data(), 2, nullptr, nullptr, &zones, &error), BAILIWICK_UNKNOWN_CRS);
  EXPECT_STREQ(error.message, "zones of level 'two': expected EPSG:4326, found EPSG:2263; bring all levels to one system first");
}

}  // namespace
}  // namespace bailiwick::test
