/// Density the plain way, for comparison: every report against every cell, in long double.
#pragma once

#include <bailiwick/density.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include "density/kernels.h"
#include "density/moment_rows.h"
#include "density/plain_rows.h"
#include "density/sweep_rows.h"

namespace bailiwick::testing {

inline constexpr std::array kEveryKernel{Kernel::quartic,    Kernel::epanechnikov, Kernel::uniform,
                                         Kernel::triangular, Kernel::triweight,    Kernel::gaussian};

struct Reports {
  std::vector<double> x, y, weight;
  [[nodiscard]] MetricView view() const { return {x, y}; }
  void add(double rx, double ry, double w) {
    x.push_back(rx);
    y.push_back(ry);
    weight.push_back(w);
  }
  void shuffle() {
    std::mt19937 random(7);
    for (std::size_t i = x.size(); i > 1; --i) {
      const std::size_t j = random() % i;
      std::swap(x[i - 1], x[j]);
      std::swap(y[i - 1], y[j]);
      std::swap(weight[i - 1], weight[j]);
    }
  }
};

/// Clustered, scattered, coincident and outlying reports, some on cell centres and cell corners.
inline Reports scattered_reports(std::size_t count, const Lattice& lattice, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> any(-0.2, 1.2), unit(0, 1);
  std::normal_distribution<double> near(0, 0.03);
  const double width = lattice.columns * lattice.cell_m, height = lattice.rows * lattice.cell_m;
  Reports reports;
  while (reports.x.size() < count) {
    const double kind = unit(random), w = std::round(unit(random) * 8) / 4;
    if (kind < 0.4) {
      reports.add(lattice.west_m() + width * any(random), lattice.south_m() + height * any(random), w);
    } else if (kind < 0.7) {
      reports.add(lattice.west_m() + width * (0.3 + near(random)), lattice.south_m() + height * (0.6 + near(random)), w);
    } else if (kind < 0.8 && !reports.x.empty()) {
      const auto same = static_cast<std::size_t>(unit(random) * static_cast<double>(reports.x.size()));
      reports.add(reports.x[same], reports.y[same], w);
    } else {
      const auto column = static_cast<std::uint32_t>(unit(random) * lattice.columns), row = static_cast<std::uint32_t>(unit(random) * lattice.rows);
      const double shift = kind < 0.9 ? 0.0 : lattice.cell_m / 2;
      reports.add(lattice.centre_x_m(column) + shift, lattice.centre_y_m(row) + shift, w);
    }
  }
  return reports;
}

inline long double kernel_value(Kernel kernel, long double u) {
  const long double pi = std::numbers::pi_v<long double>;
  if (kernel == Kernel::gaussian) return std::exp(-u * u / 2) / (2 * pi);
  if (!(u < 1)) return 0;
  switch (kernel) {
    case Kernel::quartic: return 3 / pi * (1 - u * u) * (1 - u * u);
    case Kernel::epanechnikov: return 2 / pi * (1 - u * u);
    case Kernel::uniform: return 1 / pi;
    case Kernel::triangular: return 3 / pi * (1 - u);
    default: return 4 / pi * (1 - u * u) * (1 - u * u) * (1 - u * u);
  }
}

inline std::vector<long double> brute_force(const Reports& reports, const Lattice& lattice, Kernel kernel, double radius) {
  std::vector<long double> sum(lattice.size(), 0);
  for (std::uint32_t row = 0; row < lattice.rows; ++row) {
    for (std::uint32_t column = 0; column < lattice.columns; ++column) {
      for (std::size_t i = 0; i < reports.x.size(); ++i) {
        const long double dx = static_cast<long double>(reports.x[i]) - lattice.centre_x_m(column);
        const long double dy = static_cast<long double>(reports.y[i]) - lattice.centre_y_m(row);
        sum[std::size_t{row} * lattice.columns + column] += reports.weight[i] * kernel_value(kernel, std::sqrt(dx * dx + dy * dy) / radius);
      }
    }
  }
  for (auto& s : sum) s *= 1e6L / radius / radius;
  return sum;
}

enum class By { rule, moments, sweep, plain };

/// The rows that a method hands on, one after the other.
template <typename Add>
std::vector<double> rows_of(Add add, const Reports& reports, const Lattice& lattice, Kernel kernel, double radius, const Context& context = {}) {
  std::vector<double> sum(lattice.size(), -1.0);
  add(reports.view(), reports.weight, lattice, kernel, radius, [&](std::size_t row, std::span<const double> sums) {
    EXPECT_EQ(sums.size(), lattice.columns);
    std::copy(sums.begin(), sums.end(), &sum[row * lattice.columns]);
  }, context);
  return sum;
}

inline std::vector<float> density_by(By method, const Reports& reports, const Lattice& lattice, Kernel kernel, double radius) {
  if (method == By::rule) return density(reports.view(), reports.weight, lattice, {}, {kernel, {radius, "given", ""}}).per_km2;
  const auto add = method == By::moments ? density_room::add_by_moments : method == By::sweep ? density_room::add_by_sweep : density_room::add_plainly;
  const auto sum = rows_of(add, reports, lattice, kernel, radius);
  std::vector<float> per_km2;
  for (const double s : sum) per_km2.push_back(static_cast<float>(s * density_room::peak(kernel) / radius / radius * 1e6));
  return per_km2;
}

/// The promise of density(): 2e-7 of each cell or 1e-12 of the maximum, the larger. A kernel with a step (uniform) may fall either way for a
/// report exactly on the rim of its disk, to the rounding of the distance; such reports are not made by scattered_reports on purpose.
inline void expect_equal_to_brute_force(const Reports& reports, const Lattice& lattice, Kernel kernel, double radius,
                                        By method = By::rule) {
  const auto expected = brute_force(reports, lattice, kernel, radius);
  const auto found = density_by(method, reports, lattice, kernel, radius);
  const long double top = *std::max_element(expected.begin(), expected.end());
  std::size_t wrong = 0;
  for (std::size_t cell = 0; cell < expected.size(); ++cell) {
    const long double allowed = std::max(2e-7L * expected[cell], 1e-12L * top);
    wrong += std::abs(found[cell] - expected[cell]) <= allowed ? 0 : 1;
    if (expected[cell] == 0 && found[cell] != 0) ++wrong;
  }
  EXPECT_EQ(wrong, 0U) << code(kernel) << ", radius " << radius;
}

}  // namespace bailiwick::testing
