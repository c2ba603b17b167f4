#include <bailiwick/error.h>
#include <bailiwick/periods.h>

#include <algorithm>
#include <limits>

#include "hotspots/conditional.h"

namespace bailiwick {
namespace {

/// The places next to each other in a period, and the same and themselves in the periods before.
Weights cube_of(const Weights& weights, std::uint32_t periods, std::uint32_t steps_back) {
  Weights cube;
  cube.rule = weights.rule + "+time:" + std::to_string(steps_back);
  const auto places = static_cast<std::uint32_t>(weights.size());
  for (std::uint32_t period = 0; period < periods; ++period) {
    for (std::uint32_t place = 0; place < places; ++place) {
      for (std::uint32_t at = period - std::min(period, steps_back); at <= period; ++at) {
        bool itself_waits = at < period;
        for (const auto other : weights.of(place)) {
          if (itself_waits && other > place) {
            cube.neighbour.push_back(at * places + place);
            itself_waits = false;
          }
          cube.neighbour.push_back(at * places + other);
        }
        if (itself_waits) cube.neighbour.push_back(at * places + place);
      }
      if (cube.neighbour.size() > std::numeric_limits<std::uint32_t>::max()) {
        throw Error(ErrorCode::limit_exceeded, "emerging hotspots: places, neighbours and periods make more than 4 billion pairs; use fewer periods or larger cells");
      }
      cube.begin.push_back(static_cast<std::uint32_t>(cube.neighbour.size()));
    }
  }
  return cube;
}

/// The kind for hot spots; cold ones are asked for with every sign turned.
EmergingKind hot_kind(const std::vector<int>& state, int trend) {
  const auto periods = state.size();
  const auto hot = static_cast<std::size_t>(std::count(state.begin(), state.end(), 1));
  const bool mostly = hot * 10 >= periods * 9;
  if (state.back() != 1) return mostly && hot > 0 ? EmergingKind::historical : EmergingKind::none;
  if (mostly && periods > 1) return trend > 0 ? EmergingKind::intensifying : trend < 0 ? EmergingKind::diminishing : EmergingKind::persistent;
  if (hot == 1) return EmergingKind::new_spot;
  const auto run = static_cast<std::size_t>(std::find_if(state.rbegin(), state.rend(), [](int s) { return s != 1; }) - state.rbegin());
  if (run >= 2 && run == hot) return EmergingKind::consecutive;
  const bool was_cold = std::count(state.begin(), state.end(), -1) > 0;
  return was_cold ? EmergingKind::oscillating : EmergingKind::sporadic;
}

}  // namespace

std::string_view code(EmergingKind kind) {
  switch (static_cast<int>(kind)) {
    case 1: return "new hot spot";
    case 2: return "consecutive hot spot";
    case 3: return "intensifying hot spot";
    case 4: return "persistent hot spot";
    case 5: return "diminishing hot spot";
    case 6: return "sporadic hot spot";
    case 7: return "oscillating hot spot";
    case 8: return "historical hot spot";
    case -1: return "new cold spot";
    case -2: return "consecutive cold spot";
    case -3: return "intensifying cold spot";
    case -4: return "persistent cold spot";
    case -5: return "diminishing cold spot";
    case -6: return "sporadic cold spot";
    case -7: return "oscillating cold spot";
    case -8: return "historical cold spot";
    default: return "no pattern";
  }
}

EmergingKind emerging_kind(std::span<const std::int8_t> bins, const Trend& trend, int least_bin, double trend_alpha) {
  if (bins.empty()) return EmergingKind::none;
  std::vector<int> state;
  for (const int bin : bins) state.push_back(bin >= least_bin ? 1 : bin <= -least_bin ? -1 : 0);
  const int rising = trend.p > trend_alpha ? 0 : trend.z > 0 ? 1 : -1;
  const auto hot = hot_kind(state, rising);
  if (hot != EmergingKind::none) return hot;
  for (int& s : state) s = -s;
  return static_cast<EmergingKind>(-static_cast<int>(hot_kind(state, -rising)));
}

namespace {

/// Statistics and raw p of one kind; q, bins and kinds follow when all are known.
Emerging tested(std::span<const std::uint32_t> count, std::size_t places, const Weights& cube, std::uint32_t periods, const EmergingOptions& options,
                const Context& context) {
  if (count.size() != places * periods || count.size() > std::numeric_limits<std::uint32_t>::max()) {
    throw Error(ErrorCode::invalid_argument, "emerging hotspots: expected a count for each of " + std::to_string(places) + " places in each of " +
                                                 std::to_string(periods) + " periods, found " + std::to_string(count.size()));
  }
  GiOptions raw = options.gi;
  raw.correction = Correction::none;
  auto local = local_statistics(count, cube, raw, context);
  Emerging result;
  result.z = std::move(local.gi_star_z);
  result.p = std::move(local.p);
  result.tests = local.tests;
  result.method = std::move(local.method);
  result.too_few_periods = periods < options.least_periods;
  return result;
}

/// The correction over every kind, place and period together.
void correct(std::vector<Emerging>& kinds, Correction correction) {
  std::vector<double> p;
  for (const auto& kind : kinds) p.insert(p.end(), kind.p.begin(), kind.p.end());
  const auto q = adjusted(p, correction);
  std::size_t next = 0;
  for (auto& kind : kinds) {
    kind.q.assign(q.begin() + static_cast<std::ptrdiff_t>(next), q.begin() + static_cast<std::ptrdiff_t>(next + kind.p.size()));
    next += kind.p.size();
    kind.tests = p.size();
    for (std::size_t i = 0; i < kind.q.size(); ++i) kind.bin.push_back(hotspots_room::bin_of(kind.z[i], kind.q[i]));
  }
}

void classify(Emerging& result, std::size_t places, const EmergingOptions& options, const Context& context) {
  for (std::size_t place = 0; place < places; ++place) {
    if (place % 4096 == 0) context.check();
    std::vector<double> z;
    std::vector<std::int8_t> bins;
    for (std::size_t at = place; at < result.z.size(); at += places) {
      z.push_back(result.z[at]);
      bins.push_back(result.bin[at]);
    }
    result.trend.push_back(mann_kendall(z));
    result.kind.push_back(result.too_few_periods ? EmergingKind::none
                                                 : emerging_kind(bins, result.trend.back(), options.least_bin, options.trend_alpha));
  }
}

}  // namespace

std::vector<Emerging> emerging_together(std::span<const std::vector<std::uint32_t>> counts, const Weights& weights, std::uint32_t periods,
                                        const EmergingOptions& options, const Context& context) {
  const Weights cube = cube_of(weights, periods, options.steps_back);
  std::vector<Emerging> kinds;
  for (const auto& count : counts) kinds.push_back(tested(count, weights.size(), cube, periods, options, context));
  correct(kinds, options.gi.correction);
  for (auto& kind : kinds) classify(kind, weights.size(), options, context);
  return kinds;
}

Emerging emerging(std::span<const std::uint32_t> count, const Weights& weights, std::uint32_t periods, const EmergingOptions& options,
                  const Context& context) {
  const std::vector<std::vector<std::uint32_t>> one{{count.begin(), count.end()}};
  return std::move(emerging_together(one, weights, periods, options, context).front());
}

}  // namespace bailiwick
