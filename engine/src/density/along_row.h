/// What a kernel is along a row of cells: a polynomial in the way X along it.
///
/// With lengths in units of the radius, a place x along the row and dy beside it gives (1 - dy^2 - (X - x)^2)^m = (a + b X - X^2)^m with
/// a = 1 - dy^2 - x^2 and b = 2 x. The coefficients are written from the constant upward; the last number counts places, so that a sum over nothing is
/// known to be nothing.
#pragma once

#include <bailiwick/density.h>

#include <cstddef>

#include "density/vectors.h"

namespace bailiwick::density_room {

template <Kernel kernel>
struct AlongRow;

template <>
struct AlongRow<Kernel::uniform> {
  static constexpr std::size_t kDegree = 0, kNumbers = 2;
  using Vector = Two;
  [[gnu::always_inline]] static void of(double, double, double w, Vector& out) { out = Vector{w, 1}; }
};

template <>
struct AlongRow<Kernel::epanechnikov> {
  static constexpr std::size_t kDegree = 2, kNumbers = 4;
  using Vector = Four;
  /// `rest` is 1 - dy^2.
  [[gnu::always_inline]] static void of(double rest, double x, double w, Vector& out) { out = Vector{w * (rest - x * x), 2 * x * w, -w, 1}; }
};

template <>
struct AlongRow<Kernel::quartic> {
  static constexpr std::size_t kDegree = 4, kNumbers = 8;
  using Vector = Eight;
  [[gnu::always_inline]] static void of(double rest, double x, double w, Vector& out) {
    const double a = rest - x * x, b = 2 * x, wa = w * a, wb = w * b;
    out = Vector{wa * a, 2 * wa * b, wb * b - 2 * wa, -2 * wb, w, 0, 0, 1};
  }
};

template <>
struct AlongRow<Kernel::triweight> {
  static constexpr std::size_t kDegree = 6, kNumbers = 8;
  using Vector = Eight;
  [[gnu::always_inline]] static void of(double rest, double x, double w, Vector& out) {
    const double a = rest - x * x, b = 2 * x, wa = w * a, wb = w * b, waa = wa * a, wbb = wb * b;
    out = Vector{waa * a, 3 * waa * b, 3 * (wa * b * b - waa), wbb * b - 6 * wa * b, 3 * (wa - wbb), 3 * wb, -w, 1};
  }
};

}  // namespace bailiwick::density_room
