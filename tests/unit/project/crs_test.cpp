#include "gdal/project_crs.h"

#include <bailiwick/error.h>

#include <gtest/gtest.h>

#include <cmath>
#include <thread>
#include <vector>

namespace bailiwick::layers {
namespace {

Crs crs(const std::string& text) { return Crs::from_text(text, "test"); }

struct Place {
  double x, y;
};
Place through(const PlaneMap& map, double x, double y) {
  map(std::span(&x, 1), std::span(&y, 1));
  return {x, y};
}

// IOGP Guidance Note 7-2 (2019), section 3.5.1, Lambert azimuthal equal-area, ETRS89-extended / LAEA Europe.
TEST(Crs, EqualAreaAgreesWithThePublishedExample) {
  const auto map = transformation(crs("EPSG:4258"), crs("EPSG:3035"));
  const auto there = through(map, 5, 50);
  EXPECT_NEAR(there.x, 3962799.45, 0.005);
  EXPECT_NEAR(there.y, 2999718.85, 0.005);
  const auto back = through(transformation(crs("EPSG:3035"), crs("EPSG:4258")), there.x, there.y);
  EXPECT_NEAR(back.x, 5, 1e-9);
  EXPECT_NEAR(back.y, 50, 1e-8);  // PROJ 9.1 inverts by a series that is off by up to a millimetre
}

// The same example through our own equal-area plane: EPSG:3035 is centred on 52 N 10 E with false origin 4321000, 3210000.
TEST(Crs, OwnEqualAreaPlaneIsThePublishedOneWithoutItsFalseOrigin) {
  const auto europe = Crs::equal_area(crs("EPSG:4258"), 52, 10);
  const auto there = through(transformation(crs("EPSG:4258"), europe), 5, 50);
  EXPECT_NEAR(there.x, 3962799.45 - 4321000, 0.005);
  EXPECT_NEAR(there.y, 2999718.85 - 3210000, 0.005);
  EXPECT_EQ(europe.label(), "LAEA:52.0,10.0");
  EXPECT_EQ(europe.ellipsoid(), "GRS 1980");
}

TEST(Crs, CoordinatesAreEastingFirstWhateverTheDefinitionSays) {
  // EPSG:4527 is CGCS2000 zone 39: northing first in its definition, false easting 39500000, central meridian 117 E.
  const auto zone = crs("EPSG:4527");
  EXPECT_TRUE(zone.northing_first());
  EXPECT_EQ(zone.false_easting(), 39'500'000);
  const auto there = through(transformation(crs("EPSG:4490"), zone), 117, 0);
  EXPECT_NEAR(there.x, 39'500'000, 1e-6);
  EXPECT_NEAR(there.y, 0, 1e-6);
}

TEST(Crs, LongitudeLatitudeSystemsOfTheWorldAndChinaShareOnePlane) {
  for (const auto* const a : {"OGC:CRS84", "EPSG:4326", "EPSG:4490"}) {
    EXPECT_TRUE(crs(a).wgs84_like()) << a;
    for (const auto* const b : {"OGC:CRS84", "EPSG:4326", "EPSG:4490"}) EXPECT_TRUE(same_plane(crs(a), crs(b))) << a << ' ' << b;
  }
  EXPECT_FALSE(crs("EPSG:4267").wgs84_like());  // NAD27 lies up to 100 m off
  EXPECT_FALSE(same_plane(crs("EPSG:4267"), crs("EPSG:4326")));
}

TEST(Crs, EqualSystemsAreRecognisedThroughTheirText) {
  const auto feet = crs("EPSG:2263");
  EXPECT_TRUE(same_plane(feet, crs(feet.wkt())));
  EXPECT_FALSE(same_plane(feet, crs("EPSG:32118")));  // the same projection in metres
  EXPECT_EQ(feet.label(), "EPSG:2263");
  EXPECT_NEAR(feet.unit(), 0.3048006096012192, 1e-15);  // US survey foot, 1200 / 3937 m
}

TEST(Crs, WhatCannotBeCarriedOverBecomesInfinite) {
  const auto there = through(transformation(crs("EPSG:4326"), crs("EPSG:32618")), 1000, 2000);
  EXPECT_TRUE(std::isinf(there.x));
}

// GDAL 3.6.2 and so QGIS: 1021324.5412258437, 208929.10345363602 feet. Left to its own choice PROJ 9.1 goes from CRS84 another way, a metre off.
TEST(Crs, LongitudeFirstAndLatitudeFirstLeadToTheSamePlace) {
  for (const auto* const name : {"EPSG:4326", "OGC:CRS84"}) {
    const auto there = through(transformation(crs(name), crs("EPSG:2263")), -73.866212, 40.740061);
    EXPECT_NEAR(there.x, 1021324.5412258437, 1e-4) << name;
    EXPECT_NEAR(there.y, 208929.10345363602, 1e-4) << name;
  }
}

TEST(Crs, ManyThreadsShareOneMap) {
  const auto map = transformation(crs("EPSG:4326"), crs("EPSG:2263"));
  const auto once = through(map, -73.98, 40.75);
  std::vector<std::jthread> threads;
  std::vector<int> different(4);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 200; ++i) {
        const auto again = through(map, -73.98, 40.75);
        different[static_cast<std::size_t>(t)] += again.x != once.x || again.y != once.y;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(different, std::vector<int>(4));
}

std::string refusal(const std::string& text) {
  try {
    (void)Crs::from_text(text, "--zones-crs");
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::unknown_crs);
    return error.what();
  }
  return "accepted";
}

TEST(Crs, UnknownTextIsRefusedInASentence) {
  EXPECT_EQ(refusal("EPSG:99999"),
            "--zones-crs: expected a coordinate reference system such as EPSG:4490, found 'EPSG:99999'; name one that PROJ knows");
  EXPECT_EQ(refusal("EPSG:5705"),  // heights above the Baltic
            "--zones-crs: expected a coordinate reference system such as EPSG:4490, found one that is neither geographic nor projected; name "
            "one that PROJ knows");
}

// Left to itself PROJ 9.1 takes 'foo' for EPSG:4289 (Amersfoort) and 'WKT' for a grid on the other side of the world: it looks for names like the text.
TEST(Crs, NothingIsFoundByLikeness) {
  for (const std::string text : {"foo", "WKT", "York", "4326", "WGS", "EPSG", "foo:bar", "GEOGCS[foo", "proj=longlat", "CGCS2000 "}) {
    EXPECT_EQ(refusal(text), "--zones-crs: expected a coordinate reference system such as EPSG:4490, found '" + text + "'; name one that PROJ knows");
  }
}

// Names as the EPSG database 10.076 writes them.
TEST(Crs, TheFormsThatNameOneSystemAreTaken) {
  EXPECT_EQ(crs("NAD83 / New York Long Island (ftUS)").label(), "EPSG:2263");
  EXPECT_EQ(crs("China Geodetic Coordinate System 2000").label(), "EPSG:4490");
  EXPECT_EQ(crs("epsg:2263").label(), "EPSG:2263");
  EXPECT_EQ(crs("urn:ogc:def:crs:EPSG::4490").label(), "EPSG:4490");
  EXPECT_TRUE(same_plane(crs("+proj=utm +zone=18 +datum=WGS84 +units=m"), crs("EPSG:32618")));
  EXPECT_TRUE(same_plane(crs(crs("EPSG:4527").wkt()), crs("EPSG:4527")));
}

// PROJ follows nested text by recursion until the stack ends (OSGeo/PROJ 4762).
TEST(Crs, DeeplyNestedTextNeverReachesProj) {
  std::string nested;
  for (int i = 0; i < 5'000; ++i) nested += "GEOGCRS[\"";
  EXPECT_NE(refusal(nested).find("nested too deep"), std::string::npos);
  EXPECT_NE(refusal("{\"type\":\"GeographicCRS\"}").find("PROJJSON"), std::string::npos);
  EXPECT_NE(refusal(std::string(100'000, 'A')).find("100000 bytes"), std::string::npos);
}

}  // namespace
}  // namespace bailiwick::layers
