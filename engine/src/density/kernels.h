/// Kernels in the plane, each with integral 1 over its disk of radius 1.
#pragma once

#include <bailiwick/density.h>

#include <cmath>
#include <numbers>

namespace bailiwick::density_room {

/// How far a kernel reaches, in units of Bandwidth::radius_m. A gaussian's sigma; beyond 8.6 of them 1e-16 of the peak is left.
[[nodiscard]] constexpr double reach(Kernel kernel) { return kernel == Kernel::gaussian ? 8.6 : 1.0; }

/// Height of the kernel above its centre for radius 1 (Silverman 1986, section 4.2.1; triangular: 1 / volume of a cone).
[[nodiscard]] constexpr double peak(Kernel kernel) {
  switch (kernel) {
    case Kernel::quartic: return 3 / std::numbers::pi;
    case Kernel::epanechnikov: return 2 / std::numbers::pi;
    case Kernel::uniform: return 1 / std::numbers::pi;
    case Kernel::triangular: return 3 / std::numbers::pi;
    case Kernel::triweight: return 4 / std::numbers::pi;
    case Kernel::gaussian: return 1 / (2 * std::numbers::pi);
  }
  return 0;
}

/// The kernel over its peak, from u2 = (distance / radius)^2; 0 from the rim outward.
template <Kernel kernel>
[[nodiscard]] [[gnu::always_inline]] inline double shape(double u2) {
  if constexpr (kernel == Kernel::gaussian) {
    return u2 < reach(kernel) * reach(kernel) ? std::exp(-0.5 * u2) : 0.0;
  } else {
    const double rest = 1 - u2, inner = rest > 0 ? rest : 0.0;  // no branch, for vector registers
    if constexpr (kernel == Kernel::quartic) return inner * inner;
    if constexpr (kernel == Kernel::epanechnikov) return inner;
    if constexpr (kernel == Kernel::uniform) return rest > 0 ? 1.0 : 0.0;
    if constexpr (kernel == Kernel::triangular) return 1 - std::sqrt(rest > 0 ? u2 : 1.0);
    if constexpr (kernel == Kernel::triweight) return inner * inner * inner;
  }
}

/// Calls `action.template operator()<kernel>()` for the kernel chosen at run time.
template <typename Action>
decltype(auto) with_kernel(Kernel kernel, Action&& action) {
  switch (kernel) {
    case Kernel::epanechnikov: return action.template operator()<Kernel::epanechnikov>();
    case Kernel::uniform: return action.template operator()<Kernel::uniform>();
    case Kernel::triangular: return action.template operator()<Kernel::triangular>();
    case Kernel::triweight: return action.template operator()<Kernel::triweight>();
    case Kernel::gaussian: return action.template operator()<Kernel::gaussian>();
    case Kernel::quartic: break;
  }
  return action.template operator()<Kernel::quartic>();
}

}  // namespace bailiwick::density_room
