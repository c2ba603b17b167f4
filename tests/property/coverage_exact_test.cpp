// The arrangement under the audit against the rational oracle: the same combinations of shapes, and their areas within the stated bound.
#include "coverage_exactness.h"

#include <bailiwick/plane.h>

#include <random>

namespace bailiwick::coverage::exactness {
namespace {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  int whole(int low, int high) { return std::uniform_int_distribution<int>(low, high)(engine_); }
  double real(double low, double high) { return std::uniform_real_distribution<double>(low, high)(engine_); }

 private:
  std::mt19937_64 engine_;
};

std::string named(const char* family, std::uint64_t seed) { return std::string(family) + " " + std::to_string(seed); }

TEST(CoverageExact, RingsOnASmallLatticeWithEveryDegeneracy) {
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    Dice dice(seed);
    std::vector<Shape> shapes(static_cast<std::size_t>(dice.whole(2, 4)));
    for (auto& shape : shapes) {
      for (int r = dice.whole(1, 2); r > 0; --r) {
        Ring ring;
        for (int v = dice.whole(3, 6); v > 0; --v) ring.emplace_back(dice.whole(0, 5), dice.whole(0, 5));
        shape.push_back(ring);
      }
    }
    expect_exact(shapes, named("lattice", seed));
  }
}

TEST(CoverageExact, StarsInDegreesWithNineDecimals) {
  for (std::uint64_t seed = 0; seed < 250; ++seed) {
    Dice dice(seed);
    std::vector<Shape> shapes;
    for (int s = dice.whole(2, 3); s > 0; --s) {
      Ring ring;
      const int n = dice.whole(3, 8);
      const double cx = dice.real(0, 4e-4);
      const double cy = dice.real(0, 4e-4);
      for (int v = 0; v < n; ++v) {
        const double angle = 6.283185307179586 * v / n;
        const double r = dice.real(2e-4, 1e-3);
        ring.emplace_back(std::round((113.8 + cx + r * std::cos(angle)) * 1e9) / 1e9, std::round((34.02 + cy + r * std::sin(angle)) * 1e9) / 1e9);
      }
      shapes.push_back({ring});
    }
    expect_exact(shapes, named("stars", seed));
  }
}

TEST(CoverageExact, CopiesMovedByAnUlp) {
  for (std::uint64_t seed = 0; seed < 250; ++seed) {
    Dice dice(seed);
    Ring ring;
    const int n = dice.whole(3, 7);
    for (int v = 0; v < n; ++v) ring.emplace_back(113.8 + dice.real(0, 1e-3), 34 + dice.real(0, 1e-3));
    Ring copy = ring;
    for (auto& [x, y] : copy) {
      if (dice.whole(0, 1) == 0) x = std::nextafter(x, dice.whole(0, 1) == 0 ? 0 : 200);
      if (dice.whole(0, 1) == 0) y = std::nextafter(y, dice.whole(0, 1) == 0 ? 0 : 200);
    }
    expect_exact({{ring}, {copy}}, named("ulp", seed));
  }
}

/// Neighbours of which one has vertices on the other's edges, rounded as a drawing program would.
TEST(CoverageExact, RoundedTJunctions) {
  for (std::uint64_t seed = 0; seed < 250; ++seed) {
    Dice dice(seed);
    const auto p = std::pair(113.8 + dice.real(0, 1e-3), 34 + dice.real(0, 1e-3));
    const auto q = std::pair(113.81 + dice.real(0, 1e-3), 34 + dice.real(0, 1e-3));
    Ring below{p, {113.805, 33.99}, q};
    Ring above{q, {113.805, 34.02}, p};
    for (int v = 1; v < 5; ++v) {
      const double share = v / 5.0;
      above.emplace_back(p.first + (q.first - p.first) * share, p.second + (q.second - p.second) * share);
    }
    expect_exact({{below}, {above}}, named("junction", seed));
  }
}

TEST(CoverageExact, ZonesInHolesAndHolesThatTouchTheirShell) {
  const Ring shell{{0, 0}, {12, 0}, {12, 12}, {0, 12}};
  const Ring hole{{0, 6}, {6, 3}, {9, 6}, {6, 9}};
  const Ring island{{4, 6}, {6, 4}, {8, 6}, {6, 8}};
  const Ring speck{{5.5, 6}, {6, 5.5}, {6.5, 6}, {6, 6.5}};
  expect_exact({{shell, hole}, {island}, {speck}}, "within");
  expect_exact({{shell, hole, island}, {hole}, {island, speck}}, "nested");
  expect_exact({{shell}, {shell}, {shell}}, "stack");
}

TEST(CoverageExact, ManyLinesThroughOnePlace) {
  std::vector<Shape> shapes;
  for (int k = 0; k < 7; ++k) {
    const double x = 7 * k - 21;
    shapes.push_back({{{x, -21}, {-x, 21}, {-x + 1, 21}, {x + 1, -21}}});
  }
  expect_exact(shapes, "fan");
}

TEST(CoverageExact, TheIdentitiesOfAreaHold) {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    Dice dice(seed);
    std::vector<Shape> shapes;
    for (int s = 0; s < 6; ++s) {
      Ring ring;
      const int n = dice.whole(4, 9);
      const double cx = dice.real(0, 1e-2);
      const double cy = dice.real(0, 1e-2);
      for (int v = 0; v < n; ++v) {
        const double angle = 6.283185307179586 * v / n;
        const double r = dice.real(1e-3, 6e-3);
        ring.emplace_back(113.8 + cx + r * std::cos(angle), 34 + cy + r * std::sin(angle));
      }
      shapes.push_back({ring});
    }
    const auto p = polygons(shapes);
    expect_identities(p, seed % 2 == 0 ? 1 : 2, named("identities", seed));
  }
}

}  // namespace
}  // namespace bailiwick::coverage::exactness
