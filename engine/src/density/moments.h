/// Sums over places from which a polynomial kernel can be evaluated anywhere.
///
/// With coordinates in units of the radius, a place (x, y) adds (1 - (X - x)^2 - (Y - y)^2)^m at (X, Y). Put A = 1 - X^2 - Y^2, q = x^2 + y^2 and
/// L = 2 x X + 2 y Y - q: that is (A + L)^m, a sum of products of something of (X, Y) alone and a moment of (x, y) alone. A moment's sum over all
/// places in reach serves every (X, Y) (Chan et al. 2022, "SLAM", for m = 1; here to m = 3).
#pragma once

#include <bailiwick/density.h>

#include <array>
#include <cstddef>

namespace bailiwick::density_room {

template <Kernel kernel>
struct Moments;

template <>
struct Moments<Kernel::uniform> {
  static constexpr std::size_t kCount = 1;
  static constexpr int kPower = 0;
  [[nodiscard]] static std::array<double, kCount> of(double, double, double w) { return {w}; }
  template <typename Number>
  [[gnu::always_inline]] static Number value(const Number* m, Number, double) {
    return m[0];
  }
};

template <>
struct Moments<Kernel::epanechnikov> {
  static constexpr std::size_t kCount = 4;
  static constexpr int kPower = 1;
  [[nodiscard]] static std::array<double, kCount> of(double x, double y, double w) { return {w, w * x, w * y, w * (x * x + y * y)}; }
  template <typename Number>
  [[gnu::always_inline]] static Number value(const Number* m, Number X, double Y) {
    return (1 - X * X - Y * Y) * m[0] + 2 * (X * m[1] + Y * m[2]) - m[3];
  }
};

template <>
struct Moments<Kernel::quartic> {
  static constexpr std::size_t kCount = 9;
  static constexpr int kPower = 2;
  [[nodiscard]] static std::array<double, kCount> of(double x, double y, double w) {
    const double q = x * x + y * y, wx = w * x, wy = w * y, wq = w * q;
    return {w, wx, wy, wq, wx * x, wx * y, wq * x, wq * y, wq * q};
  }
  /// (A + L)^2 = A^2 + 2 A L + L^2; y^2 is q - x^2.
  template <typename Number>
  [[gnu::always_inline]] static Number value(const Number* s, Number X, double Y) {
    const Number A = 1 - X * X - Y * Y;
    const Number first = 2 * (X * s[1] + Y * s[2]) - s[3];
    const Number second = 4 * (X * X * s[4] + Y * Y * (s[3] - s[4]) + 2 * X * Y * s[5]) - 4 * (X * s[6] + Y * s[7]) + s[8];
    return A * A * s[0] + 2 * A * first + second;
  }
};

template <>
struct Moments<Kernel::triweight> {
  static constexpr std::size_t kCount = 16;
  static constexpr int kPower = 3;
  [[nodiscard]] static std::array<double, kCount> of(double x, double y, double w) {
    const double q = x * x + y * y, wx = w * x, wy = w * y, wq = w * q, wqq = wq * q;
    return {w, wx, wy, wq, wx * x, wx * y, wq * x, wq * y, wqq, wqq * q, wqq * x, wqq * y, wq * x * x, wq * x * y, wx * x * x, wy * y * y};
  }
  /// (A + L)^3; with B = 2 x X + 2 y Y: L^3 = B^3 - 3 q B^2 + 3 q^2 B - q^3; x y^2 is q x - x^3, x^2 y is q y - y^3.
  template <typename Number>
  [[gnu::always_inline]] static Number value(const Number* s, Number X, double Y) {
    const Number XX = X * X, A = 1 - XX - Y * Y;
    const double YY = Y * Y;
    const Number first = 2 * (X * s[1] + Y * s[2]) - s[3];
    const Number second = 4 * (XX * s[4] + YY * (s[3] - s[4]) + 2 * X * Y * s[5]) - 4 * (X * s[6] + Y * s[7]) + s[8];
    const Number cubes = 8 * (XX * X * s[14] + YY * Y * s[15] + 3 * XX * Y * (s[7] - s[15]) + 3 * X * YY * (s[6] - s[14]));
    const Number q_squares = 4 * (XX * s[12] + YY * (s[8] - s[12]) + 2 * X * Y * s[13]);
    const Number third = cubes - 3 * q_squares + 6 * (X * s[10] + Y * s[11]) - s[9];
    return A * A * A * s[0] + 3 * A * A * first + 3 * A * second + third;
  }
};

template <Kernel kernel>
inline constexpr bool kIsPolynomial =
    kernel == Kernel::uniform || kernel == Kernel::epanechnikov || kernel == Kernel::quartic || kernel == Kernel::triweight;

}  // namespace bailiwick::density_room
