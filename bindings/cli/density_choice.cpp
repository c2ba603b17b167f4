#include "density_choice.h"

#include "values.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace bailiwick::cli {
namespace {

double diagonal_m(const Polygons& ground) {
  const auto [west, east] = std::minmax_element(ground.x.begin(), ground.x.end());
  const auto [south, north] = std::minmax_element(ground.y.begin(), ground.y.end());
  return std::hypot(*east - *west, *north - *south);
}

/// What a bandwidth is: the radius of a kernel that ends, or a standard deviation.
const char* measure_of(Kernel kernel) { return kernel == Kernel::gaussian ? "sigma" : "radius"; }

/// The engine names the size that would work; here the options have names too.
void refuse_cells(const layers::Settings& settings, const Polygons& ground) {
  constexpr std::uint64_t kMost = 4'000'000'000;  // of --max-cells
  try {
    (void)lattice_over(ground.view(), settings.density_cell_m, 0, {settings.max_cells});
  } catch (const Error& error) {
    if (error.code() != ErrorCode::limit_exceeded) throw;
    const bool fits = fitting_cell(ground.view(), settings.density_cell_m, {kMost}) == settings.density_cell_m;
    throw Error(error.code(), fmt::format("{} (--density-cell{})", error.what(), fits ? ", or a larger --max-cells" : ""));
  }
}

}  // namespace

void refuse_density(const layers::Settings& settings, const Polygons& ground) {
  if (settings.risk == "period" && settings.period.empty()) throw UsageError("--risk period: expected --period week, month, two_months or quarter beside it");
  if (settings.adaptive && settings.edge == EdgeCorrection::uniform) throw UsageError("--adaptive: expected --edge none or diggle, found uniform, which knows one radius only");
  if (settings.density_cell_m > 0) refuse_cells(settings, ground);
  constexpr double kMostDiagonals = 10;
  const double across = diagonal_m(ground), given = settings.bandwidth_m;
  if (given <= kMostDiagonals * across) return;
  throw Error(ErrorCode::limit_exceeded, fmt::format("bandwidth {} m: expected at most {:.0f} times the {:.0f} m across the study area, where every place has the "
                                                     "same density already; give a smaller --bandwidth",
                                                     given, kMostDiagonals, across));
}

Bandwidth chosen_bandwidth(const layers::Settings& s, MetricView reports, std::span<const double> weight, const Context& context) {
  const auto* const measure = measure_of(s.kernel);
  if (s.bandwidth_m > 0 && !s.bandwidth_by_rule) return {s.bandwidth_m, "given", fmt::format("{} of {} m, as given", measure, s.bandwidth_m)};
  try {
    auto rule = bandwidth_by(s.bandwidth_rule, s.kernel, reports, weight, context);
    if (s.bandwidth_m == 0 || s.bandwidth_m == rule.radius_m) return rule;
  } catch (const Error& error) {
    if (s.bandwidth_m == 0 || error.code() == ErrorCode::cancelled) throw;
  }
  return {s.bandwidth_m, "kept", fmt::format("{} of {} m, kept from an earlier run in which it was chosen by rule", measure, s.bandwidth_m)};
}

}  // namespace bailiwick::cli
