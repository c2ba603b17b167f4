#include "unit/layer/town_results.h"

#include "layer/asset.h"
#include "layer/naming.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace bailiwick::layers::test {
namespace {

using Json = nlohmann::json;

/// The part of JSON Schema that data/summary.schema.json uses: $ref, type, required, additionalProperties, properties, items, enum, const.
void expect_fits(const Json& value, const Json& schema, const Json& root, const std::string& place) {
  if (schema.contains("$ref")) {
    const auto name = schema["$ref"].get<std::string>().substr(std::string("#/$defs/").size());
    return expect_fits(value, root["$defs"][name], root, place);
  }
  const auto fits = [&](const std::string& type) {
    return type == "null" ? value.is_null() : type == "number" ? value.is_number() : type == "integer" ? value.is_number_integer()
           : type == "string" ? value.is_string() : type == "boolean" ? value.is_boolean() : type == "array" ? value.is_array() : value.is_object();
  };
  if (schema.contains("type")) {
    bool any = false;
    for (const auto& type : schema["type"].is_array() ? schema["type"] : Json::array({schema["type"]})) any = any || fits(type.get<std::string>());
    EXPECT_TRUE(any) << place << " is " << value.dump();
  }
  if (schema.contains("const")) {
    EXPECT_EQ(value, schema["const"]) << place;
  }
  if (schema.contains("enum")) {
    EXPECT_TRUE(std::find(schema["enum"].begin(), schema["enum"].end(), value) != schema["enum"].end()) << place;
  }
  if (value.is_array() && schema.contains("items")) {
    for (std::size_t i = 0; i < value.size(); ++i) expect_fits(value[i], schema["items"], root, place + "/" + std::to_string(i));
  }
  if (!value.is_object()) return;
  for (const auto& name : schema.value("required", Json::array())) EXPECT_TRUE(value.contains(name.get<std::string>())) << place << " lacks " << name;
  for (const auto& [name, member] : value.items()) {
    const bool known = schema.contains("properties") && schema["properties"].contains(name);
    if (known) {
      expect_fits(member, schema["properties"][name], root, place + "/" + name);
    } else if (schema.contains("additionalProperties")) {
      EXPECT_TRUE(schema["additionalProperties"].is_object()) << place << " may not have " << name;
      if (schema["additionalProperties"].is_object()) expect_fits(member, schema["additionalProperties"], root, place + "/" + name);
    }
  }
}

Json summary_of(const TownResults& town) { return Json::parse(summary_json(town.results(), {{"map.svg", 10, std::string(64, 'b')}})); }

TEST(SummaryJson, FitsItsSchema) {
  const auto schema = Json::parse(asset("summary.schema.json"));
  expect_fits(summary_of(TownResults()), schema, schema, "summary.json");
}

TEST(SummaryJson, HoldsTheBalanceInTheOrderOfTheCommandLine) {
  const auto json = summary_of(TownResults());
  EXPECT_EQ(json["rows"], 8);
  EXPECT_EQ(json["excluded"], 1);
  const auto expected = Json::parse(R"([
    {"level": "district", "zones": 2, "read": 7, "assigned": 5, "outside": 0, "rejected": 2, "unlocated": 1, "malformed": 1},
    {"level": "block", "zones": 4, "read": 7, "assigned": 4, "outside": 1, "rejected": 2, "unlocated": 1, "malformed": 1}])");
  EXPECT_EQ(json["balance"], expected);
}

TEST(SummaryJson, HoldsNothingOfOneMachine) {
  const auto text = summary_json(TownResults().results(), {});
  EXPECT_EQ(text.find("/home"), std::string::npos);
  EXPECT_EQ(text.find("thread"), std::string::npos);
}

TEST(SummaryJson, ListsTheOtherFiles) {
  const auto json = summary_of(TownResults());
  EXPECT_EQ(json["files"], Json::parse(R"([{"name": "map.svg", "size": 10, "sha256": ")" + std::string(64, 'b') + "\"}]"));
}

TEST(SummaryJson, OnlyWhatPeopleReadFollowsTheLanguage) {
  TownResults zh;
  zh.settings.lang = "zh";
  auto a = summary_of(TownResults()), b = summary_of(zh);
  EXPECT_EQ(a["warnings"][0]["sentence"],
            "r.csv: lies in China and nobody named its datum; GCJ-02 would be off by up to 700 m, BD-09 by up to 1.5 km; pass --reports-datum wgs84, gcj02 or bd09");
  EXPECT_EQ(b["warnings"][0]["sentence"],
            "r.csv：位于中国，但未指明坐标基准；若为 GCJ-02 会偏移至多 700 米，若为 BD-09 会偏移至多 1.5 千米；请用 --reports-datum 指明 wgs84、gcj02 或 bd09");
  EXPECT_EQ(a["warnings"][0]["code"], "datum_unnamed");
  EXPECT_EQ(a["hotspots"]["areas"][0]["name"], "district A (block a, block b)");
  EXPECT_EQ(b["hotspots"]["areas"][0]["name"], "区 A（单元网格 a、单元网格 b）");
  for (auto* json : {&a, &b}) {
    (*json)["settings"].erase("lang");
    (*json)["warnings"][0].erase("sentence");
    (*json)["hotspots"]["areas"][0].erase("name");
  }
  EXPECT_EQ(a, b);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

TEST(SummaryMarkdown, OpensWithThePlacesProblemUnitNumberShare) {
  const auto lines = lines_of(summary_markdown(TownResults().results(), Words("en")));
  EXPECT_EQ(lines[0], "1. **district A (block a, block b)** · hotspot: litter 66.7% · u1 66.7%; uA 33.3%; coordinator uA · **3 reports** · 60.0% of all");
  EXPECT_EQ(lines[1], "2. **block a, block b, block d** · gap of 10,000 m² at the rim of level block that nobody answers for · suggested: u1 · **1 report** · 20.0% of all");
  EXPECT_EQ(lines[2], "");
}

TEST(SummaryMarkdown, SpeaksChinese) {
  const auto lines = lines_of(summary_markdown(TownResults().results(), Words("zh")));
  EXPECT_EQ(lines[0], "1. **区 A（单元网格 a、单元网格 b）** · 热点：litter 66.7% · u1 66.7%；uA 33.3%；由uA协调 · **3 件** · 占全部 60.0%");
}

TEST(SummaryMarkdown, BalanceAndWarningsAreThere) {
  const auto text = summary_markdown(TownResults().results(), Words("en"));
  EXPECT_NE(text.find("8 rows = 1 excluded by filters + 7 read."), std::string::npos);
  EXPECT_NE(text.find("| block | 4 | 7 | 4 | 1 | 2 | 1 | 1 |"), std::string::npos);
  EXPECT_NE(text.find("- r.csv: lies in China and nobody named its datum;"), std::string::npos);
  EXPECT_NE(text.find("gcj02 or bd09 (2 times)\n"), std::string::npos);
  EXPECT_EQ(text.find("/home"), std::string::npos);
}

TEST(SummaryMarkdown, NamesCannotCarryMarkupOrHideText) {
  TownResults town;
  town.city.zones.name[index_of(town.zone("a", 1))] = "<img src=x onerror=alert(1)> [x](javascript:1) \xE2\x80\xAEtxt|";
  town.reports.categories[0] = "**bold**\n# heading";
  const auto text = summary_markdown(town.results(), Words("en"));
  EXPECT_EQ(text.find("<img"), std::string::npos);
  EXPECT_EQ(text.find("[x]("), std::string::npos);
  EXPECT_EQ(text.find("\xE2\x80\xAE"), std::string::npos);
  EXPECT_EQ(text.find("\n# heading"), std::string::npos);
  EXPECT_NE(text.find("\\*\\*bold\\*\\* \\# heading"), std::string::npos);
}

TEST(SummaryMarkdown, SliversLawfulAndExemptOnesAreNoWorstPlaces) {
  for (const auto field : {&Findings::sliver, &Findings::lawful, &Findings::exempt}) {
    TownResults town;
    (town.coverage.gaps.*field)[0] = 1;
    EXPECT_EQ(summary_lines(town.results(), Words("en")).size(), 1U);
  }
}

TEST(SummaryMarkdown, WhereNothingIsWrongItSaysSo) {
  TownResults town;
  town.areas = {};
  town.coverage.gaps = {};
  EXPECT_EQ(summary_lines(town.results(), Words("en")), Texts{"No hotspot and no fault in the map of responsibility was found."});
}

TEST(SummaryMarkdown, WhatWasNotTestedIsNotCalledAbsent) {
  TownResults town;
  town.areas = {};
  town.coverage.gaps = {};
  town.gi = {};
  town.lattice = {};
  town.density = {};
  const Texts expected{
      "No fault in the map of responsibility was found. Hotspots were not tested: the study area was not divided into cells, or no report lies in it."};
  EXPECT_EQ(summary_lines(town.results(), Words("en")), expected);
  const auto text = summary_markdown(town.results(), Words("en"));
  EXPECT_EQ(text.find("Cells of"), std::string::npos);
  EXPECT_EQ(text.find("No place where"), std::string::npos);
  EXPECT_EQ(text.find("radius"), std::string::npos);
  EXPECT_NE(text.find("**Density**: not estimated."), std::string::npos);
}

TEST(SummaryMarkdown, PlanesAreSaidInWords) {
  TownResults town;
  town.city.planes.area_crs = "LAEA:40.7,-74.0";
  town.city.planes.metric_crs = "local";
  const auto text = summary_markdown(town.results(), Words("en"));
  EXPECT_EQ(text.find("LAEA"), std::string::npos);
  EXPECT_NE(text.find("Areas: equal-area plane centred on 40.7 N, 74.0 W. Distances and cells: planar coordinates."), std::string::npos);
}

/// The town with a second area in the same district as the first, both on named roads or neither.
TownResults town_with_two_areas(const std::string& road_of_first, const std::string& road_of_second) {
  TownResults town;
  auto& zones = town.city.zones;
  auto& a = town.areas;
  zones.levels[1].role = Role::across;  // the blocks serve as roads
  zones.name[index_of(town.zone("a", 1))] = road_of_first;
  zones.name[index_of(town.zone("b", 1))] = road_of_second;
  const auto share = [&](const char* zone) { return Share{index_of(town.zone(zone, 1)), 1, 0.4, 0.4}; };
  a.zones = {{{{index_of(town.zone("A", 0)), 3, 1, 1}}, {share("a")}}, {{{index_of(town.zone("A", 0)), 3, 1, 1}}, {share("b")}}};
  for (auto* column : {&a.share, &a.peak_z, &a.min_q, &a.area_m2, &a.expected, &a.pile_share, &a.trend, &a.trend_p}) column->push_back(column->front());
  a.id.push_back("100m_9_9");
  a.cells.push_back(a.cells[0]);
  a.reports.push_back(3);
  a.distinct_places.push_back(3);
  a.first_ms.push_back(0);
  a.last_ms.push_back(2);
  a.units.push_back(a.units[0]);
  a.categories.push_back(a.categories[0]);
  a.coordinator.push_back(a.coordinator[0]);
  return town;
}

TEST(Places, AreasOfOneNameAreToldApartByTheirRoads) {
  auto town = town_with_two_areas("Lake Street", "Mill Road");
  EXPECT_EQ(places_of_areas(town.city.zones, town.areas, Words("en")), (Texts{"district A, Lake Street", "district A, Mill Road"}));
  town.city.zones.name[index_of(town.zone("A", 0))] = "Alder";
  EXPECT_EQ(places_of_areas(town.city.zones, town.areas, Words("zh")), (Texts{"Alder·Lake Street", "Alder·Mill Road"}));
}

TEST(Places, AreasOfOneNameWithoutRoadsAreNumbered) {
  const auto town = town_with_two_areas("", "");
  EXPECT_EQ(places_of_areas(town.city.zones, town.areas, Words("en")), (Texts{"district A, no. 1", "district A, no. 2"}));
}

TEST(Places, ALevelThatTheSampleHasNotKeepsItsOwnName) {
  EXPECT_EQ(level_title(Words("zh"), "council"), "council");
  EXPECT_EQ(level_title(Words("zh"), "precinct"), "precinct");
  EXPECT_EQ(level_title(Words("zh"), "block"), "单元网格");
}

}  // namespace
}  // namespace bailiwick::layers::test
