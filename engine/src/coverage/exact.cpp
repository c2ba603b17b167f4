#include "coverage/exact.h"

#include <array>
#include <cmath>
#include <cstddef>

namespace bailiwick::coverage {
namespace {

/// Shewchuk 1997, section 4.3: the error of a 2 x 2 determinant of differences, first stage, (3 + 16 eps) eps.
constexpr double kFilter = 3.3306690738754716e-16;

/// A sum of doubles without rounding: components that do not overlap, smallest first (Shewchuk 1997, Grow-Expansion).
template <std::size_t kCapacity>
class Expansion {
 public:
  void add(double value) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      const double sum = value + part_[i];
      const double virtual_part = sum - value;
      const double error = (value - (sum - virtual_part)) + (part_[i] - virtual_part);
      value = sum;
      if (error != 0) part_[kept++] = error;
    }
    if (value != 0) part_[kept++] = value;
    size_ = kept;
  }
  void add_product(double x, double y) {
    const double product = x * y;
    add(std::fma(x, y, -product));
    add(product);
  }
  /// The largest component has the sign of the sum.
  [[nodiscard]] int sign() const { return size_ == 0 ? 0 : part_[size_ - 1] > 0 ? 1 : -1; }

 private:
  std::array<double, kCapacity> part_{};
  std::size_t size_ = 0;
};

int sign_of(double value) { return value > 0 ? 1 : value < 0 ? -1 : 0; }

}  // namespace

int orientation(Point a, Point b, Point c) {
  const double left = (b.x - a.x) * (c.y - a.y);
  const double right = (b.y - a.y) * (c.x - a.x);
  const double determinant = left - right;
  if (std::abs(determinant) > kFilter * (std::abs(left) + std::abs(right))) return sign_of(determinant);
  Expansion<12> sum;
  sum.add_product(b.x, c.y);
  sum.add_product(-b.x, a.y);
  sum.add_product(-a.x, c.y);
  sum.add_product(-b.y, c.x);
  sum.add_product(b.y, a.x);
  sum.add_product(a.y, c.x);
  return sum.sign();
}

int turn(const Segment& s, const Segment& t) {
  const double left = (s.b.x - s.a.x) * (t.b.y - t.a.y);
  const double right = (s.b.y - s.a.y) * (t.b.x - t.a.x);
  const double determinant = left - right;
  if (std::abs(determinant) > kFilter * (std::abs(left) + std::abs(right))) return sign_of(determinant);
  Expansion<16> sum;
  sum.add_product(s.b.x, t.b.y);
  sum.add_product(-s.b.x, t.a.y);
  sum.add_product(-s.a.x, t.b.y);
  sum.add_product(s.a.x, t.a.y);
  sum.add_product(-s.b.y, t.b.x);
  sum.add_product(s.b.y, t.a.x);
  sum.add_product(s.a.y, t.b.x);
  sum.add_product(-s.a.y, t.a.x);
  return sum.sign();
}

}  // namespace bailiwick::coverage
