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

// `of` writes the coefficients, from `rest` = 1 - dy^2; `joined` puts them, and 1 for the place itself, into the numbers of a vector.

template <>
struct AlongRow<Kernel::uniform> {
  static constexpr std::size_t kDegree = 0, kNumbers = 2;
  using Vector = Two;
  [[gnu::always_inline]] static void of(double, double, double w, double* c) { c[0] = w; }
  template <typename At>
  [[gnu::always_inline]] static void joined(At at, Vector& out) {
    out = Vector{at(0), 1};
  }
};

template <>
struct AlongRow<Kernel::epanechnikov> {
  static constexpr std::size_t kDegree = 2, kNumbers = 4;
  using Vector = Four;
  [[gnu::always_inline]] static void of(double rest, double x, double w, double* c) {
    c[0] = w * (rest - x * x);
    c[1] = 2 * x * w;
    c[2] = -w;
  }
  template <typename At>
  [[gnu::always_inline]] static void joined(At at, Vector& out) {
    out = Vector{at(0), at(1), at(2), 1};
  }
};

template <>
struct AlongRow<Kernel::quartic> {
  static constexpr std::size_t kDegree = 4, kNumbers = 8;
  using Vector = Eight;
  [[gnu::always_inline]] static void of(double rest, double x, double w, double* c) {
    const double a = rest - x * x, b = 2 * x, wa = w * a, wb = w * b;
    c[0] = wa * a;
    c[1] = 2 * wa * b;
    c[2] = wb * b - 2 * wa;
    c[3] = -2 * wb;
    c[4] = w;
  }
  template <typename At>
  [[gnu::always_inline]] static void joined(At at, Vector& out) {
    out = Vector{at(0), at(1), at(2), at(3), at(4), 0, 0, 1};
  }
};

template <>
struct AlongRow<Kernel::triweight> {
  static constexpr std::size_t kDegree = 6, kNumbers = 8;
  using Vector = Eight;
  [[gnu::always_inline]] static void of(double rest, double x, double w, double* c) {
    const double a = rest - x * x, b = 2 * x, wa = w * a, wb = w * b, waa = wa * a, wbb = wb * b;
    c[0] = waa * a;
    c[1] = 3 * waa * b;
    c[2] = 3 * (wa * b * b - waa);
    c[3] = wbb * b - 6 * wa * b;
    c[4] = 3 * (wa - wbb);
    c[5] = 3 * wb;
    c[6] = -w;
  }
  template <typename At>
  [[gnu::always_inline]] static void joined(At at, Vector& out) {
    out = Vector{at(0), at(1), at(2), at(3), at(4), at(5), at(6), 1};
  }
};

}  // namespace bailiwick::density_room
