#include "density/edge.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "density/along_row.h"
#include "density/cell_along.h"
#include "density/inside_runs.h"
#include "density/kernels.h"
#include "density/moments.h"
#include "run/blocks.h"

namespace bailiwick::density_room {
namespace {

struct Range {
  std::int64_t begin, end;
};

/// The cells along an axis whose centres may lie within `reach` of `at`: one more on either side, where the kernel is 0 anyway.
Range cells_near(double at, double reach, double cell_m, std::int64_t first, std::uint32_t cells) {
  const auto clamped = [&](double cell) { return static_cast<std::int64_t>(std::clamp(cell, 0.0, static_cast<double>(cells))); };
  const double origin = static_cast<double>(first);
  return {clamped(std::floor((at - reach) / cell_m - origin) - 1), clamped(std::ceil((at + reach) / cell_m - origin) + 1)};
}

/// Adds take(row, first, behind) for every stretch of cells inside that `range` leaves of a row.
template <typename Take>
double over_stretches(const InsideRuns& runs, std::uint32_t row, Range range, const Take& take) {
  double sum = 0;
  const auto all = runs.in(row);
  auto run = std::partition_point(all.begin(), all.end(), [&](const InsideRuns::Run& r) { return r.behind <= range.begin; });
  for (; run != all.end() && run->first < range.end; ++run) sum += take(std::max<std::int64_t>(run->first, range.begin), std::min<std::int64_t>(run->behind, range.end));
  return sum;
}

/// A place, its kernel's radius, and the rows and columns it may reach.
struct Reach {
  double x, y, radius;
  Range columns, rows;
};

/// Cell by cell.
template <Kernel kernel>
double sum_plainly(const Reach& at, const Lattice& lattice, const InsideRuns& runs) {
  const double scale = 1 / (at.radius * at.radius);
  double sum = 0;
  for (auto row = at.rows.begin; row < at.rows.end; ++row) {
    const double dy = at.y - lattice.centre_y_m(static_cast<std::uint32_t>(row));
    sum += over_stretches(runs, static_cast<std::uint32_t>(row), at.columns, [&](std::int64_t first, std::int64_t behind) {
      double stretch = 0;
      for (auto column = first; column < behind; ++column) {
        const double dx = at.x - lattice.centre_x_m(static_cast<std::uint32_t>(column));
        stretch += shape<kernel>((dx * dx + dy * dy) * scale);
      }
      return stretch;
    });
  }
  return sum;
}

/// A gaussian is a product: its sums along columns serve every row.
double sum_gaussian(const Reach& at, const Lattice& lattice, const InsideRuns& runs, std::vector<double>& along) {
  const double scale = -0.5 / (at.radius * at.radius), far = reach(Kernel::gaussian) * at.radius;
  along.assign(1, 0.0);
  for (auto column = at.columns.begin; column < at.columns.end; ++column) {
    const double dx = at.x - lattice.centre_x_m(static_cast<std::uint32_t>(column));
    along.push_back(along.back() + std::exp(dx * dx * scale));
  }
  double sum = 0;
  for (auto row = at.rows.begin; row < at.rows.end; ++row) {
    const double dy = at.y - lattice.centre_y_m(static_cast<std::uint32_t>(row));
    if (!(std::abs(dy) < far)) continue;
    auto reached = cells_near(at.x, std::sqrt(far * far - dy * dy), lattice.cell_m, lattice.first_column, lattice.columns);
    reached = {std::max(reached.begin, at.columns.begin), std::min(reached.end, at.columns.end)};
    const double stretches = over_stretches(runs, static_cast<std::uint32_t>(row), reached, [&](std::int64_t first, std::int64_t behind) {
      return along[static_cast<std::size_t>(behind - at.columns.begin)] - along[static_cast<std::size_t>(first - at.columns.begin)];
    });
    sum += stretches * std::exp(dy * dy * scale);
  }
  return sum;
}

/// Sums of c^0 to c^6 over the whole numbers from 0 to below n, and with the sign turned for n below 0: differences are sums over any stretch.
class PowerSums {
 public:
  using Powers = std::array<double, 7>;
  explicit PowerSums(std::size_t farthest) : farthest_(farthest), middle_(static_cast<std::int64_t>(farthest) + 2), sum_(2 * static_cast<std::size_t>(middle_) + 1) {
    const auto at = [&](std::int64_t n) -> Powers& { return sum_[static_cast<std::size_t>(n + middle_)]; };
    for (std::int64_t n = 0; n < middle_; ++n) at(n + 1) = moved(at(n), n, 1);
    for (std::int64_t n = 0; n > -middle_; --n) at(n - 1) = moved(at(n), n - 1, -1);
  }
  /// Stretches may begin and end so many cells away.
  [[nodiscard]] double farthest() const { return static_cast<double>(farthest_); }
  [[nodiscard]] const Powers& below(std::int64_t n) const { return sum_[static_cast<std::size_t>(n + middle_)]; }

 private:
  static Powers moved(Powers sums, std::int64_t n, double sign) {
    double power = sign;
    for (double& sum : sums) {
      sum += power;
      power *= static_cast<double>(n);
    }
    return sums;
  }
  std::size_t farthest_;
  std::int64_t middle_;
  std::vector<Powers> sum_;
};

/// Along a row a polynomial kernel is a polynomial: its sum over a stretch of cells comes from sums of powers. Coordinates are about the place's own
/// cell, in units of the radius.
template <Kernel kernel>
double sum_by_powers(const Reach& at, const Lattice& lattice, const InsideRuns& runs, const PowerSums& powers) {
  using Along = AlongRow<kernel>;
  const double cell = lattice.cell_m / at.radius, own = cell_along(at.x, lattice.cell_m);
  const double x = (at.x - (own + 0.5) * lattice.cell_m) / at.radius;
  const auto column = static_cast<std::int64_t>(own) - lattice.first_column;
  double sum = 0;
  for (auto row = at.rows.begin; row < at.rows.end; ++row) {
    const double dy = (at.y - lattice.centre_y_m(static_cast<std::uint32_t>(row))) / at.radius, rest = 1 - dy * dy;
    if (!(rest > 0)) continue;
    const auto inside = [&](double c) { return 1 - ((c * cell - x) * (c * cell - x) + dy * dy) > 0; };
    const double half = std::sqrt(rest);
    double low = std::ceil((x - half) / cell), high = std::floor((x + half) / cell);
    low += inside(low - 1) ? -1 : inside(low) ? 0 : 1;
    high += inside(high + 1) ? 1 : inside(high) ? 0 : -1;
    const Range reached{std::max(column + static_cast<std::int64_t>(low), at.columns.begin), std::min(column + static_cast<std::int64_t>(high) + 1, at.columns.end)};
    if (reached.begin >= reached.end) continue;
    double polynomial[7];
    Along::of(rest, x, 1, polynomial);
    sum += over_stretches(runs, static_cast<std::uint32_t>(row), reached, [&](std::int64_t first, std::int64_t behind) {
      const auto &to = powers.below(behind - column), &from = powers.below(first - column);
      double stretch = 0, unit = 1;
      for (std::size_t k = 0; k <= Along::kDegree; ++k) {
        stretch += polynomial[k] * unit * (to[k] - from[k]);
        unit *= cell;
      }
      return stretch;
    });
  }
  return sum;
}

template <Kernel kernel>
double sum_inside(const Reach& at, const Lattice& lattice, const InsideRuns& runs, const PowerSums& powers, std::vector<double>& along) {
  constexpr double kEnough = 1e-3;  // of the peak: rounding of 1e-15 is nothing beside it
  if constexpr (kernel == Kernel::gaussian) {
    const double sum = sum_gaussian(at, lattice, runs, along);
    return sum > kEnough ? sum : sum_plainly<kernel>(at, lattice, runs);
  } else if constexpr (kIsPolynomial<kernel>) {
    const double sum = at.radius < powers.farthest() * lattice.cell_m ? sum_by_powers<kernel>(at, lattice, runs, powers) : 0.0;
    return sum > kEnough ? sum : sum_plainly<kernel>(at, lattice, runs);
  } else {
    return sum_plainly<kernel>(at, lattice, runs);
  }
}

/// How many columns sums of powers are made for: what the widest kernel reaches, where that is not absurd.
std::size_t farthest_column(const Kernels& kernels, const Lattice& lattice) {
  constexpr double kMost = 20'000;
  if (kernels.radius_m.empty() || kernels.kernel == Kernel::gaussian) return 0;
  return static_cast<std::size_t>(std::min(*std::max_element(kernels.radius_m.begin(), kernels.radius_m.end()) / lattice.cell_m + 2, kMost));
}

}  // namespace

Centres centres_inside(const Lattice& lattice, std::span<const std::uint8_t> inside) {
  Centres centres;
  for (std::uint32_t row = 0; row < lattice.rows; ++row) {
    for (std::uint32_t column = 0; column < lattice.columns; ++column) {
      if (inside[std::size_t{row} * lattice.columns + column] == 0) continue;
      centres.x.push_back(lattice.centre_x_m(column));
      centres.y.push_back(lattice.centre_y_m(row));
    }
  }
  return centres;
}

double mass_of_cell(const Lattice& lattice, Kernel kernel, double radius_m) {
  return peak(kernel) * (lattice.cell_m / radius_m) * (lattice.cell_m / radius_m);
}

std::vector<double> weights_by_diggle(MetricView reports, std::span<const double> weight, const Lattice& lattice, std::span<const std::uint8_t> inside,
                                      const Kernels& kernels, const Context& context, double& lost) {
  constexpr double kLeastShare = 1e-9;  // of the peak: what only just reaches a centre is rounding, and would be raised to anything
  std::vector<double> corrected(reports.size(), 0.0);
  const auto runs = inside_runs(lattice, inside);
  const PowerSums powers(farthest_column(kernels, lattice));
  std::vector<std::vector<double>> along(context.thread_count());
  run::for_blocks(reports.size(), 1024, context, "density", [&](const run::Block& block) {
    for (auto i = block.begin; i < block.end; ++i) {
      context.check();
      const double radius = kernels.radius_of(i), far = reach(kernels.kernel) * radius, x = reports.x_m[i], y = reports.y_m[i];
      const Reach at{x, y, radius, cells_near(x, far, lattice.cell_m, lattice.first_column, lattice.columns), cells_near(y, far, lattice.cell_m, lattice.first_row, lattice.rows)};
      const double sum = with_kernel(kernels.kernel, [&]<Kernel kernel>() { return sum_inside<kernel>(at, lattice, runs, powers, along[block.worker]); });
      if (sum > kLeastShare) corrected[i] = (weight.empty() ? 1.0 : weight[i]) / (sum * mass_of_cell(lattice, kernels.kernel, radius));
    }
  });
  std::vector<double> missed;  // added in rising order, so that the order of reports does not matter
  for (std::size_t i = 0; i < reports.size(); ++i) {
    if (corrected[i] == 0) missed.push_back(weight.empty() ? 1.0 : weight[i]);
  }
  std::sort(missed.begin(), missed.end());
  lost = 0;
  for (const double w : missed) lost += w;
  return corrected;
}

}  // namespace bailiwick::density_room
