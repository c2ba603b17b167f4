#include "unit/layer/town_results.h"

#include "layer/asset.h"

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
  EXPECT_EQ(a["hotspots"]["areas"][0]["name"], "A (a, b)");
  EXPECT_EQ(b["hotspots"]["areas"][0]["name"], "A（a、b）");
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
  EXPECT_EQ(lines[0], "1. **A (a, b)** · hotspot: litter 66.7% · u1 66.7%; uA 33.3%; coordinator uA · **3 reports** · 60% of all");
  EXPECT_EQ(lines[1], "2. **a, b, d** · gap of 10,000 m² at the rim that nobody answers for · suggested: u1 · **1 report** · 20% of all");
  EXPECT_EQ(lines[2], "");
}

TEST(SummaryMarkdown, SpeaksChinese) {
  const auto lines = lines_of(summary_markdown(TownResults().results(), Words("zh")));
  EXPECT_EQ(lines[0], "1. **A（a、b）** · 热点：litter 66.7% · u1 66.7%; uA 33.3%; 由uA协调 · **3 件** · 占全部 60%");
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
  EXPECT_NE(text.find("Areas are measured in the equal-area projection about 40.7 N 74.0 W, distances and cells in planar coordinates"), std::string::npos);
}

}  // namespace
}  // namespace bailiwick::layers::test
