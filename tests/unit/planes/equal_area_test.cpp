#include <bailiwick/equal_area.h>
#include <bailiwick/error.h>

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>

namespace bailiwick {
namespace {

constexpr Ellipsoid kWgs84{6378137, 298.257223563}, kGrs80{6378137, 298.257222101}, kKrassowsky{6378245, 298.3};

struct Known {
  Ellipsoid ellipsoid;
  double centre_lat, centre_lon, lon, lat, x_m, y_m;
};

// PROJ 9.1.1: echo LON LAT 0 0 | cct -d 12 +proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=laea +lat_0=CENTRE_LAT
// +lon_0=CENTRE_LON +a=A +rf=RF, which is how a transformation between systems is carried out.
const std::array kCities{
    Known{kWgs84, 40.7, -74, -73.9857, 40.7484, 1207.697807174422, 5374.846561413236},
    Known{kWgs84, 40.7, -74, -74.2556, 40.4961, -21667.803430856911, -22610.979768412744},
    Known{kWgs84, 40.7, -74, -73.7004, 40.9153, 25239.226261311902, 23951.954300225971},
    Known{kWgs84, 40.7, -74, -74, 40.7, 0.000000000000, 0.000000000000},
    Known{kGrs80, 34, 113.8, 113.8234, 34.0512, 2160.508303245577, 5679.492678013748},
    Known{kGrs80, 34, 113.8, 114.2, 33.7, 37083.096685274890, -33204.045677223236},
    Known{kGrs80, -33.9, 151.2, 151.3, -33.8, 9260.058261921286, 11087.493223062305},
    Known{kWgs84, 0, 0.1, 0.3, 0.2, 22263.786033130818, 22114.878521620172},
    Known{kKrassowsky, 29.5, 106.5, 106.1, 29.4, -38825.028015198368, -11018.179348913856},
    Known{kWgs84, 78.2, 15.7, 15.6, 78.2, -2283.774857543579, 1.950303237982},
};
const std::array kPoles{
    Known{kWgs84, 90, 0, 10, 89.95, 969.772767532070, -5499.854665664981},
    Known{kWgs84, -90, 20, 170, -89.9, 5584.698211594115, -9672.981047420055},
};
const std::array kFarAway{
    Known{kGrs80, 52, 10, 5, 50, -358200.549044932413, -210281.146840436879},
    Known{kWgs84, 40.7, -74, 100, 20, 1239056.486325975042, 10916086.147889854386},
    Known{kWgs84, -33.9, 18.4, 22.3, 69.7, 243809.054440003616, 9991511.638582536951},
};

std::pair<double, double> forward(const Known& known) {
  double x = known.lon, y = known.lat;
  EqualArea(known.ellipsoid, known.centre_lat, known.centre_lon).forward({&x, 1}, {&y, 1});
  return {x, y};
}

TEST(EqualArea, CitiesLieWhereProjPutsThem) {
  for (const auto& known : kCities) {
    const auto [x, y] = forward(known);
    EXPECT_NEAR(x, known.x_m, 1e-9) << known.lon << ' ' << known.lat;
    EXPECT_NEAR(y, known.y_m, 1e-9) << known.lon << ' ' << known.lat;
  }
}

TEST(EqualArea, PolesAreNoCitiesAndCarriedToMicrometres) {
  for (const auto& known : kPoles) {
    const auto [x, y] = forward(known);
    EXPECT_NEAR(x, known.x_m, 1e-6) << known.lon << ' ' << known.lat;
    EXPECT_NEAR(y, known.y_m, 1e-6) << known.lon << ' ' << known.lat;
  }
}

TEST(EqualArea, OtherContinentsLieWhereProjPutsThemToTheLastBits) {
  for (const auto& known : kFarAway) {
    const auto [x, y] = forward(known);
    EXPECT_NEAR(x, known.x_m, 4e-15 * std::hypot(known.x_m, known.y_m)) << known.lon << ' ' << known.lat;
    EXPECT_NEAR(y, known.y_m, 4e-15 * std::hypot(known.x_m, known.y_m)) << known.lon << ' ' << known.lat;
  }
}

TEST(EqualArea, TheExampleOfTheGuidanceNoteOfEpsg) {
  // Guidance note 7-2, Lambert Azimuthal Equal Area: ETRS89 / LAEA Europe, 50 N 5 E -> E 3962799.45, N 2999718.85 with false origin 4321000, 3210000.
  const auto [x, y] = forward({kGrs80, 52, 10, 5, 50, 0, 0});
  EXPECT_NEAR(x + 4321000, 3962799.45, 0.005);
  EXPECT_NEAR(y + 3210000, 2999718.85, 0.005);
}

TEST(EqualArea, TheWayBackUndoesTheWayThere) {
  for (const auto& known : kCities) {
    double x = known.x_m, y = known.y_m;
    EqualArea(known.ellipsoid, known.centre_lat, known.centre_lon).inverse({&x, 1}, {&y, 1});
    const double metre = 1 / 111e3, shrunk = std::cos(known.lat * 3.141592653589793 / 180);
    EXPECT_NEAR(y, known.lat, 1e-9 * metre + 2e-14) << known.lon;
    EXPECT_NEAR(x, known.lon, (1e-9 * metre + 2e-14) / shrunk) << known.lon;
  }
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> metres(-50'000, 50'000), lat(-70, 70);
  for (int i = 0; i < 2000; ++i) {
    const EqualArea plane(kWgs84, lat(random), 113.8);
    const double x = metres(random), y = metres(random);
    double back_x = x, back_y = y;
    plane.inverse({&back_x, 1}, {&back_y, 1});
    plane.forward({&back_x, 1}, {&back_y, 1});
    ASSERT_NEAR(back_x, x, 2e-8);  // an ulp of the sine of the authalic latitude is 1.1e-16 R / cos(lat), 2e-9 m at 70 degrees; some ten such add up
    ASSERT_NEAR(back_y, y, 2e-8);
  }
}

TEST(EqualArea, ASmallSquareKeepsItsArea) {
  // The ground between two meridians and two parallels of WGS 84 is a^2 / 2 (q(north) - q(south)) dlon, q of Snyder 3-12; for 0.01 degree from
  // 40.70 to 40.71 N in 40-digit arithmetic (mpmath) 938459.4065650413 m2. Its edges are curves of the plane, so they are cut fine.
  std::vector<double> x, y;
  constexpr int kSteps = 2000;
  const auto edge = [&](double lon, double lat, double to_lon, double to_lat) {
    for (int i = 0; i < kSteps; ++i) {
      x.push_back(lon + (to_lon - lon) * i / kSteps);
      y.push_back(lat + (to_lat - lat) * i / kSteps);
    }
  };
  edge(-74.2, 40.70, -74.19, 40.70);
  edge(-74.19, 40.70, -74.19, 40.71);
  edge(-74.19, 40.71, -74.2, 40.71);
  edge(-74.2, 40.71, -74.2, 40.70);
  EqualArea(kWgs84, 40.7, -74).forward(x, y);
  double twice = 0;
  for (std::size_t i = 0, j = x.size() - 1; i < x.size(); j = i++) twice += (x[j] - x[0]) * (y[i] - y[0]) - (x[i] - x[0]) * (y[j] - y[0]);
  EXPECT_NEAR(twice / 2, 938459.4065650413, 1e-4);
}

TEST(EqualArea, WhatHasNoPlaceIsInfinite) {
  const EqualArea plane(kWgs84, 40, 10);
  std::array x{10.0, std::nan(""), 10.0, -170.0, 10.0}, y{90.1, 0.0, std::nan(""), -40.0, 40.0};
  plane.forward(x, y);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_TRUE(std::isinf(x[i]) || std::hypot(x[i], y[i]) > 1.2e7) << i;
  EXPECT_EQ(x[4], 0);
  std::array far_x{2e7, std::nan("")}, far_y{0.0, 0.0};
  plane.inverse(far_x, far_y);
  EXPECT_TRUE(std::isinf(far_x[0]) && std::isinf(far_y[1]));
  EXPECT_THROW(EqualArea(kWgs84, 91, 0), Error);
  EXPECT_THROW(EqualArea({0, 298}, 0, 0), Error);
}

TEST(Planes, AreCentredOnTheTenthOfADegree) {
  const auto planes = equal_area_planes("EPSG:4326", -73.96, 40.74);
  EXPECT_EQ(planes.metric_crs, "LAEA:40.7,-74.0");
  EXPECT_EQ(planes.area_crs, planes.metric_crs);
  EXPECT_TRUE(planes.geographic);
  double x = kCities[0].lon, y = kCities[0].lat;
  planes.to_metric({&x, 1}, {&y, 1});
  EXPECT_NEAR(x, kCities[0].x_m, 1e-9);
  planes.from_metric({&x, 1}, {&y, 1});
  EXPECT_NEAR(x, kCities[0].lon, 1e-13);
  EXPECT_EQ(equal_area_planes("EPSG:4326", 0.04, -0.04).metric_crs, "LAEA:0.0,0.0");
  EXPECT_EQ(equal_area_planes("urn:ogc:def:crs:OGC:1.3:CRS84", 1, 2, "LAEA:40.7,-74.0").metric_crs, "LAEA:40.7,-74.0");
}

TEST(Planes, KnowGeographicSystemsByTheirNamesAndSayWhatElseToDo) {
  EXPECT_EQ(ellipsoid_of("EPSG:4490")->inverse_flattening, 298.257222101);
  EXPECT_EQ(ellipsoid_of("urn:ogc:def:crs:EPSG::4326")->inverse_flattening, 298.257223563);
  EXPECT_EQ(ellipsoid_of("http://www.opengis.net/def/crs/OGC/1.3/CRS84")->semi_major_m, 6378137);
  EXPECT_FALSE(ellipsoid_of("EPSG:2263"));
  EXPECT_FALSE(ellipsoid_of(""));
  try {
    (void)equal_area_planes("EPSG:2263", 0, 0);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::unknown_crs);
    EXPECT_STREQ(error.what(), "location plane: expected a geographic system that is known without a database, such as EPSG:4326, found 'EPSG:2263'; "
                               "bring the zones to one, or say how many metres its unit has");
  }
  EXPECT_THROW((void)equal_area_planes("EPSG:4326", 0, 0, "EPSG:32618"), Error);
}

TEST(Planes, OfACityGridAreThatGrid) {
  const auto feet = grid_planes("EPSG:2263", 0.3048006096012192);
  double x = 1000, y = 2000;
  feet.to_metric({&x, 1}, {&y, 1});
  EXPECT_DOUBLE_EQ(x, 304.8006096012192);
  feet.from_metric({&x, 1}, {&y, 1});
  EXPECT_NEAR(x, 1000, 1e-9);
  EXPECT_FALSE(feet.geographic);
  EXPECT_THROW((void)grid_planes("local", 0), Error);
}

}  // namespace
}  // namespace bailiwick
