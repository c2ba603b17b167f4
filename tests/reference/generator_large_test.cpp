// The audit of the large city against what was planted in it: 20,196 blocks, 550 defects of every kind, each found with its area, and nothing else.
#include "engine_city.h"
#include "property/coverage_exactness.h"

#include <bailiwick/coverage.h>

#include <generator/large.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <string>

namespace bailiwick {
namespace {

bool quick() {
  const char* scale = std::getenv("BAILIWICK_TEST_SCALE");
  return scale != nullptr && std::string(scale) == "quick";
}

generator::LargeOptions planted() {
  generator::LargeOptions options;
  options.defects = 550;
  if (quick()) options = {.blocks = 3000, .districts = 5, .streets = 30, .enclaves = 50, .roads = 200, .defects = 110};
  return options;
}

/// Level, kind and zones of a finding. A child's line also names its parent, but the child is what is planted; an unfilled parent's hair-thin line also the
/// child along whose border it lies, but the parent is what is planted.
using Key = std::tuple<std::string, std::string, std::vector<std::string>>;

struct Line {
  double area_m2, rim_m;
  bool sliver;
};

std::string text(const Key& key) {
  std::string result = std::get<0>(key) + " " + std::get<1>(key);
  for (const auto& zone : std::get<2>(key)) result += " " + zone;
  return result;
}

using Lines = std::map<Key, std::vector<Line>>;

void sort_all(Lines& lines) {
  for (auto& [key, list] : lines) std::sort(list.begin(), list.end(), [](const Line& a, const Line& b) { return a.area_m2 < b.area_m2; });
}

Lines truth_of(const generator::City& city) {
  Lines lines;
  for (const auto& f : city.findings) {
    auto zones = f.kind == "enclosed" || f.kind == "inlet" ? f.beside : f.zones;
    std::sort(zones.begin(), zones.end());
    lines[{f.level, f.kind, zones}].push_back({static_cast<double>(f.area_m2), static_cast<double>(f.rim_m), f.sliver});
  }
  sort_all(lines);
  return lines;
}

Lines found_in(const Coverage& coverage, const Zones& zones) {
  Lines lines;
  for (const auto* findings : {&coverage.gaps, &coverage.overlaps, &coverage.children}) {
    for (std::size_t i = 0; i < findings->size(); ++i) {
      const auto kind = findings->kind[i];
      std::vector<std::string> names;
      for (const auto z : findings->zones[i]) names.push_back(zones.id[index_of(z)]);
      if (kind == FindingKind::outside_parent || kind == FindingKind::unfilled_parent || kind == FindingKind::tie) names.resize(1);
      std::sort(names.begin(), names.end());
      lines[{zones.levels[findings->level[i]].name, std::string(code(kind)), names}].push_back(
          {findings->area_m2[i], findings->rim_m[i], findings->sliver[i] != 0});
    }
  }
  sort_all(lines);
  return lines;
}

Coverage audited(const Zones& zones, const StudyArea& area, const Planes& planes, unsigned threads) {
  Context context;
  context.threads = threads;
  return audit(zones, area, planes, {}, {}, context);
}

StudyArea study(const generator::City& city) {
  Polygons shape;
  test::add_parts(city.area, shape);
  return {shape, true};
}

void expect_same(const Findings& a, const Findings& b) {
  EXPECT_EQ(a.id, b.id);
  EXPECT_EQ(a.area_m2, b.area_m2);
  EXPECT_EQ(a.rim_m, b.rim_m);
  EXPECT_EQ(a.severity, b.severity);
  EXPECT_EQ(a.shapes.x, b.shapes.x);
  EXPECT_EQ(a.shapes.y, b.shapes.y);
}

/// Places are printed as degrees: a double there is good to 7e-15, 0.8 nanometres; so much may move the border of what it bounds.
double bound(double area_m2) { return 1e-6 * area_m2 + 400 * 1e-9; }

TEST(LargeCity, TheAuditListsWhatWasPlantedAndNothingElse) {
  const auto city = generator::large_city(planted()).city;
  const auto zones = test::zones_of(city);
  const auto planes = test::planes_of(city);
  const auto coverage = audited(zones, study(city), planes, 1);
  const auto truth = truth_of(city);
  const auto found = found_in(coverage, zones);
  std::map<std::string, std::size_t> kinds;
  for (const auto& [key, planted_lines] : truth) {
    kinds[std::get<1>(key)] += planted_lines.size();
    const auto at = found.find(key);
    if (at == found.end() || at->second.size() != planted_lines.size()) {
      ADD_FAILURE() << text(key) << ": planted " << planted_lines.size() << ", found " << (at == found.end() ? 0 : at->second.size());
      continue;
    }
    for (std::size_t i = 0; i < planted_lines.size() && std::get<1>(key) != "tie"; ++i) {
      const auto &want = planted_lines[i], &have = at->second[i];
      EXPECT_NEAR(have.area_m2, want.area_m2, bound(want.area_m2)) << text(key);
      EXPECT_EQ(have.sliver, want.sliver) << text(key);
      if (std::get<1>(key) == "inlet") {
        EXPECT_NEAR(have.rim_m, want.rim_m, 1e-6 * want.rim_m) << text(key);
      }
    }
  }
  for (const auto& [key, lines] : found) EXPECT_TRUE(truth.contains(key)) << "not planted: " << text(key) << ", " << lines[0].area_m2 << " m2";
  EXPECT_TRUE(coverage.invalid.empty());
  for (const char* kind : {"enclosed", "inlet", "overlap", "duplicate", "outside_parent", "unfilled_parent", "tie"}) EXPECT_GE(kinds[kind], quick() ? 3U : 15U) << kind;

  const auto again = audited(zones, study(city), planes, 2);
  expect_same(coverage.gaps, again.gaps);
  expect_same(coverage.overlaps, again.overlaps);
  expect_same(coverage.children, again.children);
  EXPECT_EQ(coverage.units.area_m2, again.units.area_m2);
}

/// The city and its blocks with all that was planted: the parent of the identities is the study area.
TEST(LargeCity, TheIdentitiesOfAreaHold) {
  const auto city = generator::large_city(planted()).city;
  Polygons shapes;
  test::add_parts(city.area, shapes);
  for (const auto& block : city.blocks.zones) test::add_parts(block.parts, shapes);
  for (const unsigned threads : {1U, 2U}) coverage::exactness::expect_identities(shapes, threads, std::to_string(threads) + " threads");
}

/// A vertex more in the middle of every eighth edge or so, on one side of it alone, wherever that middle is a double: T-junctions on the line itself.
std::size_t add_collinear_junctions(Zones& zones) {
  const auto from = zones.shapes;
  Polygons to;
  std::size_t added = 0;
  for (std::size_t s = 0; s < from.size(); ++s) {
    for (auto p = from.shape_offsets[s]; p < from.shape_offsets[s + 1]; ++p) {
      for (auto r = from.part_offsets[p]; r < from.part_offsets[p + 1]; ++r) {
        for (auto v = from.ring_offsets[r]; v < from.ring_offsets[r + 1]; ++v) {
          to.add_vertex(from.x[v], from.y[v]);
          if (v + 1 == from.ring_offsets[r + 1] || (v * 2654435761U >> 16) % 8 != 0) continue;
          const double x = (from.x[v] + from.x[v + 1]) / 2, y = (from.y[v] + from.y[v + 1]) / 2;
          const auto is_middle = [](double m, double a, double b) { return 2 * static_cast<long double>(m) == static_cast<long double>(a) + static_cast<long double>(b); };
          if (!is_middle(x, from.x[v], from.x[v + 1]) || !is_middle(y, from.y[v], from.y[v + 1])) continue;
          to.add_vertex(x, y);
          ++added;
        }
        to.end_ring();
      }
      to.end_part();
    }
    to.end_shape();
  }
  zones.shapes = to;
  return added;
}

TEST(LargeCity, PerfectBordersAndCollinearJunctionsAreNoFinding) {
  auto options = planted();
  options.defects = 0;
  const auto city = generator::large_city(options).city;
  auto zones = test::zones_of(city);
  const auto clean = audited(zones, study(city), test::planes_of(city), 2);
  EXPECT_EQ(clean.gaps.size() + clean.overlaps.size() + clean.children.size() + clean.invalid.size(), 0U);
  EXPECT_GT(add_collinear_junctions(zones), quick() ? 1000U : 20000U);
  const auto junctions = audited(zones, study(city), test::planes_of(city), 2);
  EXPECT_EQ(junctions.gaps.size() + junctions.overlaps.size() + junctions.children.size() + junctions.invalid.size(), 0U);
}

}  // namespace
}  // namespace bailiwick
