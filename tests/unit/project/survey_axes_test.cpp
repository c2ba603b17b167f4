#include "project/survey_axes.h"

#include "gdal/project_zones.h"

#include <bailiwick/error.h>

#include <gtest/gtest.h>

#include <vector>

namespace bailiwick::layers {
namespace {

using Values = std::vector<double>;
Crs crs(const std::string& text) { return Crs::from_text(text, "test"); }

// Xuchang, about 34.03 N 113.86 E: zone 38 of three degrees (central meridian 114 E), zone 19 of six (111 E).
const Values kNorthing{3'767'100, 3'768'900, 3'765'000}, kEasting38{38'487'000, 38'488'500, 38'485'900}, kEasting{487'000, 488'500, 485'900};

TEST(SurveyAxes, XIsTheNorthingWhereSurveyorsWroteTheFile) {
  const auto axes = survey_axes(crs("EPSG:4526"), "X", "Y", kNorthing, kEasting38);
  EXPECT_TRUE(axes.swapped);
  EXPECT_EQ(axes.reason,
            "column X taken as northing and Y as easting, as surveyors write them: Y lies within 450 km of 38500000 m, the false easting of "
            "EPSG:4526");
  EXPECT_TRUE(survey_axes(crs("EPSG:4547"), "x", "y", kNorthing, kEasting).swapped);
}

TEST(SurveyAxes, XIsTheEastingWhereProgrammersDid) {
  EXPECT_FALSE(survey_axes(crs("EPSG:4526"), "x", "y", kEasting38, kNorthing).swapped);
  EXPECT_FALSE(survey_axes(crs("EPSG:4547"), "X坐标", "Y坐标", kEasting, kNorthing).swapped);
}

TEST(SurveyAxes, OnACityGridTheSizeDecides) {
  EXPECT_TRUE(local_axes("X", "Y", kNorthing, kEasting).swapped);
  EXPECT_TRUE(local_axes("x", "y", kNorthing, kEasting38).swapped);
  EXPECT_FALSE(local_axes("x", "y", kEasting, kNorthing).swapped);
  EXPECT_FALSE(local_axes("x", "y", Values{500, 600}, Values{2'000'000, 2'000'100}).swapped);
  EXPECT_FALSE(local_axes("east", "north", kNorthing, kEasting).swapped);
}

TEST(SurveyAxes, NamesThatSayEastAndNorthAreTaken) {
  EXPECT_FALSE(survey_axes(crs("EPSG:4526"), "easting", "northing", kNorthing, kEasting38).swapped);
  EXPECT_FALSE(survey_axes(crs("EPSG:4326"), "x", "y", {}, {}).swapped);
}

TEST(SurveyAxes, TheZonePrefixMustBeThatOfTheSystem) {
  try {
    (void)survey_axes(crs("EPSG:4547"), "x", "y", kNorthing, kEasting38);
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "--reports-crs: the eastings carry the zone prefix 38, and EPSG:4547 has a false easting of 500000 m; pass EPSG:4526");
  }
}

TEST(SurveyAxes, PrefixesOfSixAndThreeDegreeZonesNeverMeet) {
  EXPECT_EQ(zone_prefix(kEasting38), 38);
  EXPECT_EQ(zone_prefix(Values{19'700'000, 19'699'000}), 19);
  EXPECT_EQ(zone_prefix(kEasting), std::nullopt);
  EXPECT_EQ(zone_prefix(kNorthing), std::nullopt);
  EXPECT_EQ(zone_code(13), 4491);  // EPSG: CGCS2000 / Gauss-Kruger zone 13
  EXPECT_EQ(zone_code(23), 4501);
  EXPECT_EQ(zone_code(25), 4513);  // CGCS2000 / 3-degree Gauss-Kruger zone 25
  EXPECT_EQ(zone_code(45), 4533);
}

TEST(SurveyAxes, AFileWithoutASystemGetsAHint) {
  EXPECT_EQ(survey_hint(kNorthing, kEasting38, "--reports-crs"), "; the values look like CGCS2000 zone 38: --reports-crs EPSG:4526");
  EXPECT_EQ(survey_hint(kNorthing, kEasting, "--reports-crs"), "");
}

}  // namespace
}  // namespace bailiwick::layers
