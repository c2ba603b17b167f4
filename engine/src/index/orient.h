/// On which side of a directed line a place lies, decided exactly.
#pragma once

#include <cmath>

namespace bailiwick::index {

/// Coordinates smaller than this count as 0, so that no product of the exact sums underflows. Together with the upper limit of 1e15 every
/// sum below is exact.
inline constexpr double kSmallest = 1e-100;
inline constexpr double kLargest = 1e15;

[[nodiscard]] inline double flushed(double v) { return std::abs(v) < kSmallest ? 0.0 : v; }
[[nodiscard]] inline bool usable(double v) { return std::abs(v) <= kLargest; }  // false for NaN

/// The sign of the determinant by exact expansion arithmetic; orient() calls it when rounding could change the sign.
[[nodiscard]] int orient_exact(double ax, double ay, double bx, double by, double px, double py) noexcept;

/// +1: p lies left of the line from a to b, -1: right of it, 0: on it. Exact for coordinates that are 0 or of magnitude 1e-100 to 1e15.
///
/// The filter is Shewchuk's (1997, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates", bound A):
/// the rounded determinant has the right sign when it exceeds (3 + 16 u) u (|left| + |right|), u = 2^-53.
[[nodiscard]] inline int orient(double ax, double ay, double bx, double by, double px, double py) noexcept {
  constexpr double u = 0x1p-53;
  constexpr double bound = (3.0 + 16.0 * u) * u;
  const double left = (ax - px) * (by - py);
  const double right = (ay - py) * (bx - px);
  const double det = left - right;
  const double error = bound * (std::abs(left) + std::abs(right));
  if (det > error) return 1;
  if (-det > error) return -1;
  return orient_exact(ax, ay, bx, by, px, py);
}

}  // namespace bailiwick::index
