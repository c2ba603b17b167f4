// The generator's own map projection and datum, against published figures.
#include <generator/datum.h>
#include <generator/plane.h>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace generator {
namespace {

TEST(GeneratorPlane, MatchesSnydersObliqueExample) {
  // Snyder (1987), p. 333 f.: Clarke 1866, a = 6378206.4 m, e2 = 0.00676866, centre 40 N 100 W, point 30 N 110 W.
  const EqualArea plane({6378206.4L, 0.00676866L}, -100, 40);
  const Metres at = plane(-110.0L, 30.0L);
  EXPECT_NEAR(static_cast<double>(at.x), -965932.1, 0.05);
  EXPECT_NEAR(static_cast<double>(at.y), -1056814.9, 0.05);
}

TEST(GeneratorPlane, MatchesTheExampleOfEpsgGuidanceNote7) {
  // IOGP 373-7-2, method 9820, ETRS89-extended / LAEA Europe: 50 N 5 E is E 3962799.45, N 2999718.85 with false origin 4321000, 3210000.
  // CGCS2000 has the axes of GRS 1980.
  const EqualArea plane(cgcs2000(), 10, 52);
  const Metres at = plane(5.0L, 50.0L);
  EXPECT_NEAR(static_cast<double>(at.x) + 4321000, 3962799.45, 0.005);
  EXPECT_NEAR(static_cast<double>(at.y) + 3210000, 2999718.85, 0.005);
}

TEST(GeneratorPlane, AreasOfPlaneAndEllipsoidAgree) {
  const Ring ring{{113'800'000'000, 34'000'000'000}, {113'801'100'000, 34'000'050'000}, {113'801'000'123, 34'000'900'000}, {113'799'950'000, 34'000'870'000}};
  const long double by_plane = area_m2(EqualArea(cgcs2000(), 113.8L, 34), ring), by_ellipsoid = ellipsoid_area_m2(cgcs2000(), ring);
  EXPECT_NEAR(static_cast<double>(by_plane / by_ellipsoid), 1, 1e-12);
}

TEST(GeneratorPlane, AnEighthOfTheEllipsoidIsAnEighthOfItsPublishedArea) {
  // GRS 1980 has 510 065 621.724 km2 (radius of the sphere of equal area 6 371 007.181 m, Moritz 1980).
  const Ring eighth{{0, 0}, {90 * kPerDegree, 0}, {90 * kPerDegree, 90 * kPerDegree}, {0, 90 * kPerDegree}};
  EXPECT_NEAR(static_cast<double>(ellipsoid_area_m2(cgcs2000(), eighth)) / 1e6, 510065621.724 / 8, 0.001);
}

std::filesystem::path shared_data() {
  const char* named = std::getenv("BAILIWICK_SHARED_DATA");
  return named != nullptr ? std::filesystem::path(named) : std::filesystem::path(BAILIWICK_SOURCE_DIR) / "../shared/data";
}

TEST(GeneratorDatum, MatchesThePublishedGcjVectors) {
  std::ifstream file(shared_data() / "china/gcj_vectors.csv");
  if (!file) GTEST_SKIP() << "no shared data: china/gcj_vectors.csv";
  std::string line;
  int compared = 0;
  while (std::getline(file, line)) {
    std::vector<std::string> field;
    std::istringstream fields(line);
    for (std::string text; std::getline(fields, text, ',');) field.push_back(text);
    if (field[2] != "WGS84" || field[3] != "GCJ02") continue;
    const Degrees moved = gcj02(Degrees{std::stod(field[4]), std::stod(field[5])});
    // The source's tests compare at 6 decimals; its Shenzhen longitude differs between its own languages in the 7th.
    EXPECT_NEAR(moved.lon, std::stod(field[6]), 1e-6) << line;
    EXPECT_NEAR(moved.lat, std::stod(field[7]), 1e-6) << line;
    ++compared;
  }
  EXPECT_EQ(compared, 13);
}

}  // namespace
}  // namespace generator
