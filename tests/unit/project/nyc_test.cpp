#include "town.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>

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

}  // namespace
}  // namespace bailiwick::layers
