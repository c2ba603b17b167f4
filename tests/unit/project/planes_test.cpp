#include "project/planes.h"

#include <bailiwick/error.h>

#include <gtest/gtest.h>

#include <cmath>

namespace bailiwick::layers {
namespace {

SourcePlane plane(const std::string& text) { return source_plane({"zones.geojson", text, {}, {}, "--zones-crs", {}, {}}); }

struct Place {
  double x, y;
};
Place through(const PlaneMap& map, double x, double y) {
  map(std::span(&x, 1), std::span(&y, 1));
  return {x, y};
}

TEST(MetricPlanes, AreCentredOnATenthOfADegreeAndTheirCentreIsTheOrigin) {
  const auto made = metric_planes(plane("EPSG:4490"), 113.8612, 34.0349, {});
  EXPECT_EQ(made.planes.location_crs, "EPSG:4490");
  EXPECT_EQ(made.planes.metric_crs, "LAEA:34.0,113.9");
  EXPECT_EQ(made.planes.area_crs, made.planes.metric_crs);
  EXPECT_TRUE(made.planes.geographic);
  const auto origin = through(made.planes.to_metric, 113.9, 34.0);
  EXPECT_NEAR(origin.x, 0, 1e-6);
  EXPECT_NEAR(origin.y, 0, 1e-6);
  const auto back = through(made.planes.from_metric, 1000, -2000);
  const auto again = through(made.planes.to_metric, back.x, back.y);
  EXPECT_NEAR(again.x, 1000, 1e-6);
  EXPECT_NEAR(again.y, -2000, 1e-6);
}

TEST(MetricPlanes, AreMetresEvenWhereTheCityIsInFeet) {
  // The same ground, 1,000 US survey feet apart (1200 / 3937 m each), on the grid of Long Island: scale there is within 1e-4.
  const auto made = metric_planes(plane("EPSG:2263"), 987'000, 190'000, {});
  EXPECT_FALSE(made.planes.geographic);
  const auto a = through(made.planes.to_metric, 987'000, 190'000), b = through(made.planes.to_metric, 988'000, 190'000);
  EXPECT_NEAR(std::hypot(b.x - a.x, b.y - a.y), 1000 * 1200.0 / 3937, 0.05);
}

TEST(MetricPlanes, AnotherProjectionMayServeForDistancesInMetresWhileAreasStayEqualArea) {
  const auto made = metric_planes(plane("EPSG:4326"), -73.95, 40.7, "EPSG:2263");
  EXPECT_EQ(made.planes.metric_crs, "EPSG:2263");
  EXPECT_EQ(made.planes.area_crs, "LAEA:40.7,-74.0");  // -73.95 rounds to the even tenth, as the processor does
  // Feet of EPSG:2263 as metres: NYC's own state-plane figure for this place is 1004321, 152444 feet (311 request 45278137).
  const auto there = through(made.planes.to_metric, -73.92773945669528, 40.58507695307629);
  EXPECT_NEAR(there.x, 1'004'321 * 1200.0 / 3937, 0.2);
  EXPECT_NEAR(there.y, 152'444 * 1200.0 / 3937, 0.2);
  const auto back = through(made.planes.from_metric, there.x, there.y);
  EXPECT_NEAR(back.x, -73.92773945669528, 1e-9);
}

TEST(MetricPlanes, AResolvedCentreGivesTheSamePlaneAgain) {
  const auto first = metric_planes(plane("EPSG:4490"), 113.8612, 34.0349, {});
  const auto again = metric_planes(plane("EPSG:4490"), 113.9812, 34.0749, first.planes.metric_crs);
  EXPECT_EQ(again.planes.metric_crs, first.planes.metric_crs);
  const auto a = through(first.planes.to_metric, 113.8, 34.1), b = through(again.planes.to_metric, 113.8, 34.1);
  EXPECT_EQ(a.x, b.x);
  EXPECT_EQ(a.y, b.y);
}

TEST(MetricPlanes, ALocalGridIsItsOwnMetricPlane) {
  const auto made = metric_planes(plane("local"), 500, 600, {});
  EXPECT_EQ(made.planes.location_crs, "local");
  const auto there = through(made.planes.to_metric, 12.5, -7);
  EXPECT_EQ(there.x, 12.5);
  EXPECT_EQ(there.y, -7);
  EXPECT_TRUE(made.location_wkt.empty());
}

std::string refusal(const std::string& metric_crs) {
  try {
    (void)metric_planes(plane("EPSG:4490"), 113, 34, metric_crs);
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(MetricPlanes, RefuseDegreesAsAUnitOfMeasure) {
  EXPECT_EQ(refusal("EPSG:4326"), "--crs: expected a projected system, found EPSG:4326; degrees are no unit of measure");
  EXPECT_EQ(refusal("LAEA:north"), "--crs: expected LAEA:<latitude>,<longitude>, found 'LAEA:north'");
}

// On the ellipsoid of WGS 84 (e2 = 0.00669438) a web map's way north at 34 degrees is (1 - e2 sin2)^1.5 / ((1 - e2) cos) = 1.2106 times too long; UTM 49N
// (central meridian 111) is within 4e-4 of true there.
TEST(MetricPlanes, RefuseAProjectionWhoseMetresAreNoneInTheCity) {
  EXPECT_EQ(refusal("EPSG:3857"), "--crs: expected a system true to scale at 34.0 N 113.0 E, found EPSG:3857, in which 1 km measures 1.21 km there; name the "
                                  "local one or leave the option out");
  EXPECT_EQ(refusal("EPSG:32649"), "accepted");
  EXPECT_NE(refusal("EPSG:27700"), "accepted") << "Britain's, 115 degrees away";
}

TEST(SourcePlane, WithoutAnyClueTheErrorSaysWhichOptionHelps) {
  try {
    (void)source_plane({"zones.shp", {}, {}, {}, "--zones-crs", {}, {}});
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "zones.shp has no CRS: expected one; pass --zones-crs EPSG:n (or --zones-crs local for a city grid in metres)");
    EXPECT_EQ(error.code(), ErrorCode::unknown_crs);
  }
}

TEST(SourcePlane, ADatumIsAnOffsetOfDegreesOnly) {
  try {
    (void)source_plane({"zones.shp", "EPSG:4527", {}, {}, "--zones-crs", "gcj02", {}});
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
  }
  EXPECT_THROW((void)datum_of("gcj", "--zones-datum"), Error);
}

TEST(SourcePlane, OnlySurveyedSystemsNameTheirDatumByThemselves) {
  EXPECT_TRUE(plane("EPSG:4490").datum_named);
  EXPECT_TRUE(plane("EPSG:4527").datum_named);
  EXPECT_FALSE(plane("OGC:CRS84").datum_named);  // what web maps call themselves, shifted or not
  EXPECT_TRUE(source_plane({"r.csv", "OGC:CRS84", {}, {}, "--reports-crs", "wgs84", {}}).datum_named);
}

}  // namespace
}  // namespace bailiwick::layers
