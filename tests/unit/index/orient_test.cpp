#include "index/orient.h"

#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_int.hpp>

#include <cmath>
#include <random>

namespace bailiwick::index {
namespace {

using Rational = boost::multiprecision::cpp_rational;

int oracle(double ax, double ay, double bx, double by, double px, double py) {
  const Rational det = (Rational(ax) - Rational(px)) * (Rational(by) - Rational(py)) - (Rational(ay) - Rational(py)) * (Rational(bx) - Rational(px));
  return det > 0 ? 1 : det < 0 ? -1 : 0;
}

TEST(Orient, LeftIsPositiveRightNegativeOnZero) {
  EXPECT_EQ(orient(0, 0, 0, 1, -1, 0.5), 1);
  EXPECT_EQ(orient(0, 0, 0, 1, 1, 0.5), -1);
  EXPECT_EQ(orient(0, 0, 2, 2, 1, 1), 0);
}

TEST(Orient, TellsOneUnitInTheLastPlaceFromTheLine) {
  const double up = std::nextafter(0.5, 1);
  EXPECT_EQ(orient(12, 12, 24, 24, 0.5, 0.5), 0);
  EXPECT_EQ(orient(12, 12, 24, 24, 0.5, up), 1);
  EXPECT_EQ(orient(12, 12, 24, 24, up, 0.5), -1);
}

/// Coordinates of all magnitudes, many of them alike or nearly so.
class Adversary {
 public:
  double coordinate() {
    switch (pick_(random_) % 6) {
      case 0: return 0;
      case 1: return std::ldexp(unit_(random_), static_cast<int>(pick_(random_) % 380) - 331);  // 2^-331 > 1e-100, 2^48 < 1e15
      case 2: return 121 + std::round(unit_(random_) * 1e7) / 1e7;
      case 3: return std::nextafter(last_, pick_(random_) % 2 ? 1e15 : -1e15);
      case 4: return last_;
      default: return last_ = (pick_(random_) % 2 ? 1 : -1) * unit_(random_) * 1e15;
    }
  }

 private:
  std::mt19937_64 random_{20261122};
  std::uniform_real_distribution<double> unit_{0.5, 1};
  std::uniform_int_distribution<int> pick_{0, 1 << 20};
  double last_ = 1;
};

TEST(Orient, EqualsRationalArithmeticAtEveryMagnitude) {
  Adversary adversary;
  for (int i = 0; i < 20'000; ++i) {
    double c[6];
    for (double& v : c) v = flushed(adversary.coordinate());
    ASSERT_EQ(orient(c[0], c[1], c[2], c[3], c[4], c[5]), oracle(c[0], c[1], c[2], c[3], c[4], c[5]))
        << c[0] << ' ' << c[1] << ' ' << c[2] << ' ' << c[3] << ' ' << c[4] << ' ' << c[5];
  }
}

TEST(Orient, EqualsRationalArithmeticBesideALongLine) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> unit(0, 1);
  for (int i = 0; i < 20'000; ++i) {
    const double ax = 121 + unit(random), ay = 31 + unit(random), bx = 121 + unit(random), by = 31 + unit(random), t = unit(random);
    double px = ax + t * (bx - ax);
    const double py = ay + t * (by - ay);
    for (int step = 0; step < 3; ++step, px = std::nextafter(px, 0)) ASSERT_EQ(orient(ax, ay, bx, by, px, py), oracle(ax, ay, bx, by, px, py));
  }
}

}  // namespace
}  // namespace bailiwick::index
