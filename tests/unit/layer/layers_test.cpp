#include "unit/layer/town_results.h"

#include <gtest/gtest.h>

#include <cmath>

namespace bailiwick::layers::test {
namespace {

TEST(ZonesLayer, HasTheColumnsOfTheContractThenTheAttributesAsGiven) {
  const TownResults town;
  const auto layer = zones_layer(town.results(), 0, Words("en"));
  EXPECT_EQ(names_of(layer.table),
            (Texts{"zone_id", "unit_id", "unit_name", "person", "name", "level", "parent_id", "area_km2", "count", "count_share", "density_per_km2",
                   "covered_share", "gap_km2", "overlap_km2", "rank_density", "source_Name", "people", "source_fid"}));
  EXPECT_EQ(layer.name, "zones_district");
  EXPECT_EQ(layer.title, "Zones: district");
  EXPECT_EQ(layer.style, "zones");
  EXPECT_EQ(layer.polygons.size(), 2U);
}

/// The attributes after our fifteen columns.
Texts attributes_of(const TownResults& town) {
  const auto names = names_of(zones_layer(town.results(), 0, Words("en")).table);
  return {names.begin() + 15, names.end()};
}

TEST(ZonesLayer, AnAttributeThatRepeatsOurColumnIsNotSaidTwice) {
  TownResults town;  // the districts A and B
  auto& raw = town.levels[0];
  raw.source.id = "code";
  raw.source.name = "label";
  raw.attributes.columns = {text_column("code", {"A", "B"}), text_column("label", {"", ""}), text_column("NAME", {"", ""}), integer_column("level", {1, 2}),
                            text_column("Zone_Id", {"A", "B"})};
  EXPECT_EQ(attributes_of(town), Texts{"source_level"});
  raw.attributes.columns[0].text = {"A", "C"};  // one zone is enough to keep it
  raw.attributes.columns[4].text = {"A", "C"};
  EXPECT_EQ(attributes_of(town), (Texts{"code", "source_level", "source_Zone_Id"}));
}

TEST(ZonesLayer, AnUnmappedAttributeIsKeptWhateverItHolds) {
  TownResults town;
  town.levels[0].attributes.columns = {text_column("twin", {"A", "B"})};
  EXPECT_EQ(attributes_of(town), Texts{"twin"});
}

TEST(ZonesLayer, AZoneThatIsItsOwnUnitIsShownByLevelAndId) {
  TownResults town;
  auto& units = town.city.zones.units;
  ASSERT_EQ(units[index_of(town.unit("uA"))].name, "uA");
  const auto a = index_of(town.unit("uA")), b = index_of(town.unit("uB"));
  units[a] = {"office/104", ""};  // no level of this name: a given id
  units[b] = {"district/7", ""};
  EXPECT_EQ(column(zones_layer(town.results(), 0, Words("en")).table, "unit_name").text, (Texts{"", "district 7"}));
  EXPECT_EQ(column(zones_layer(town.results(), 0, Words("zh")).table, "unit_name").text, (Texts{"", "区 7"}));
}

TEST(ReportsLayer, TimesAreLocalWithTheirOffset) {
  TownResults town;
  town.reports.time_zone = "America/New_York";
  town.located.time_ms = {1'709'211'900'000, 1'720'000'000'000, 0, kNoTime, 4};
  const auto time = column(reports_layer(town.results(), Words("en")).table, "time");
  EXPECT_EQ(time.offset_min[0], -300);  // February 2024: EST
  EXPECT_EQ(time.offset_min[1], -240);  // July 2024: EDT
  EXPECT_TRUE(time.is_null(3));
  EXPECT_TRUE(column(reports_layer(TownResults().results(), Words("en")).table, "time").offset_min.empty());
}

TEST(ZonesLayer, CountsSharesAndDensities) {
  const TownResults town;
  const auto table = zones_layer(town.results(), 1, Words("zh")).table;
  EXPECT_EQ(column(table, "zone_id").text, (Texts{"a", "b", "c", "d"}));
  EXPECT_EQ(column(table, "unit_id").text, (Texts{"u1", "u1", "u2", ""}));
  EXPECT_TRUE(column(table, "unit_id").is_null(3));
  EXPECT_EQ(column(table, "count").integer, (Integers{1, 1, 1, 1}));
  EXPECT_EQ(column(table, "count_share").real, (Reals{0.2, 0.2, 0.2, 0.2}));
  EXPECT_EQ(column(table, "density_per_km2").real, (Reals{50, 100, 50, 50}));
  EXPECT_EQ(column(table, "rank_density").integer, (Integers{2, 1, 2, 2}));
  EXPECT_EQ(column(table, "kind").text, (Texts{"ka", "kb", "kc", "kd"}));
}

TEST(ZonesLayer, AZoneOfAnAcrossLevelHasNoCoverage) {
  TownResults town;
  town.coverage.zones.covered_share = town.coverage.zones.gap_m2 = Reals(6, kNan);
  const auto table = zones_layer(town.results(), 0, Words("en")).table;
  EXPECT_TRUE(column(table, "covered_share").is_null(0));
  EXPECT_TRUE(column(table, "gap_km2").is_null(1));
}

TEST(FindingsLayer, HasTheColumnsOfTheContract) {
  const TownResults town;
  const auto layer = findings_layer(town.results(), town.coverage.gaps, 1, "gaps_block", Words("en"));
  EXPECT_EQ(names_of(layer.table),
            (Texts{"id", "level", "kind", "sliver", "area_m2", "width_m", "rim_m", "zones", "units", "reports", "share", "suggested_unit", "reason",
                   "severity", "lawful", "exempt", "pieces", "note"}));
  EXPECT_EQ(layer.style, "gaps");
  EXPECT_EQ(layer.title, "Gaps nobody answers for: block");
  EXPECT_EQ(column(layer.table, "zones").text, Texts{"a;b;d"});
  EXPECT_EQ(column(layer.table, "units").text, Texts{"u1"});
  EXPECT_EQ(column(layer.table, "share").real, Reals{0.2});
  EXPECT_EQ(column(layer.table, "suggested_unit").text, Texts{"u1"});
}

TEST(FindingsLayer, HoldsOneLevelOnly) {
  const TownResults town;
  const auto layer = findings_layer(town.results(), town.coverage.gaps, 0, "gaps_district", Words("en"));
  EXPECT_EQ(layer.table.rows(), 0U);
  EXPECT_EQ(layer.polygons.size(), 0U);
  EXPECT_EQ(layer.table.columns.size(), 18U);
}

TEST(HotspotsLayer, EveryCellThatTakesPartIsASquare) {
  TownResults town;
  town.cells_inside[7] = 0;
  const auto layer = hotspots_layer(town.results(), Words("en"));
  EXPECT_EQ(names_of(layer.table), (Texts{"cell_id", "count", "gi_z", "gi_p", "gi_p_normal", "gi_q", "gi_bin", "class", "neighbors"}));
  EXPECT_EQ(layer.polygons.size(), 7U);
  EXPECT_EQ(column(layer.table, "cell_id").text.front(), cell_id(town.lattice, 0, 0));
  EXPECT_EQ(column(layer.table, "class").text[1], "Hotspot, 95% confidence");
  EXPECT_EQ(column(layer.table, "neighbors").integer, (Integers{3, 5, 4, 2, 3, 5, 4}));  // queen; the north-eastern cell is outside
  EXPECT_EQ(Reals(layer.polygons.x.begin(), layer.polygons.x.begin() + 5), (Reals{0, 100, 100, 0, 0}));
  EXPECT_EQ(Reals(layer.polygons.y.begin(), layer.polygons.y.begin() + 5), (Reals{0, 0, 100, 100, 0}));
}

TEST(HotspotAreasLayer, SaysWhereWhatAndWhoActs) {
  const TownResults town;
  const auto table = hotspot_areas_layer(town.results(), Words("en")).table;
  EXPECT_EQ(column(table, "name").text, Texts{"district A (block a, block b)"});
  EXPECT_EQ(column(table, "reports").integer, Integers{3});
  EXPECT_EQ(column(table, "top_category").text, Texts{"litter"});
  EXPECT_EQ(column(table, "categories").text, Texts{"litter 66.7%; signs 33.3%"});
  EXPECT_EQ(column(table, "unit").text, Texts{"u1"});
  EXPECT_EQ(column(table, "units").text, Texts{"u1 66.7%; uA 33.3%"});
  EXPECT_EQ(column(table, "zones").text, Texts{"district A 100%; block a 33.3%; block b 33.3%"});
  EXPECT_EQ(column(table, "units_json").text.front().substr(0, 56), R"([{"unit":"u1","name":"u1","reports":2,"unit_share":0.666)");
  EXPECT_EQ(column(table, "coordinator_unit").text, Texts{"uA"});
  EXPECT_EQ(column(table, "is_pile").integer, Integers{0});
  EXPECT_TRUE(column(table, "trend").is_null(0));
  EXPECT_TRUE(column(table, "trend_p").is_null(0));
}

TEST(HotspotAreasLayer, NamesThatWouldBeTheSameGetNumbers) {
  TownResults town;
  auto& a = town.areas;
  a.id.push_back("100m_9_9");
  a.zones.push_back(a.zones[0]);
  EXPECT_EQ(a.size(), 2U);
  for (auto* reals : {&a.share, &a.peak_z, &a.min_q, &a.area_m2, &a.expected, &a.pile_share, &a.trend, &a.trend_p}) reals->push_back(0.5);
  a.reports.push_back(1);
  a.distinct_places.push_back(1);
  a.first_ms.push_back(kNoTime);
  a.last_ms.push_back(kNoTime);
  a.units.emplace_back();
  a.categories.emplace_back();
  a.cells.emplace_back();
  a.coordinator.push_back(kNoUnit);
  a.pile.push_back(0);
  const auto table = hotspot_areas_layer(town.results(), Words("zh")).table;
  EXPECT_EQ(column(table, "name").text, (Texts{"区 A（单元网格 a、单元网格 b）第 1 处", "区 A（单元网格 a、单元网格 b）第 2 处"}));
  EXPECT_TRUE(column(table, "unit").is_null(1));
  EXPECT_TRUE(column(table, "first_report").is_null(1));
}

TEST(ReportsLayer, FreeTextLeavesOnlyOnRequest) {
  TownResults town;
  const auto quiet = reports_layer(town.results(), Words("en"));
  EXPECT_EQ(names_of(quiet.table), (Texts{"id", "row", "time", "category", "status", "unit", "unit_name", "unit_rule"}));
  EXPECT_EQ(column(quiet.table, "unit").text, (Texts{"u1", "u2", "u1", "uA", "uB"}));
  EXPECT_EQ(column(quiet.table, "unit_rule").text, (Texts{"inside", "inside", "inside", "inside", "superior"}));
  EXPECT_EQ(quiet.x, town.located.x);
  town.settings.with_text = true;
  EXPECT_EQ(column(reports_layer(town.results(), Words("en")).table, "words").text, (Texts{"w1", "w2", "w3", "w4", "w5"}));
}

TEST(OutsideLayer, NamesTheLevelsAtWhichNobodyAnswers) {
  const TownResults town;
  const auto layer = outside_layer(town.results(), Words("en"));
  EXPECT_EQ(column(layer.table, "id").text, Texts{"r4"});
  EXPECT_EQ(column(layer.table, "levels").text, Texts{"block"});
  EXPECT_EQ(layer.x, Reals{150});
}

}  // namespace
}  // namespace bailiwick::layers::test
