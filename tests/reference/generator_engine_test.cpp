// The engine against the truth of the sample city: every planted defect with its area, nothing else; every strong hotspot, at most one more.
#include "engine_city.h"

#include <bailiwick/assign.h>
#include <bailiwick/coverage.h>
#include <bailiwick/hotspots.h>
#include <bailiwick/lattice.h>

#include <generator/names.h>
#include <generator/sample.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace bailiwick {
namespace {

struct Sample {
  generator::City city = generator::sample_city(generator::kSampleSeed);
  std::vector<generator::Report> rows = generator::sample_reports(city, generator::kSampleSeed);
  Zones zones = test::zones_of(city);
  Planes planes = test::planes_of(city);
  test::ReportColumns reports{rows, planes};
  StudyArea area{study_area(city), true};

  static Polygons study_area(const generator::City& city) {
    Polygons shape;
    test::add_parts(city.area, shape);
    return shape;
  }
};

const Sample& sample() {
  static const Sample made;
  return made;
}

/// level, kind and the zones that name the finding: what must be listed exactly once.
using Key = std::tuple<std::string, std::string, std::vector<std::string>>;

Key key_of(const Findings& findings, std::size_t i) {
  const auto kind = findings.kind[i];
  std::vector<std::string> zones;
  for (const ZoneId zone : findings.zones[i]) zones.push_back(sample().zones.id[index_of(zone)]);
  // A child's line also names its parent; the child is what is planted.
  if (kind == FindingKind::outside_parent || kind == FindingKind::tie) zones.resize(1);
  std::sort(zones.begin(), zones.end());
  return {sample().zones.levels[findings.level[i]].name, std::string(code(kind)), zones};
}

Key key_of(const generator::Finding& finding) {
  auto zones = finding.kind == "enclosed" || finding.kind == "inlet" ? finding.beside : finding.zones;
  std::sort(zones.begin(), zones.end());
  return {finding.level, finding.kind, zones};
}

std::string text(const Key& key) {
  std::string result = std::get<0>(key) + " " + std::get<1>(key);
  for (const auto& zone : std::get<2>(key)) result += " " + zone;
  return result;
}

TEST(SampleCity, TheAuditListsWhatWasPlantedAndNothingElse) {
  CoverageOptions options;
  for (const auto& row : sample().city.lawful) options.lawful.push_back({3, row[1], row[2], row[3]});
  const Coverage coverage = audit(sample().zones, sample().area, sample().planes, sample().reports.view(), options);
  std::map<Key, const generator::Finding*> planted;
  for (const auto& finding : sample().city.findings) ASSERT_TRUE(planted.emplace(key_of(finding), &finding).second) << text(key_of(finding));
  std::set<Key> found;
  for (const Findings* findings : {&coverage.gaps, &coverage.overlaps, &coverage.children})
    for (std::size_t i = 0; i < findings->size(); ++i) {
      const Key key = key_of(*findings, i);
      EXPECT_TRUE(found.insert(key).second) << "twice: " << text(key);
      const auto at = planted.find(key);
      if (at == planted.end()) {
        ADD_FAILURE() << "not planted: " << text(key) << ", " << findings->area_m2[i] << " m2";
        continue;
      }
      const generator::Finding& truth = *at->second;
      if (truth.kind != "tie") {
        EXPECT_NEAR(findings->area_m2[i] / static_cast<double>(truth.area_m2), 1, 1e-6) << text(key);
        EXPECT_EQ(findings->sliver[i] != 0, truth.sliver) << text(key);
      }
      if (truth.kind == "inlet") {
        EXPECT_NEAR(findings->rim_m[i] / static_cast<double>(truth.rim_m), 1, 1e-6) << text(key);
      }
      EXPECT_EQ(findings->lawful[i] != 0, truth.lawful && truth.kind == "overlap") << text(key);
    }
  for (const auto& [key, truth] : planted) EXPECT_TRUE(found.contains(key)) << "not found: " << text(key) << " (" << truth->plant << ")";
  EXPECT_TRUE(coverage.invalid.empty());
}

TEST(SampleCity, EveryLevelHoldsAsManyReportsAsTheIntegersSay) {
  const ZoneIndex index = ZoneIndex::build(sample().zones);
  const Assignments placed = assign(index, sample().reports.view());
  const auto levels = sample().city.levels();
  for (std::size_t l = 0; l < levels.size(); ++l) {
    std::map<std::string, int> count, truth;
    for (const ZoneId zone : placed.levels[l].zone)
      if (zone != kNoZone) ++count[std::string(index.id(zone))];
    if (l < 3) {  // without overlaps at these levels every report has one zone
      for (const auto& zone : levels[l]->zones)
        for (const auto& report : sample().rows)
          if (report.fault == generator::Fault::none && generator::contains(zone.parts, report.place)) ++truth[zone.id];
      EXPECT_EQ(count, truth) << levels[l]->name;
    }
  }
}

TEST(SampleCity, StrongHotspotsAreFoundAndAtMostOneMoreArea) {
  const Planes& planes = sample().planes;
  const ZoneIndex index = ZoneIndex::build(sample().zones);
  const Assignments placed = assign(index, sample().reports.view());
  const Polygons area = densified(sample().area.shape.view(), planes.to_metric);
  const Lattice lattice = lattice_over(area.view(), generator::kCellM);
  const auto inside = cells_inside(lattice, area.view());
  const auto cell = cell_of(lattice, sample().reports.metric());
  const GiResult gi = getis_ord(lattice, counts(lattice, cell), inside);
  const HotspotAreas areas = hotspot_areas(lattice, gi, cell, sample().reports.view(), placed, index, planes);
  std::vector<bool> explained(areas.size(), false);
  for (const auto& hotspot : sample().city.hotspots) {
    double x = test::degrees(hotspot.at.lon), y = test::degrees(hotspot.at.lat);
    planes.to_metric(std::span(&x, 1), std::span(&y, 1));
    double nearest = 1e300;
    for (std::size_t a = 0; a < areas.size(); ++a)
      for (const auto c : areas.cells[a]) {
        const double distance = std::hypot(lattice.centre_x_m(c % lattice.columns) - x, lattice.centre_y_m(c / lattice.columns) - y);
        nearest = std::min(nearest, distance);
        if (distance < 2.5 * generator::kCellM) explained[a] = true;
      }
    if (hotspot.expected_z >= 6) {
      EXPECT_LT(nearest, generator::kCellM) << hotspot.name << " expected z " << hotspot.expected_z << ", drawn " << hotspot.z;
    }
  }
  EXPECT_LE(std::count(explained.begin(), explained.end(), false), 1);
}

}  // namespace
}  // namespace bailiwick
