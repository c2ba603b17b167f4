#include "town.h"

#include <bailiwick/datum.h>
#include <bailiwick/error.h>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace bailiwick::layers {
namespace {

City xuchang(const std::string& crs = "EPSG:4490") { return project({drawn("district", crs, {rectangle(113.8, 34.0, 113.9, 34.1)})}, {}, {}, {}); }

Located placed(const RawReports& reports, const Settings& settings = {}) { return locate(reports, xuchang(), settings); }

std::string reason(double lon, double lat) {
  const auto located = placed(at("经度", "纬度", {{lon, lat}}));
  return located.rejected.empty() ? "located" : located.rejected[0].reason;
}

TEST(Locate, LongitudeAndLatitudeByTheirNamesNeedNoSystemAndAreCopiedBitForBit) {
  for (const auto& [x, y] : {std::pair{"lon", "lat"}, {"lng", "lat"}, {"longitude", "latitude"}, {"经度", "纬度"}, {"Long", "Lat"}}) {
    const auto located = placed(at(x, y, {{113.85 + 1e-14, 34.05}}));
    ASSERT_EQ(located.size(), 1U) << x;
    EXPECT_EQ(located.x[0], 113.85 + 1e-14);
    EXPECT_EQ(located.y[0], 34.05);
    EXPECT_TRUE(std::isfinite(located.x_m[0]));
  }
}

TEST(Locate, APileOnOneCoordinateIsWarnedOf) {
  const auto warned = [](std::size_t piled, std::size_t apart) {
    std::vector<std::pair<double, double>> places;
    for (std::size_t i = 0; i < apart; ++i) {
      places.emplace_back(113.81 + 1e-6 * static_cast<double>(i), 34.05);
      if (i < piled) places.emplace_back(113.85, 34.05);
    }
    const auto located = placed(at("lon", "lat", places));
    for (const auto& warning : located.warnings) {
      if (warning.code == "pile") return warning.values;
    }
    return Warning::Values{};
  };
  EXPECT_EQ(warned(20, 1980), (Warning::Values{{"n", "20"}, {"reports", "2000"}, {"share", "1.0"}, {"x", "113.85"}, {"y", "34.05"}}));
  EXPECT_TRUE(warned(20, 1981).empty()) << "fewer than one in a hundred";
  EXPECT_TRUE(warned(19, 100).empty()) << "fewer than a score";
}

TEST(Locate, OtherColumnsNeedASystem) {
  try {
    (void)placed(at("x", "y", {{500'000, 3'768'000}}));
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "reports.csv has no CRS: expected one; pass --reports-crs EPSG:n (or --reports-crs local for a city grid in metres)");
  }
}

// Reports take their system from the file as zones do. A false easting lies on the central meridian, and a degree of latitude is 110.57 to 111.69 km, so
// 3762095 m / 0.9996 of meridian end at 34 N to a hundredth of a degree.
TEST(Locate, ASystemWithoutACodeIsTakenFromTheFilesWkt) {
  auto reports = at("east", "north", {{500'000, 3'762'095}});
  reports.crs_label = "WKT";
  reports.crs_wkt =
      "PROJCS[\"City grid\",GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563]],PRIMEM[\"Greenwich\",0],"
      "UNIT[\"degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"latitude_of_origin\",0],"
      "PARAMETER[\"central_meridian\",113.85],PARAMETER[\"scale_factor\",0.9996],PARAMETER[\"false_easting\",500000],"
      "PARAMETER[\"false_northing\",0],UNIT[\"metre\",1]]";
  const auto located = placed(reports);
  ASSERT_EQ(located.size(), 1U);
  EXPECT_NEAR(located.x[0], 113.85, 1e-9);
  EXPECT_NEAR(located.y[0], 34.0, 1e-2);
}

TEST(Locate, EveryWrongPositionHasItsReason) {
  EXPECT_EQ(reason(113.85, 34.05), "located");
  EXPECT_EQ(reason(0, 0), "no position (0, 0)");
  EXPECT_EQ(reason(377.2, 34.05), "longitude 377.2 is not between -180 and 180");
  EXPECT_EQ(reason(13.85, 94.5), "latitude 94.5 is not between -90 and 90");
  EXPECT_EQ(reason(34.05, 113.85), "swapped: the two coordinates changed places");
  EXPECT_EQ(reason(std::numeric_limits<double>::quiet_NaN(), 34.05), "a coordinate is not finite or beyond 1e15");
  EXPECT_EQ(reason(1e16, 34.05), "a coordinate is not finite or beyond 1e15");
  EXPECT_EQ(reason(116.4, 39.9), "located");  // far away is not wrong: the report is outside
}

TEST(Locate, OnlyEmptyPositionsAreUnlocatedTheOthersAreMalformed) {
  auto reports = at("lon", "lat", {{0, 0}, {377.2, 34}, {113.85, 34.05}});
  reports.rows = 5;
  reports.excluded = 1;
  reports.rejected.push_back({0, 2, true, "longitude 'abc' is not a number"});
  reports.row = {3, 4, 5};
  const auto located = placed(reports);
  EXPECT_EQ(located.rows.rows, 5U);
  EXPECT_EQ(located.rows.excluded, 1U);
  EXPECT_EQ(located.rows.unlocated, 1U);
  EXPECT_EQ(located.rows.malformed, 2U);
  ASSERT_EQ(located.rejected.size(), 3U);
  EXPECT_EQ(located.rejected[0].row, 2);
  EXPECT_EQ(located.rejected[1].row, 3);
  EXPECT_EQ(located.rejected[2].row, 4);
  EXPECT_EQ(located.source, std::vector<std::uint32_t>{2});
}

TEST(Locate, ZeroZeroIsAPlaceWhereTheZonesHoldIt) {
  const auto city = project({drawn("sea", "EPSG:4326", {rectangle(-1, -1, 1, 1)})}, {}, {}, {});
  EXPECT_EQ(locate(at("lon", "lat", {{0, 0}}), city, {}).size(), 1U);
}

TEST(Locate, AShiftedReportIsBroughtBackOnlyWhenItsDatumIsNamed) {
  double lon = 113.85, lat = 34.05;
  from_wgs84(Datum::gcj02, std::span(&lon, 1), std::span(&lat, 1));
  const auto shifted = at("lon", "lat", {{lon, lat}});
  Settings settings;
  settings.reports_datum = "gcj02";
  const auto located = placed(shifted, settings);
  EXPECT_NEAR(located.x[0], 113.85, 1e-8);
  EXPECT_NEAR(located.y[0], 34.05, 1e-8);
  EXPECT_TRUE(located.warnings.empty());
  const auto unnamed = placed(shifted);
  EXPECT_EQ(unnamed.x[0], lon);
  ASSERT_EQ(unnamed.warnings.size(), 1U);
  EXPECT_EQ(unnamed.warnings[0].code, "datum_unnamed");
}

TEST(Locate, SurveyorsColumnsAreTurnedAndTheChoiceIsSaid) {
  // 113.85 E 34.05 N in CGCS2000 zone 38, by GDAL 3.6.2: easting 38486150.4007, northing 3769217.7347.
  Settings settings;
  settings.reports_crs = "EPSG:4526";
  const auto located = placed(at("X", "Y", {{3'769'217.7347, 38'486'150.4007}}), settings);
  ASSERT_EQ(located.size(), 1U);
  EXPECT_NEAR(located.x[0], 113.85, 1e-9);
  EXPECT_NEAR(located.y[0], 34.05, 1e-9);
  ASSERT_EQ(located.reasons.size(), 2U);
  EXPECT_EQ(located.reasons[1].substr(0, 42), "column X taken as northing and Y as eastin");
  ASSERT_EQ(located.warnings.size(), 1U);
  EXPECT_EQ(located.warnings[0].code, "survey_axes");
}

TEST(Locate, NoReportsIsNoError) {
  const auto located = placed({});
  EXPECT_EQ(located.size(), 0U);
  EXPECT_EQ(located.rows.rows, 0U);
}

}  // namespace
}  // namespace bailiwick::layers
