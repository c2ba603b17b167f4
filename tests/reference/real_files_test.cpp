// Real files of the shared data are read with the counts that its README and index.csv give.
#include "shared_data.h"

#include <bailiwick/layers/read.h>

#include <gtest/gtest.h>

#include <algorithm>

namespace bailiwick::layers {
namespace {

struct ReportsCase {
  const char* file;
  const char* preset;
  std::uint64_t rows, unlocated;
};
class RealReports : public testing::TestWithParam<ReportsCase> {};

TEST_P(RealReports, AreReadWithTheRightCounts) {
  const auto& expected = GetParam();
  Settings settings;
  settings.reports = {shared_data(expected.file)};
  settings.preset = expected.preset;
  if (settings.reports[0].empty()) GTEST_SKIP() << "the shared data is not here";
  const auto reports = read_reports(settings);
  EXPECT_EQ(reports.rows, expected.rows);
  EXPECT_EQ(reports.rejected.size(), expected.unlocated);
  for (const auto& r : reports.rejected) EXPECT_FALSE(r.malformed) << r.row << " " << r.reason;
  EXPECT_EQ(reports.size(), expected.rows - expected.unlocated);
}

// Rows and missing coordinates: the README's table.
INSTANTIATE_TEST_SUITE_P(Shared, RealReports,
                         testing::Values(ReportsCase{"nyc/nyc311_2019-12-31.csv", "nyc311", 1000, 13},
                                         ReportsCase{"nyc/nyc311_animal_complaints_2010_2025.csv.gz", "nyc311", 5895, 57},
                                         ReportsCase{"nyc/nyc311_streetlights_2024_2026.csv.gz", "nyc311", 50856, 0},
                                         ReportsCase{"nyc/vehicle_thefts_2014_2017.csv.gz", "", 35746, 0},
                                         ReportsCase{"nyc/injury_collisions.geojson.gz", "", 20644, 0},
                                         ReportsCase{"uk/road_accidents_2014.csv.gz", "", 140029, 0},
                                         ReportsCase{"literature/chorley.csv", "", 1036, 0}, ReportsCase{"literature/humberside.csv", "", 203, 0},
                                         ReportsCase{"literature/chicago_net_crimes.csv", "", 116, 0},
                                         ReportsCase{"literature/snow_maps/SohoPeople.shp", "", 324, 0}));

TEST(RealReports, TheDayOfTheNewYorkFileIsTheLastOf2019) {
  Settings settings;
  settings.reports = {shared_data("nyc/nyc311_2019-12-31.csv")};
  settings.preset = "nyc311";
  if (settings.reports[0].empty()) GTEST_SKIP() << "the shared data is not here";
  const auto reports = read_reports(settings);
  // Smallest and largest created_date of the located rows, 2019-12-31T18:52:55.000 and 2019-12-31T23:59:11.000 in America/New_York: Python's csv and zoneinfo.
  EXPECT_EQ(*std::min_element(reports.time_ms.begin(), reports.time_ms.end()), 1577836375000);
  EXPECT_EQ(*std::max_element(reports.time_ms.begin(), reports.time_ms.end()), 1577854751000);
  for (const auto month : reports.month) EXPECT_EQ(month, 49 * 12 + 11);
  EXPECT_EQ(reports.categories.size(), 64U);
}

struct ZonesCase {
  const char* file;
  std::uint64_t features;
  const char* crs;
  const char* id;
};
class RealZones : public testing::TestWithParam<ZonesCase> {};

TEST_P(RealZones, AreReadWithTheRightCounts) {
  const auto& expected = GetParam();
  ZoneSource source;
  source.level = "zone";
  source.file = shared_data(expected.file);
  if (source.file.empty()) GTEST_SKIP() << "the shared data is not here";
  const auto zones = read_zones(source, {});
  EXPECT_EQ(zones.features, expected.features);
  EXPECT_EQ(zones.input.rows.size(), expected.features);
  EXPECT_EQ(zones.crs_label, expected.crs);
  EXPECT_EQ(zones.source.id, expected.id);
}

// Features: the README's table and index.csv; a file without a crs member is CRS84.
INSTANTIATE_TEST_SUITE_P(Shared, RealZones,
                         testing::Values(ZonesCase{"nyc/boroughs.geojson", 5, "EPSG:4326", "BoroCode"},
                                         ZonesCase{"nyc/community_districts.geojson.gz", 71, "EPSG:4326", "BoroCD"},
                                         ZonesCase{"nyc/council_districts.geojson.gz", 51, "EPSG:4326", "CounDist"},
                                         ZonesCase{"nyc/police_precincts.geojson.gz", 77, "OGC:CRS84", "precinct"},
                                         ZonesCase{"nyc/nta_2010.geojson", 195, "OGC:CRS84", "NTACode"},
                                         ZonesCase{"nyc/modzcta.geojson", 178, "OGC:CRS84", "MODZCTA"},
                                         ZonesCase{"nyc/census_tracts_2010/nyct2010.shp", 2165, "EPSG:2263", "BoroCT2010"},
                                         ZonesCase{"china/xuchang_411000_counties.geojson", 6, "OGC:CRS84", "adcode"},
                                         ZonesCase{"china/xuchang_411000_counties_2015_bom.geojson", 6, "OGC:CRS84", "id"},
                                         ZonesCase{"china/yanbian_222400_counties.geojson", 8, "OGC:CRS84", "adcode"},
                                         ZonesCase{"china/dunhua_222403.geojson", 1, "OGC:CRS84", "adcode"},
                                         ZonesCase{"literature/columbus/columbus.shp", 49, "", "-"}, ZonesCase{"literature/sids/sids.shp", 100, "", "-"}));

}  // namespace
}  // namespace bailiwick::layers
