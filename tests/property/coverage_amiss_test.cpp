// Laying out only what is amiss finds what laying out every face finds: random cities of blocks in districts, with planted defects of every kind.
#include "coverage/audit.h"

#include <bailiwick/error.h>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <string>

namespace bailiwick::coverage {
namespace {

using Ring = std::vector<std::pair<double, double>>;

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  int whole(int low, int high) { return std::uniform_int_distribution<int>(low, high)(engine_); }
  double real(double low, double high) { return std::uniform_real_distribution<double>(low, high)(engine_); }
  bool chance(double p) { return real(0, 1) < p; }

 private:
  std::mt19937_64 engine_;
};

Planes metres() {
  Planes planes;
  planes.location_crs = planes.metric_crs = planes.area_crs = "local";
  planes.geographic = false;
  return planes;
}

struct Row {
  std::string id, parent;
  std::vector<Ring> rings;  // a shell, and its holes
};

struct City {
  std::vector<LevelInput> levels;
  StudyArea area;
  CoverageOptions options;
};

void add_ring(Polygons& to, const Ring& ring) {
  for (std::size_t i = 0; i <= ring.size(); ++i) to.add_vertex(ring[i % ring.size()].first, ring[i % ring.size()].second);
  to.end_ring();
}

LevelInput level_of(const std::string& name, const std::string& parent, const std::vector<Row>& rows) {
  LevelInput level;
  level.name = name;
  level.parent = parent;
  for (const auto& row : rows) {
    level.rows.push_back({row.id, {}, {}, row.parent, {}, {}, std::nan("")});
    for (const auto& ring : row.rings) add_ring(level.shapes, ring);
    level.shapes.end_part();
    level.shapes.end_shape();
  }
  return level;
}

std::string number(int n) { return std::to_string(1000 + n); }

/// A lattice of crooked cells, four to a district each way; `moved` bends the corners off their places, `fine` gives a common vertex within each edge.
class Builder {
 public:
  explicit Builder(std::uint64_t seed) : dice_(seed), size_(4 * dice_.whole(1, 3)), origin_(dice_.chance(0.5) ? 0 : 4e6) {
    const double bend = dice_.chance(0.3) ? 0 : 20;
    corners_.resize(static_cast<std::size_t>((size_ + 1) * (size_ + 1)));
    for (int r = 0; r <= size_; ++r) {
      for (int c = 0; c <= size_; ++c) {
        corner(c, r) = {origin_ + 100 * c + std::round(dice_.real(-bend, bend)), 100 * r + std::round(dice_.real(-bend, bend) * 8) / 8};
      }
    }
  }

  City build() {
    std::vector<Row> blocks;
    for (int r = 0; r < size_; ++r) {
      for (int c = 0; c < size_; ++c) add_block(blocks, c, r);
    }
    plant_over_many(blocks);
    City city;
    const bool nested = dice_.chance(0.7);
    std::vector<Row> districts;
    for (int r = 0; r < size_; r += 4) {
      for (int c = 0; c < size_; c += 4) districts.push_back({district(c, r), {}, {outline(c, r, 4)}});
    }
    if (dice_.chance(0.3)) shift(districts[0].rings[0][1], 7);
    city.levels.push_back(level_of("district", "", districts));
    city.levels.push_back(level_of("block", nested ? "district" : "", blocks));
    add_ring(city.area.shape, outline(0, 0, size_));
    city.area.shape.end_part();
    city.area.shape.end_shape();
    city.area.given = true;
    if (dice_.chance(0.4)) {
      add_ring(city.options.exempt, {{origin_ + 130, 130}, {origin_ + 270, 140}, {origin_ + 260, 270}, {origin_ + 120, 260}});
      city.options.exempt.end_part();
      city.options.exempt.end_shape();
    }
    return city;
  }

 private:
  std::pair<double, double>& corner(int c, int r) { return corners_[static_cast<std::size_t>(r * (size_ + 1) + c)]; }
  static std::string district(int c, int r) { return number(c / 4 + 10 * (r / 4)); }
  void shift(std::pair<double, double>& p, double by) { p.first += dice_.real(-by, by), p.second += dice_.real(-by, by); }

  Ring outline(int c, int r, int n) {
    Ring ring;
    for (int i = 0; i < n; ++i) ring.push_back(corner(c + i, r));
    for (int i = 0; i < n; ++i) ring.push_back(corner(c + n, r + i));
    for (int i = 0; i < n; ++i) ring.push_back(corner(c + n - i, r + n));
    for (int i = 0; i < n; ++i) ring.push_back(corner(c, r + n - i));
    return ring;
  }

  static std::pair<double, double> middle(const Ring& ring) {
    double x = 0, y = 0;
    for (const auto& p : ring) x += p.first / static_cast<double>(ring.size()), y += p.second / static_cast<double>(ring.size());
    return {x, y};
  }
  static Ring scaled(Ring ring, double factor) {
    const auto [x, y] = middle(ring);
    for (auto& p : ring) p = {x + (p.first - x) * factor, y + (p.second - y) * factor};
    return ring;
  }

  void add_block(std::vector<Row>& blocks, int c, int r) {
    Row row{number(static_cast<int>(blocks.size())), dice_.chance(0.05) ? "" : district(c, r), {outline(c, r, 1)}};
    const double what = dice_.real(0, 1);
    auto& ring = row.rings[0];
    if (what < 0.02) return;
    if (what < 0.05) ring = scaled(ring, 1.05);
    else if (what < 0.07) ring = scaled(ring, 0.9);
    else if (what < 0.09) ring = scaled(ring, 1 + 1e-9);
    else if (what < 0.10) ring = scaled(ring, 1.8);
    else if (what < 0.13) shift(ring[static_cast<std::size_t>(dice_.whole(0, 3))], dice_.chance(0.5) ? 30 : 1e-7);
    else if (what < 0.14) std::swap(ring[1], ring[2]);  // crosses itself
    else if (what < 0.16) row.parent = number(dice_.whole(0, 12));
    else if (what < 0.18) row.rings.push_back(scaled(ring, 0.4));
    else if (what < 0.20) ring.insert(ring.begin() + 1, {(ring[0].first + ring[1].first) / 2, (ring[0].second + ring[1].second) / 2});
    blocks.push_back(row);
    if (what >= 0.20 && what < 0.22) {
      row.id += "x";
      if (dice_.chance(0.3)) row.rings[0] = scaled(row.rings[0], 0.5);
      blocks.push_back(row);
    }
  }

  /// One more zone over many clean ones: its inner ground has no edge of its own.
  void plant_over_many(std::vector<Row>& blocks) {
    if (!dice_.chance(0.3)) return;
    const int n = dice_.whole(2, 3);
    const int c = dice_.whole(0, size_ - n);
    const int r = dice_.whole(0, size_ - n);
    blocks.push_back({"9999", district(c, r), {outline(c, r, n)}});
  }

  Dice dice_;
  int size_;
  double origin_;
  std::vector<std::pair<double, double>> corners_;
};

void expect_same(const Findings& p, const Findings& q, const std::string& what) {
  EXPECT_EQ(p.id, q.id) << what;
  EXPECT_EQ(p.kind, q.kind) << what;
  EXPECT_EQ(p.area_m2, q.area_m2) << what;
  EXPECT_EQ(p.width_m, q.width_m) << what;
  EXPECT_EQ(p.rim_m, q.rim_m) << what;
  EXPECT_EQ(p.zones, q.zones) << what;
  EXPECT_EQ(p.suggested_unit, q.suggested_unit) << what;
  EXPECT_EQ(p.reason, q.reason) << what;
  EXPECT_EQ(p.exempt, q.exempt) << what;
  EXPECT_EQ(p.shapes.x, q.shapes.x) << what;
  EXPECT_EQ(p.shapes.y, q.shapes.y) << what;
  EXPECT_EQ(p.shapes.ring_offsets, q.shapes.ring_offsets) << what;
}

void expect_near(const std::vector<double>& p, const std::vector<double>& q, double scale, const std::string& what) {
  ASSERT_EQ(p.size(), q.size());
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (std::isnan(p[i]) && std::isnan(q[i])) continue;
    EXPECT_NEAR(p[i], q[i], 1e-9 * scale) << what << " " << i;
  }
}

/// NaN equals NaN: widths of ties.
void name_unmeasured(Findings& findings) {
  for (auto& w : findings.width_m) w = std::isnan(w) ? -1 : w;
}

TEST(CoverageAmiss, WhatIsAmissIsFoundAsIfEverythingHadBeenLaidOut) {
  std::size_t findings = 0;
  for (std::uint64_t seed = 0; seed < 800; ++seed) {
    const auto city = Builder(seed).build();
    const auto zones = build_zones(city.levels, "local").zones;
    auto some = audited(zones, city.area, metres(), {}, city.options, {}, Extent::amiss);
    auto all = audited(zones, city.area, metres(), {}, city.options, {}, Extent::whole);
    name_unmeasured(some.children);
    name_unmeasured(all.children);
    const auto what = "seed " + std::to_string(seed);
    expect_same(some.gaps, all.gaps, what + " gaps");
    expect_same(some.overlaps, all.overlaps, what + " overlaps");
    expect_same(some.children, all.children, what + " children");
    expect_near(some.zones.overlap_m2, all.zones.overlap_m2, 1e4, what + " overlap");
    expect_near(some.zones.gap_m2, all.zones.gap_m2, 1e4, what + " gap");
    expect_near(some.zones.covered_share, all.zones.covered_share, 1, what + " covered");
    expect_near(some.units.area_m2, all.units.area_m2, 1e4, what + " unit area");
    expect_near(some.units.covered_share, all.units.covered_share, 1, what + " unit covered");
    expect_near(some.level_covered_share, all.level_covered_share, 1, what + " level covered");
    findings += all.gaps.size() + all.overlaps.size() + all.children.size();
    ASSERT_FALSE(testing::Test::HasFailure()) << what;
  }
  EXPECT_GT(findings, 8000U);
}

}  // namespace
}  // namespace bailiwick::coverage
