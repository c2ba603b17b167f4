#include <bailiwick/datum.h>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace bailiwick {
namespace {

std::filesystem::path china() {
  const char* given = std::getenv("BAILIWICK_SHARED_DATA");
  return (given != nullptr ? std::filesystem::path(given) : std::filesystem::path(BAILIWICK_SOURCE_DIR) / "../shared/data") / "china";
}

struct Place {
  double lon, lat;
};
Place moved(Datum datum, Place p, bool undo) {
  (undo ? to_wgs84 : from_wgs84)(datum, {&p.lon, 1}, {&p.lat, 1});
  return p;
}
/// Metres between places, near enough for what is compared here.
double metres(Place a, Place b) {
  return std::hypot((a.lat - b.lat) * 111'320, (a.lon - b.lon) * 111'320 * std::cos(a.lat * 3.14159265358979 / 180));
}

struct Vector {
  std::string source, from, to;
  Place in, out;
};

std::vector<Vector> published() {
  std::vector<Vector> vectors;
  std::ifstream file(china() / "gcj_vectors.csv");
  std::string line;
  for (std::getline(file, line); std::getline(file, line);) {
    std::vector<std::string> field;
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, ',');) field.push_back(cell);
    vectors.push_back({field[0], field[2], field[3], {std::stod(field[4]), std::stod(field[5])}, {std::stod(field[6]), std::stod(field[7])}});
  }
  return vectors;
}

// The BD-09 formula is that of gcoord and coordtransform, which the two tests below hold to a metre.
// Sources: googollee/eviltransform and wandergis/coordtransform test files, as listed in the shared data.
TEST(Datum, EqualsThePublishedVectors) {
  const auto vectors = published();
  if (vectors.empty()) GTEST_SKIP() << "shared data are absent: " << china();
  ASSERT_EQ(vectors.size(), 20U);
  for (const auto& v : vectors) {
    Place got = v.in;
    double limit_m = 0.2;  // the libraries compare at 6 decimals, their Shenzhen longitudes differ from each other in the 6th
    if (v.from == "WGS84" && v.to == "GCJ02") got = moved(Datum::gcj02, v.in, false);
    else if (v.from == "BD09" && v.to == "WGS84") got = moved(Datum::bd09, v.in, true), limit_m = 50;  // their BD-09 has sin(pi y) where the SDK has sin(3000/180 pi y)
    else if (v.from == "GCJ02" && v.to == "WGS84") got = moved(Datum::gcj02, v.in, true), limit_m = 3;  // theirs is the one-step approximation
    else if (v.from == "BD09" && v.to == "GCJ02") got = moved(Datum::gcj02, moved(Datum::bd09, v.in, true), false), limit_m = 0.5;
    else if (v.from == "GCJ02" && v.to == "BD09") got = moved(Datum::bd09, moved(Datum::gcj02, v.in, true), false);
    else FAIL() << v.from << " to " << v.to;
    EXPECT_LT(metres(got, v.out), limit_m) << v.source << ' ' << v.from << ' ' << v.to;
  }
}

TEST(Datum, GivesTheLastDigitsOfThePublicFormula) {
  const Place gcj = moved(Datum::gcj02, {116.404, 39.915}, false);  // wandergis/coordtransform, test/app.js
  EXPECT_NEAR(gcj.lon, 116.41024449916938, 1e-13);
  EXPECT_NEAR(gcj.lat, 39.91640428150164, 1e-13);
}

// Source: hujiulong/gcoord, test/fixtures/china-cities.json; holds to about 4 decimals by its own note.
TEST(Datum, AgreesWithTheCityCentresOfGcoord) {
  std::ifstream file(china() / "gcoord_china_cities.json");
  if (!file) GTEST_SKIP() << "shared data are absent: " << china();
  std::size_t cities = 0;
  Place wgs{}, gcj{};
  for (std::string line; std::getline(file, line);) {
    const auto pair = [&](Place& to) { std::sscanf(line.c_str() + line.find('['), "[%lf, %lf]", &to.lon, &to.lat); };
    if (line.find("\"WGS84\"") != std::string::npos) pair(wgs);
    if (line.find("\"GCJ02\"") != std::string::npos) pair(gcj);
    if (line.find("\"BD09\"") == std::string::npos) continue;
    Place bd{};
    pair(bd);
    ++cities;
    EXPECT_NEAR(moved(Datum::gcj02, wgs, false).lon, gcj.lon, 1e-4);
    EXPECT_NEAR(moved(Datum::gcj02, wgs, false).lat, gcj.lat, 1e-4);
    const Place back = moved(Datum::gcj02, moved(Datum::bd09, bd, true), false);
    EXPECT_NEAR(back.lon, gcj.lon, 1e-5);
    EXPECT_NEAR(back.lat, gcj.lat, 1e-5);
  }
  EXPECT_EQ(cities, 664U);
}

TEST(Datum, IsUndoneToAMillimetreAllOverChina) {
  for (const Datum datum : {Datum::gcj02, Datum::bd09}) {
    double worst_m = 0;
    for (double lon = 73; lon < 137; lon += 0.377) {
      for (double lat = 1; lat < 55.5; lat += 0.371) {
        worst_m = std::max(worst_m, metres(moved(datum, moved(datum, {lon, lat}, false), true), {lon, lat}));
      }
    }
    EXPECT_LT(worst_m, 1e-3);
    EXPECT_LT(metres(moved(datum, moved(datum, {105, 35}, false), true), {105, 35}), 1e-3);  // where the formula has a kink
  }
}

TEST(Datum, OutsideItsRectangleThereIsNoOffset) {
  for (const Place p : {Place{-73.97, 40.78}, Place{139.7, 35.7}, Place{104, -5}}) {
    EXPECT_EQ(moved(Datum::gcj02, p, false).lon, p.lon);
    EXPECT_EQ(moved(Datum::gcj02, p, true).lon, p.lon);
    EXPECT_EQ(moved(Datum::bd09, p, true).lat, p.lat);
  }
}

TEST(Datum, WgsStaysAndWhatIsNotFiniteStays) {
  EXPECT_EQ(moved(Datum::wgs84, {116, 40}, true).lon, 116);
  EXPECT_TRUE(std::isnan(moved(Datum::gcj02, {NAN, 40}, true).lon));
}

}  // namespace
}  // namespace bailiwick
