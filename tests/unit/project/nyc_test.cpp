#include "town.h"

#include "gdal/project_crs.h"

#include <bailiwick/coverage.h>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>

namespace bailiwick::layers {
namespace {

std::filesystem::path shared_data() {
  const char* const named = std::getenv("BAILIWICK_SHARED_DATA");
  return named ? std::filesystem::path(named) : std::filesystem::path(BAILIWICK_SOURCE_DIR) / "../shared/data";
}

Located located(const std::string& file, const std::string& x, const std::string& y, const std::string& crs, const City& city) {
  Settings settings;
  settings.reports = {file};
  settings.fields.x = x;
  settings.fields.y = y;
  settings.fields.id = "unique_key";
  settings.reports_crs = crs;
  return locate(read_reports(settings), city, settings);
}

// The publisher gives each position twice: longitude and latitude, and EPSG:2263 feet rounded to whole feet (0.5 ft = 0.152 m).
TEST(NewYork, LongitudeAndLatitudeAgreeWithTheStatePlaneColumns) {
  const auto file = shared_data() / "nyc/nyc311_2019-12-31.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no shared data at " << file;
  const auto city = project({drawn("city", "EPSG:2263", {rectangle(900'000, 100'000, 1'100'000, 300'000)})}, {}, {}, {});
  const auto degrees = located(file.string(), "longitude", "latitude", "EPSG:4326", city);
  const auto feet = located(file.string(), "x_coordinate_state_plane", "y_coordinate_state_plane", "EPSG:2263", city);
  ASSERT_EQ(degrees.size(), 987U);
  ASSERT_EQ(feet.size(), 987U);
  constexpr double kFoot_m = 1200.0 / 3937;
  double sum_x = 0, sum_y = 0;
  for (std::size_t i = 0; i < feet.size(); ++i) {
    const double dx = (degrees.x[i] - feet.x[i]) * kFoot_m, dy = (degrees.y[i] - feet.y[i]) * kFoot_m;
    EXPECT_LT(std::abs(dx), 0.5 * kFoot_m + 0.001) << i;
    EXPECT_LT(std::abs(dy), 0.5 * kFoot_m + 0.001) << i;
    sum_x += dx;
    sum_y += dy;
  }
  // Beyond the rounding they agree to a centimetre on average.
  EXPECT_LT(std::abs(sum_x) / 987, 0.01);
  EXPECT_LT(std::abs(sum_y) / 987, 0.01);
}

/// The tracts as they come (EPSG:2263, feet) under a district made of their own outline, whose vertices alone are carried to EPSG:4326: along its long straight
/// edges both part by their bows, and by nothing else.
TEST(NewYork, TractsInFeetUnderADistrictInDegreesDifferByBowsAlone) {
  ZoneSource source;
  source.level = "tract";
  source.file = (shared_data() / "nyc/census_tracts_2010/nyct2010.shp").string();
  source.id = "BoroCT2010";
  if (!std::filesystem::exists(source.file)) GTEST_SKIP() << "no shared data at " << source.file;
  auto tracts = read_zones(source, {});
  const auto feet = project({tracts}, {}, {}, {});
  auto district = drawn("district", "EPSG:4326", {});
  district.input.shapes = level_union(feet.zones, 0, true);
  district.input.rows.push_back({"NYC", {}, {}, {}, {}, {}, std::nan("")});
  district.fid.push_back(0);
  transformation(Crs::from_text("EPSG:2263", "test"), Crs::from_text("EPSG:4326", "test"))(district.input.shapes.x, district.input.shapes.y);
  tracts.source.parent_level = "district";

  const auto city = project({district, tracts}, {}, {}, {});
  const double bow = city.level_bow_m[1];
  EXPECT_GT(bow, 0.001);
  EXPECT_LT(bow, 5);  // the longest edge of the shore, some kilometres: L^2 tan(latitude) / 8 R
  CoverageOptions options;
  options.level_bow_m = city.level_bow_m;
  const auto found = audit(city.zones, city.area, city.planes, {}, options);
  const auto& children = found.children;
  ASSERT_GT(children.size(), 0U);
  for (std::size_t i = 0; i < children.size(); ++i) {
    EXPECT_EQ(children.note[i], "cross_crs") << i;
    EXPECT_LT(children.width_m[i], bow) << i;
  }
}

/// The tracts as they come under the boroughs as they come (EPSG:4326, simplified), parents by BoroCode. Expected: GEOS 3.14.1 through Shapely 2.2.0, after ogr2ogr had cut
/// the edges into pieces of 15 ft and 0.00005 degree and PROJ had carried both to the equal-area plane of the audit; cut three to six times as coarsely the sums move by 2e-7.
/// Ours cuts them until they are true to 1 mm, so that some 1,400 km of borders leave room for a thousandth of these strips.
TEST(NewYork, TractsInFeetUnderTheBoroughsInDegreesMissAndLeaveWhatGeosSays) {
  ZoneSource boroughs, source;
  boroughs.level = "district";
  boroughs.file = (shared_data() / "nyc/boroughs.geojson").string();
  boroughs.id = "BoroCode";
  source.level = "tract";
  source.file = (shared_data() / "nyc/census_tracts_2010/nyct2010.shp").string();
  source.id = "BoroCT2010";
  source.parent = "BoroCode";
  source.parent_level = "district";
  if (!std::filesystem::exists(source.file)) GTEST_SKIP() << "no shared data at " << source.file;
  const auto city = project({read_zones(boroughs, {}), read_zones(source, {})}, {}, {}, {});
  CoverageOptions options;
  options.level_bow_m = city.level_bow_m;
  const auto found = audit(city.zones, city.area, city.planes, {}, options);

  const std::map<std::string, std::pair<double, double>> expected = {  // tracts outside their borough; ground of the borough that no tract holds: square metres
      {"1", {186143.04, 95486.58}}, {"2", {286593.96, 173514.54}}, {"3", {392300.97, 324381.78}}, {"4", {389309.74, 435798.68}}, {"5", {179743.89, 159721.90}}};
  const auto& children = found.children;
  std::map<std::string, double> outside;
  for (std::size_t i = 0; i < children.size(); ++i) {
    if (children.kind[i] == FindingKind::outside_parent) outside[city.zones.parent_id[index_of(children.zones[i][0])]] += children.area_m2[i];
    const bool by_bows = children.width_m[i] < city.level_bow_m[1];
    EXPECT_EQ(children.note[i] == "cross_crs", by_bows) << children.id[i] << ", " << children.width_m[i] << " m";
  }
  for (std::uint32_t b = 0; b < 5; ++b) {
    const auto& [beyond, open] = expected.at(city.zones.id[b]);
    EXPECT_NEAR(outside[city.zones.id[b]], beyond, 1e-4 * beyond) << city.zones.id[b];
    EXPECT_NEAR(found.zones.gap_m2[b], open, 1e-4 * open) << city.zones.id[b];
  }
}

}  // namespace
}  // namespace bailiwick::layers
