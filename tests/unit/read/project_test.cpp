#include <bailiwick/error.h>
#include <bailiwick/layers/read.h>

#include "scratch.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace bailiwick::layers {
namespace {

class Project : public testing::Test {
 protected:
  Settings read(const std::string& text) { return read_project(name = scratch.file("city.toml", text)); }
  std::string fails(const std::string& text) {
    const auto sentence = sentence_of([&] { return read(text); });
    return sentence.rfind(name, 0) == 0 ? "city.toml" + sentence.substr(name.size()) : sentence;
  }
  Scratch scratch;
  std::string name = scratch.path("city.toml");
};

/// The example of the room's README, so that it stays true.
std::string documented() {
  std::ifstream file(BAILIWICK_SOURCE_DIR "/layers/src/read/README.md");
  std::stringstream text;
  text << file.rdbuf();
  const auto readme = text.str();
  const auto begin = readme.find("```toml\n") + 8;
  return readme.substr(begin, readme.find("```", begin) - begin);
}

TEST_F(Project, TheDocumentedExampleIsRead) {
  auto text = documented();
  for (const auto* level : {"subdistrict", "community", "block", "road", "site", "city"}) {
    text += std::string("[levels.") + level + "]\nfile = \"x.geojson\"\n";
  }
  const auto settings = read(text);
  ASSERT_EQ(settings.zones.size(), 7U);
  const auto& district = settings.zones[0];
  EXPECT_EQ(district.level, "district") << "levels run in the order of the file";
  EXPECT_EQ(district.file, scratch.path("districts.geojson")) << "paths are relative to the file's folder";
  EXPECT_EQ(district.parent_level, "city");
  EXPECT_EQ(district.width, "30");
  EXPECT_EQ(settings.zones[1].parent_level, "district");
  EXPECT_EQ(settings.zones[4].role, Role::across);
  EXPECT_EQ(settings.reports, std::vector<std::string>{scratch.path("reports.csv")});
  EXPECT_EQ(settings.preset, "12345");
  EXPECT_EQ(settings.fields.category, (std::vector<std::string>{"major", "minor"}));
  ASSERT_EQ(settings.where.size(), 2U);
  EXPECT_EQ(settings.where[1].field, "kind");
  EXPECT_TRUE(settings.where[1].negate);
  EXPECT_EQ(settings.max_cells, 50'000'000U);
  EXPECT_EQ(settings.lawful, scratch.path("lawful.csv"));
}

TEST_F(Project, WordsOfTheOutputAreCheckedBeforeAnythingRuns) {
  EXPECT_EQ(fails("[output]\ncsv_encoding = \"latin1\"\n"),
            "city.toml, line 2, key 'output.csv_encoding': expected utf-8-bom, utf-8, gb18030, found something else");
  EXPECT_EQ(fails("[output]\nlang = \"fr\"\n"), "city.toml, line 2, key 'output.lang': expected en, zh, found something else");
  EXPECT_EQ(read("[output]\nlang = \"zh\"\ncsv_encoding = \"gb18030\"\n").lang, "zh");
}

TEST_F(Project, LevelsWhoseNamesWouldCollideAreRefused) {
  const auto level = [](const std::string& name) { return "[levels.\"" + name + "\"]\nfile = \"x\"\n"; };
  const std::string rule = "city.toml: a level's name is 1 to 60 bytes without / \\ , = . : \" and control characters, and without blanks at its ends; found ";
  EXPECT_EQ(fails(level("a/b")), rule + "'a/b'");
  EXPECT_EQ(fails(level(" a")), rule + "' a'");
  EXPECT_EQ(fails(level(std::string(61, 'a'))), rule + "'" + std::string(61, 'a') + "'");
  EXPECT_EQ(fails(level("Unit")), "city.toml: a level's name is another than 'unit', which names the columns of who answers; found 'Unit'");
  EXPECT_EQ(fails(level("Block") + level("block")), "city.toml: expected levels' names that differ by more than case, found 'Block' and 'block'; their "
                                                    "files and layers would be the same");
  EXPECT_EQ(read(level("street 1") + level("街道") + level("units")).zones.size(), 3U);
}

TEST_F(Project, WhatIsWrittenReadsBackTheSame) {
  Settings settings;
  ZoneSource zones;
  zones.level = "网格 '1'";
  zones.file = scratch.path("in/b.gpkg");
  zones.id = "code";
  zones.person = "-";
  zones.width = "30";
  zones.role = Role::across;
  settings.zones.push_back(zones);
  zones.level = "a b";
  zones.parent_level = "网格 '1'";
  zones.role.reset();
  settings.zones.push_back(zones);
  settings.reports = {scratch.path("r.csv"), scratch.path("in/s.csv")};
  settings.where = {{"状态", "a=b\n", false}, {"x", "y", true}};
  settings.fields.category = {"大类"};
  settings.time_format = "%d/%m/%Y";
  settings.time_zone = "Asia/Shanghai";
  settings.area = scratch.path("city.geojson");
  settings.overlap = OverlapRule::id;
  settings.border = BorderRule::all_touching;
  settings.nearest_m = 12.5;
  settings.kernel = Kernel::gaussian;
  settings.bandwidth_m = 0.1;
  settings.bandwidth_by_rule = settings.cell_by_rule = true;
  settings.neighbours = Neighbours::rook;
  settings.correction = Correction::bonferroni;
  settings.max_rejects = 0.25;
  settings.with_text = true;
  settings.precedence = {"a b"};
  settings.lang = "zh";
  settings.cell_shape = CellShape::hexagon;
  settings.on = "a b";
  settings.per = "people";
  settings.band_m = 0;
  settings.nearest = 6;
  settings.by_category = true;
  settings.period = "two_months";
  settings.seed = 7;
  settings.eps_m = 12.5;
  settings.least_reports = 4;
  const auto text = project_text(settings, scratch.path());
  EXPECT_NE(text.find("file = \"in/b.gpkg\""), std::string::npos) << "paths stay relative where they can\n" << text;
  const auto again = read(text);
  EXPECT_EQ(project_text(again, scratch.path()), text);
  EXPECT_EQ(again.zones[0].level, settings.zones[0].level);
  EXPECT_EQ(again.zones[0].file, settings.zones[0].file);
  EXPECT_EQ(again.where[0].value, "a=b\n");
  EXPECT_EQ(again.bandwidth_m, 0.1);
  EXPECT_TRUE(again.bandwidth_by_rule && again.cell_by_rule);
  EXPECT_EQ(again.kernel, Kernel::gaussian);
  EXPECT_EQ(again.cell_shape, CellShape::hexagon);
  EXPECT_EQ(again.on, "a b");
  EXPECT_EQ(again.per, "people");
  EXPECT_EQ(again.band_m, 0);
  EXPECT_EQ(again.nearest, 6U);
  EXPECT_TRUE(again.by_category);
  EXPECT_EQ(again.period, "two_months");
  EXPECT_EQ(again.seed, 7U);
  EXPECT_EQ(again.eps_m, 12.5);
  EXPECT_EQ(again.least_reports, 4U);
}

TEST_F(Project, UnknownKeysAreNamedWithTheirLine) {
  EXPECT_EQ(fails("[levels.a]\nfile = \"x\"\nidd = \"y\"\n").substr(0, 48), "city.toml, line 3: unknown key 'levels.a.idd'; e");
  EXPECT_EQ(fails("[report]\nfile = \"x\"\n").substr(0, 41), "city.toml, line 1: unknown key 'report'; ");
}

TEST_F(Project, WrongValuesSayWhatWasExpected) {
  EXPECT_EQ(fails("[levels.a]\nlayer = \"x\"\n"), "city.toml, level 'a': expected the key 'file', found none");
  EXPECT_EQ(fails("[assign]\noverlap = \"largest\"\n"), "city.toml, line 2, key 'assign.overlap': expected priority, smallest, id, found something else");
  EXPECT_EQ(fails("[hotspots]\ncell_m = \"100\"\n"), "city.toml, line 2, key 'hotspots.cell_m': expected a number that is not negative, found something else");
  EXPECT_EQ(fails("[hotspots]\ncell_m = nan\n"), "city.toml, line 2, key 'hotspots.cell_m': expected a number that is not negative, found something else");
  EXPECT_EQ(fails("nest = \"a/b\"\n"), "city.toml, key 'nest': no level 'a'");
  EXPECT_EQ(fails("levels = 3\n"), "city.toml, line 1, key 'levels': expected a table, found something else");
  EXPECT_EQ(fails("[levels]\na = 3\n"), "city.toml, line 2, key 'levels.a': expected a table, found something else");
  EXPECT_EQ(fails("[reports]\nwhere = \"open\"\n"), "city.toml, key 'reports.where': expected FIELD=VALUE, found 'open'");
}

TEST_F(Project, DamagedFilesEndInASentence) {
  EXPECT_EQ(fails("[levels.a\n").substr(0, 20), "city.toml, line 1: E");
  EXPECT_EQ(fails("[\x13" "a]\nfil = 1\n"), "city.toml, line 1: expected text, found a control character");
  EXPECT_EQ(fails("# 城市\n[levels.街道]\nfile = \"x\"\n"),
            "city.toml, line 2: expected quotes around names that are not plain ASCII, as in [levels.\"街道\"]");
  EXPECT_EQ(read("[levels.\"街道\"] # 街道\nfile = '街道.geojson'\nname = \"\"\"\n\\\"街\"\"\"\n").zones.at(0).level, "街道");
  EXPECT_EQ(fails("a = \"\xFF\"\n"), "city.toml: expected UTF-8, found another encoding");
  EXPECT_EQ(fails("a = " + std::string(100'000, '[')), "city.toml: expected brackets nested at most 32 deep, found more");
}

TEST_F(Project, NamesThatAreNoLocalFilesStayRefused) {
  const auto settings = read("[levels.a]\nfile = \"/vsicurl/http://example.org/a.geojson\"\n");
  EXPECT_THROW((void)read_zones(settings.zones[0], settings), Error);
}

TEST_F(Project, LawfulOverlapsAreATable) {
  const auto rows = read_lawful(scratch.file("lawful.csv", "level,zone_a,zone_b,reason\nblock,1,2,\"shared, by order\"\n\n"));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].zone_b, "2");
  EXPECT_EQ(rows[0].reason, "shared, by order");
  const auto bad = scratch.file("bad.csv", "level,a,b\n");
  EXPECT_EQ(sentence_of([&] { return read_lawful(bad); }), bad + ": expected columns level, zone_a, zone_b, reason, found no 'zone_a'");
}

TEST(Inspect, SaysWhatIsInAFileAndWhatIsWrongWithIt) {
  const Scratch scratch;
  auto info = inspect(scratch.file("r.csv", "id,lon,lat,created\n4.1E+14,113.8,34,2024-01-01\n2,113.9,34.5,\n3,1\n"));
  EXPECT_FALSE(info.zones);
  EXPECT_EQ(info.encoding, "UTF-8");
  ASSERT_EQ(info.layers.size(), 1U);
  const auto& layer = info.layers[0];
  EXPECT_EQ(layer.features, 3U);
  EXPECT_EQ(layer.crs, "OGC:CRS84");
  EXPECT_EQ(layer.east, 113.9);
  ASSERT_EQ(layer.fields.size(), 4U);
  EXPECT_EQ(layer.fields[1].guess, "x");
  EXPECT_EQ(layer.fields[1].type, "number");
  EXPECT_EQ(layer.fields[3].guess, "time");
  EXPECT_EQ(layer.fields[3].nulls, 1U);
  EXPECT_EQ(info.doubts.size(), 3U) << "damaged id, broken row, datum";

  info = inspect(scratch.file("z.geojson", R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]})"));
  EXPECT_TRUE(info.zones);
  EXPECT_EQ(info.format, "GeoJSON");
  ASSERT_EQ(info.doubts.size(), 1U);
  EXPECT_NE(info.doubts[0].find("rings are not closed"), std::string::npos);
}

}  // namespace
}  // namespace bailiwick::layers
