#include "layer/naming.h"

#include "unit/layer/town_results.h"

#include <bailiwick/layers/slices.h>

#include <gtest/gtest.h>

#include <map>

namespace bailiwick::layers::test {
namespace {

TEST(AssignmentsTable, HasTheColumnsOfTheContract) {
  const TownResults town;
  const auto table = assignments_table(town.results());
  EXPECT_EQ(names_of(table),
            (Texts{"file", "row", "id", "x", "y", "district_zone", "district_unit", "district_rule", "district_distance_m", "district_also", "block_zone",
                   "block_unit", "block_rule", "block_distance_m", "block_also", "unit", "unit_level", "unit_rule", "words"}));
  EXPECT_EQ(column(table, "file").text, (Texts{"r.csv", "r.csv", "r.csv", "r.csv", "r.csv"}));
  EXPECT_EQ(column(table, "row").integer, (Integers{2, 3, 5, 6, 8}));
  EXPECT_EQ(column(table, "block_zone").text, (Texts{"a", "c", "b", "", "d"}));
  EXPECT_EQ(column(table, "block_rule").text, (Texts{"inside", "inside", "inside", "outside", "inside"}));
  EXPECT_EQ(column(table, "unit").text, (Texts{"u1", "u2", "u1", "uA", "uB"}));
  EXPECT_EQ(column(table, "unit_level").text, (Texts{"block", "block", "block", "district", "district"}));
  EXPECT_EQ(column(table, "unit_rule").text, (Texts{"inside", "inside", "inside", "inside", "superior"}));
}

TEST(AssignmentsTable, OnlyTheNearestZoneHasADistance) {
  TownResults town;
  auto& level = town.assignments.levels[1];
  level.distance_m = {0, 12.5, 0, 0, 0};
  level.placement[1] = Placement::nearest;
  const auto table = assignments_table(town.results());
  const auto& distance = column(table, "block_distance_m");
  for (std::size_t i = 0; i < table.rows(); ++i) EXPECT_EQ(distance.is_null(i), i != 1) << i;
  EXPECT_EQ(distance.real[1], 12.5);
  const auto& district = column(table, "district_distance_m");
  for (std::size_t i = 0; i < table.rows(); ++i) EXPECT_TRUE(district.is_null(i)) << i;
}

TEST(AssignmentsTable, FurtherZonesAreJoinedAndSlicesAreTheWhole) {
  TownResults town;
  auto& level = town.assignments.levels[0];
  level.also_row = {1, 3, 3};
  level.also_zone = {town.zone("A", 0), town.zone("A", 0), town.zone("B", 0)};
  const auto whole = assignments_table(town.results());
  EXPECT_EQ(column(whole, "district_also").text, (Texts{"", "A", "", "A;B", ""}));
  for (std::size_t begin = 0; begin < 5; begin += 2) {
    const auto slice = assignments_table(town.results(), begin, begin + 2);
    for (std::size_t c = 0; c < whole.columns.size(); ++c) {
      std::vector<std::uint32_t> rows;
      for (auto i = begin; i < std::min<std::size_t>(begin + 2, 5); ++i) rows.push_back(static_cast<std::uint32_t>(i));
      const auto expected = take(whole.columns[c], rows);
      EXPECT_EQ(slice.columns[c].text, expected.text) << whole.columns[c].name;
      EXPECT_EQ(slice.columns[c].integer, expected.integer);
      ASSERT_EQ(slice.columns[c].real.size(), expected.real.size());
      for (std::size_t i = 0; i < expected.real.size(); ++i) {
        ASSERT_EQ(slice.columns[c].is_null(i), expected.is_null(i)) << whole.columns[c].name;
        if (!expected.is_null(i)) {
          EXPECT_EQ(slice.columns[c].real[i], expected.real[i]);
        }
      }
    }
  }
}

TEST(CountsTable, EveryLevelSumsToWhatWasRead) {
  const TownResults town;
  const auto table = counts_table(town.results());
  EXPECT_EQ(names_of(table), (Texts{"level", "zone", "unit", "category", "month", "count"}));
  std::map<std::string, std::int64_t> sum;
  for (std::size_t i = 0; i < table.rows(); ++i) sum[column(table, "level").text[i]] += column(table, "count").integer[i];
  EXPECT_EQ(sum, (std::map<std::string, std::int64_t>{{"district", 7}, {"block", 7}}));  // 8 rows, 1 excluded
}

TEST(CountsTable, PseudoZonesHoldWhatIsInNoZone) {
  const TownResults town;
  const auto table = counts_table(town.results());
  std::map<std::string, std::int64_t> pseudo;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const auto& zone = column(table, "zone").text[i];
    if (zone[0] == '(') pseudo[column(table, "level").text[i] + zone] += column(table, "count").integer[i];
  }
  EXPECT_EQ(pseudo, (std::map<std::string, std::int64_t>{{"district(unlocated)", 1}, {"district(malformed)", 1}, {"block(outside)", 1},
                                                         {"block(unlocated)", 1}, {"block(malformed)", 1}}));
}

TEST(CountsTable, SlicesJoinedAreTheWhole) {
  TownResults town;
  const auto results = town.results();
  const auto whole = counts_table(results);
  const auto slices = counts_slices(results);
  ASSERT_EQ(slices.rows, whole.rows());
  EXPECT_EQ(names_of(slices.slice(0, 0)), names_of(whole));
  Texts zones;
  std::vector<std::int64_t> counts;
  for (std::size_t begin = 0; begin < slices.rows; begin += 2) {
    const auto slice = slices.slice(begin, begin + 2);  // the last one asks beyond the end where the number is odd
    zones.insert(zones.end(), column(slice, "zone").text.begin(), column(slice, "zone").text.end());
    counts.insert(counts.end(), column(slice, "count").integer.begin(), column(slice, "count").integer.end());
  }
  EXPECT_EQ(zones, column(whole, "zone").text);
  EXPECT_EQ(counts, column(whole, "count").integer);
}

TEST(CountsTable, MonthsAreWrittenAsPeopleDo) {
  const TownResults town;
  const auto table = counts_table(town.results());
  EXPECT_EQ(column(table, "month").text[0], "1970-01");  // zone A, unit u1, litter
  const auto& months = column(table, "month").text;
  EXPECT_NE(std::find(months.begin(), months.end(), "1970-12"), months.end());
  EXPECT_NE(std::find(months.begin(), months.end(), "1969-12"), months.end());
}

TEST(FileNames, FilesOfOneNameAreToldApartByTheirFoldersWhereverTheyLie) {
  EXPECT_EQ(file_names({"in/a.csv", "/home/someone/b.csv"}), (Texts{"a.csv", "b.csv"}));
  for (const std::string root : {"", "/home/someone/", "../", "./in/"}) {
    EXPECT_EQ(file_names({root + "r.csv", root + "old/r.csv", root + "s.csv"}), (Texts{"r.csv", "old/r.csv", "s.csv"})) << root;
    EXPECT_EQ(file_names({root + "may/east/r.csv", root + "may/west/r.csv"}), (Texts{"east/r.csv", "west/r.csv"})) << root;
    EXPECT_EQ(file_names({root + "may/east/r.csv", root + "june/east/r.csv"}), (Texts{"may/east/r.csv", "june/east/r.csv"})) << root;
  }
  EXPECT_EQ(file_names({"r.csv", "../r.csv"}), (Texts{"r.csv", "r.csv (2)"})) << "no absolute path tells more";
}

TEST(RejectedTable, ListsReportsThenFeaturesWithPlaceAndReason) {
  TownResults town;
  town.city.lost = {{"area", "in/city.geojson", {{0, 2, true, "a point has no ground; expected a polygon"}}},
                    {"exempt", "water.geojson", {{0, 0, false, "no geometry"}}}};
  const auto table = rejected_table(town.results());
  EXPECT_EQ(names_of(table), (Texts{"input", "file", "row", "kind", "reason"}));
  EXPECT_EQ(column(table, "input").text, (Texts{"reports", "reports", "block", "area", "exempt"}));
  EXPECT_EQ(column(table, "file").text, (Texts{"r.csv", "r.csv", "block.geojson", "city.geojson", "water.geojson"}));
  EXPECT_EQ(column(table, "row").integer, (Integers{4, 7, 7, 2, 0}));
  EXPECT_EQ(column(table, "kind").text, (Texts{"unlocated", "malformed", "malformed", "malformed", "unlocated"}));
}

}  // namespace
}  // namespace bailiwick::layers::test
