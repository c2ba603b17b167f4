/// Density of more reports than memory holds, strip by strip.
#include <bailiwick/density.h>
#include <bailiwick/error.h>

#include <algorithm>
#include <cmath>

#include "density/edge.h"
#include "density/kernels.h"
#include "density/places.h"
#include "density/sums.h"

namespace bailiwick {
namespace {

using density_room::Method;

/// How many rows beyond its own a report may reach, and one more for rounding.
std::int64_t reach_in_rows(const Lattice& lattice, const DensityOptions& options) {
  return static_cast<std::int64_t>(std::ceil(density_room::reach(options.kernel) * options.bandwidth.radius_m / lattice.cell_m)) + 2;
}

std::int64_t row_of(const Lattice& lattice, double y_m) {
  constexpr double kFarthest = 1e15;
  const double row = std::floor(y_m / lattice.cell_m) - static_cast<double>(lattice.first_row);
  return static_cast<std::int64_t>(std::clamp(row, -kFarthest, kFarthest));
}

/// Reports by the row they lie in, those within reach of the lattice only; `margin` rows before and behind it.
struct Tally {
  std::vector<std::uint64_t> before;  ///< reports in rows below each, by row + margin
  std::uint64_t all = 0;
  std::vector<double> beyond;         ///< weights of what reaches no row

  [[nodiscard]] std::uint64_t in(std::int64_t begin, std::int64_t end) const { return before[static_cast<std::size_t>(end)] - before[static_cast<std::size_t>(begin)]; }
};

Tally tally_of(const ReportBatches& reports, const Lattice& lattice, std::int64_t margin, const Context& context) {
  Tally tally;
  const auto rows = static_cast<std::int64_t>(lattice.rows) + 2 * margin;
  tally.before.assign(static_cast<std::size_t>(rows) + 1, 0);
  reports([&](MetricView batch, std::span<const double> weight) {
    context.check();
    density_room::check_places(batch, weight);
    tally.all += batch.size();
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const auto row = row_of(lattice, batch.y_m[i]) + margin;
      if (row < 0 || row >= rows) {
        tally.beyond.push_back(weight.empty() ? 1.0 : weight[i]);
      } else {
        ++tally.before[static_cast<std::size_t>(row) + 1];
      }
    }
  });
  for (std::size_t row = 1; row < tally.before.size(); ++row) tally.before[row] += tally.before[row - 1];
  return tally;
}

struct Strip {
  std::uint32_t first, rows;
};

/// As many rows as fit, in multiples of `together`: their reports, and their cells too, which a grid may have far more of.
std::vector<Strip> strips_of(const Tally& tally, const Lattice& lattice, std::int64_t margin, std::uint32_t together, std::uint64_t most_places) {
  std::vector<Strip> strips;
  const auto fits = [&](std::int64_t first, std::int64_t end) {
    return tally.in(first, end + 2 * margin) <= most_places && static_cast<std::uint64_t>(end - first) * lattice.columns <= most_places;
  };
  for (std::uint32_t first = 0; first < lattice.rows;) {
    std::uint32_t end = first;
    do {
      end = static_cast<std::uint32_t>(std::min<std::uint64_t>(std::uint64_t{end} + together, lattice.rows));
    } while (end < lattice.rows && fits(first, std::min<std::int64_t>(std::int64_t{end} + together, lattice.rows)));
    strips.push_back({first, end - first});
    first = end;
  }
  return strips;
}

struct Held {
  std::vector<double> x_m, y_m, weight;
  std::vector<std::uint8_t> own;  ///< lies in the strip itself, or at an end of the lattice beyond it
};

/// `most` of them: none is moved once it is held.
Held held_by(const ReportBatches& reports, const Strip& strip, const Lattice& lattice, std::int64_t margin, std::size_t most, const Context& context) {
  Held held;
  bool weighed = false;
  held.x_m.reserve(most);
  held.y_m.reserve(most);
  held.own.reserve(most);
  const std::int64_t begin = strip.first, end = begin + strip.rows, rows = lattice.rows;
  const auto edge_m = [&](std::int64_t row) { return static_cast<double>(lattice.first_row + row) * lattice.cell_m; };
  const double south = edge_m(begin - margin - 1), north = edge_m(end + margin + 1);  // a row more on either side: rounding decides nothing here
  reports([&](MetricView batch, std::span<const double> weight) {
    context.check();
    if (!weight.empty() && !weighed) {
      weighed = true;
      held.weight.reserve(most);
      held.weight.resize(held.x_m.size(), 1.0);  // of batches without weights before
    }
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (batch.y_m[i] < south || batch.y_m[i] > north) continue;
      const auto row = row_of(lattice, batch.y_m[i]);
      if (row < begin - margin || row >= end + margin) continue;
      held.x_m.push_back(batch.x_m[i]);
      held.y_m.push_back(batch.y_m[i]);
      if (weighed) held.weight.push_back(weight.empty() ? 1.0 : weight[i]);
      const auto within = std::clamp<std::int64_t>(row, 0, rows - 1);
      held.own.push_back(within >= begin && within < end ? 1 : 0);
    }
  });
  return held;
}

}  // namespace

double density_by_rows(const ReportBatches& reports, const Lattice& lattice, std::span<const std::uint8_t> inside, const DensityOptions& options,
                       std::uint64_t most_places, const std::function<void(const DensityRows&)>& take, const Context& context) {
  density_room::check_options(lattice, inside, options);
  const auto margin = reach_in_rows(lattice, options);
  constexpr std::int64_t kMostRows = 10'000'000;  // that are counted beside the lattice
  if (margin > kMostRows) throw Error(ErrorCode::unsupported, "density by rows: expected kernels that reach at most ten million rows, found more; pass all reports to density()");
  auto tally = tally_of(reports, lattice, margin, context);
  const auto method = density_room::method_for(tally.all, lattice, options);
  const auto centres = options.edge == EdgeCorrection::uniform ? density_room::centres_inside(lattice, inside) : density_room::Centres{};
  const auto method_of_centres = density_room::method_for(centres.x.size(), lattice, options);
  if (options.adaptive || method == Method::mesh || (!centres.x.empty() && method_of_centres == Method::mesh)) {
    throw Error(ErrorCode::unsupported, "density by rows: expected kernels of one radius, and a gaussian of fewer reports or cells; pass all reports to density()");
  }
  const auto together = std::max(density_room::rows_together(method, lattice, options),
                                 centres.x.empty() ? 1U : density_room::rows_together(method_of_centres, lattice, options));
  const double radius = options.bandwidth.radius_m, per_km2 = density_room::per_km2_of_peak(options);
  const double cell_mass = density_room::mass_of_cell(lattice, options.kernel, radius);
  const Context quiet{{}, context.stop, context.threads};
  auto missed = std::move(tally.beyond);
  std::vector<float> values;
  for (const auto& strip : strips_of(tally, lattice, margin, together, most_places)) {
    const auto share_done = [&](double done) { context.report("density", (strip.first + done * strip.rows) / lattice.rows); };
    share_done(0);
    auto part = lattice;
    part.first_row += strip.first;
    part.rows = strip.rows;
    const auto most = tally.in(strip.first, std::int64_t{strip.first} + strip.rows + 2 * margin);
    auto held = held_by(reports, strip, lattice, margin, most, context);
    if (options.edge == EdgeCorrection::diggle) {
      double ignored = 0;
      const auto corrected = density_room::weights_by_diggle({held.x_m, held.y_m}, held.weight, lattice, inside, {options.kernel, {&radius, 1}}, quiet, ignored);
      for (std::size_t i = 0; i < corrected.size(); ++i) {
        if (corrected[i] == 0 && held.own[i] != 0) missed.push_back(held.weight.empty() ? 1.0 : held.weight[i]);
      }
      held.weight = corrected;
    }
    const auto offset = std::size_t{strip.first} * lattice.columns;
    std::vector<double> share;
    if (options.edge == EdgeCorrection::uniform) {
      share = density_room::sums_at(method_of_centres, {centres.x, centres.y}, {}, part, options, quiet);
      for (double& s : share) s *= cell_mass;
    }
    const density_room::Finish finish{per_km2, inside.empty() ? inside : inside.subspan(offset, part.size()), share};
    values.resize(part.size());
    density_room::sum_rows(method, {held.x_m, held.y_m}, held.weight, part, options, [&](std::size_t row, std::span<const double> sums) {
      finish(row * lattice.columns, sums, &values[row * lattice.columns]);
    }, {[&](std::string_view /*stage*/, double done) { share_done(done); }, context.stop, context.threads});
    take({strip.first, strip.rows, values});
  }
  context.report("density", 1);
  if (options.edge != EdgeCorrection::diggle) return 0;
  std::sort(missed.begin(), missed.end());
  double lost = 0;
  for (const double w : missed) lost += w;
  return lost;
}

}  // namespace bailiwick
