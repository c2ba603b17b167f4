// The committed sample: made again byte for byte, perfect but for what was planted.
#include <generator/large.h>
#include <generator/sample.h>

#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace generator {
namespace {

namespace fs = std::filesystem;

std::string bytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class Folder {
 public:
  explicit Folder(const std::string& name) : path_(fs::temp_directory_path() / ("bailiwick_" + name + "_" + std::to_string(::getpid()))) {
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

const City& city() {
  static const City made = sample_city(kSampleSeed);
  return made;
}

TEST(Sample, IsMadeAgainByteForByte) {
  const Folder folder("sample");
  fs::create_directories(folder.path() / "sample");
  write_sample((folder.path() / "sample").string());
  const fs::path committed = fs::path(BAILIWICK_SOURCE_DIR) / "data";
  std::set<std::string> made, kept;
  std::uintmax_t size = 0;
  for (const auto& entry : fs::directory_iterator(folder.path() / "sample")) made.insert(entry.path().filename());
  for (const auto& entry : fs::directory_iterator(committed / "sample")) kept.insert(entry.path().filename());
  EXPECT_EQ(made, kept);
  for (const auto& name : made) {
    EXPECT_TRUE(bytes(folder.path() / "sample" / name) == bytes(committed / "sample" / name)) << name;
    size += fs::file_size(committed / "sample" / name);
  }
  EXPECT_TRUE(bytes(folder.path() / "truth.json") == bytes(committed / "truth.json"));
  EXPECT_LE(size + fs::file_size(committed / "truth.json"), 6'000'000U);
}

TEST(Sample, NoTwoBordersMeetButInSharedNodes) { EXPECT_TRUE(meeting_arcs(city().mesh.arcs).empty()); }

using Segment = std::array<Place, 2>;

/// How often each undirected segment is drawn more one way than the other; matched borders leave nothing.
std::map<Segment, int> unmatched(const std::vector<std::vector<Polygon>>& shapes) {
  std::map<Segment, int> sum;
  for (const auto& parts : shapes)
    for (const Polygon& polygon : parts)
      for (const Ring& ring : polygon)
        for (std::size_t i = 0; i < ring.size(); ++i) {
          const Place &a = ring[i], &b = ring[(i + 1) % ring.size()];
          if (a < b)
            ++sum[{a, b}];
          else
            --sum[{b, a}];
        }
  std::erase_if(sum, [](const auto& entry) { return entry.second == 0; });
  return sum;
}

std::vector<Polygon> reversed(std::vector<Polygon> parts) {
  for (Polygon& polygon : parts)
    for (Ring& ring : polygon) std::reverse(ring.begin(), ring.end());
  return parts;
}

double metres_between(const Place& a, const Place& b) {
  const Spot p = city().ground.spot(a), q = city().ground.spot(b);
  return std::hypot(p.x - q.x, p.y - q.y);
}

class SampleBorders : public ::testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(SampleBorders, CancelAgainstTheLevelAboveButWhereSomethingWasPlanted) {
  const auto [name, above] = GetParam();
  std::vector<std::vector<Polygon>> shapes;
  for (const Level* level : city().levels()) {
    if (level->name == name)
      for (const Zone& zone : level->zones) shapes.push_back(zone.parts);
    if (level->name == above)
      for (const Zone& zone : level->zones) shapes.push_back(reversed(zone.parts));
  }
  if (std::string(above) == "city") shapes.push_back(reversed(city().area));
  std::set<std::string> seen;
  for (const auto& [segment, count] : unmatched(shapes)) {
    const Finding* nearest = nullptr;
    for (const Finding& finding : city().findings)
      if (finding.level == name && finding.kind != "tie" &&
          (nearest == nullptr || metres_between(finding.at, segment[0]) < metres_between(nearest->at, segment[0])))
        nearest = &finding;
    ASSERT_NE(nearest, nullptr) << name;
    EXPECT_LT(metres_between(nearest->at, segment[0]), 450) << name << " near " << nearest->plant;
    seen.insert(nearest->plant);
  }
  std::set<std::string> planted;
  for (const Finding& finding : city().findings)
    if (finding.level == name && finding.kind != "tie") planted.insert(finding.plant);
  EXPECT_EQ(seen, planted);
}

INSTANTIATE_TEST_SUITE_P(Levels, SampleBorders,
                         ::testing::Values(std::pair{"district", "city"}, std::pair{"subdistrict", "district"},
                                           std::pair{"community", "subdistrict"}, std::pair{"block", "community"}),
                         [](const auto& info) { return std::string(info.param.first); });

TEST(Sample, BlocksHaveFifteenDigitsAndCountFromWestToEastThenNorthToSouth) {
  std::map<std::string, std::pair<std::int32_t, double>> last;  // community -> row, x of its last block
  std::set<std::string> ids;
  for (const Zone& block : city().blocks.zones) {
    ASSERT_EQ(block.id.size(), 15U);
    EXPECT_TRUE(std::all_of(block.id.begin(), block.id.end(), [](char c) { return c >= '0' && c <= '9'; }));
    EXPECT_TRUE(ids.insert(block.id).second) << block.id;
    const Face& face = city().mesh.faces[block.faces.front()];
    const bool planted = std::any_of(city().findings.begin(), city().findings.end(),
                                     [&](const Finding& finding) { return finding.kind == "duplicate" && finding.zones[1] == block.id; });
    if (planted) continue;
    const std::string community = block.id.substr(0, 12);
    if (const auto at = last.find(community); at != last.end()) {
      EXPECT_TRUE(std::pair(-face.row, face.centre.x) >= std::pair(-at->second.first, at->second.second)) << block.id;
    }
    last[community] = {face.row, face.centre.x};
  }
  EXPECT_EQ(last.size(), 36U);
}

TEST(Sample, AreasOfTheTruthAgreeByTwoRoads) {
  for (const Finding& finding : city().findings) {
    if (finding.kind == "tie") continue;
    EXPECT_GT(static_cast<double>(finding.area_m2), 1) << finding.plant;
    EXPECT_NEAR(static_cast<double>(finding.area_m2 / finding.check_m2), 1, 1e-9) << finding.plant;
  }
}

TEST(Sample, HoldsEveryKindOfDefectAndStrongHotspots) {
  std::set<std::string> kinds;
  for (const Finding& finding : city().findings) kinds.insert(finding.kind);
  EXPECT_EQ(kinds, (std::set<std::string>{"duplicate", "enclosed", "inlet", "outside_parent", "overlap", "tie", "unfilled_parent"}));
  City scored = city();
  const auto reports = sample_reports(scored, kSampleSeed);
  EXPECT_EQ(reports.size(), 5000U);
  EXPECT_GE(std::count_if(scored.hotspots.begin(), scored.hotspots.end(), [](const Hotspot& hotspot) { return hotspot.expected_z >= 6; }), 6);
  EXPECT_LT(std::count_if(reports.begin(), reports.end(), [](const Report& report) { return report.fault != Fault::none; }), 250);
}

TEST(LargeCity, HasTheSizesAskedForAndTheSameBytesAgain) {
  const Folder one("large_one"), two("large_two");
  LargeOptions options;
  options.blocks = 700;
  options.districts = 4;
  options.streets = 18;
  options.enclaves = 11;
  options.roads = 25;
  options.reports = 3000;
  write_large(one.path().string(), options);
  write_large(two.path().string(), options);
  const std::map<std::string, std::ptrdiff_t> lines{{"districts.geojson", 4}, {"streets.geojson", 18}, {"blocks.geojson", 700}, {"roads.geojson", 25},
                                                    {"city.geojson", 1},      {"reports.csv", 2999}};
  for (const auto& [name, count] : lines) {
    const std::string text = bytes(one.path() / name);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), count + 2) << name;  // a feature or row a line, and two lines around them
    EXPECT_TRUE(text == bytes(two.path() / name)) << name;
  }
}

}  // namespace
}  // namespace generator
