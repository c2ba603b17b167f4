#include <bailiwick/margins.h>

#include "assign/nearest.h"
#include "run/blocks.h"

#include <bailiwick/error.h>
#include <bailiwick/place.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace bailiwick {
namespace {

constexpr std::size_t kBlock = 4096;

[[noreturn]] void refuse(const std::string& what) { throw Error(ErrorCode::invalid_argument, "margins: expected " + what); }

void check(const ZoneIndex& index, ReportsView reports, const Assignments& assignments, const PlaneMap& to_metric, double within_m) {
  if (!(within_m > 0) || !std::isfinite(within_m)) refuse("a distance above 0, found none");
  if (!to_metric) refuse("a way to metres with the distance, found none");
  bool fits = assignments.levels.size() == index.level_count() && reports.x.size() == reports.y.size();
  for (const auto& level : assignments.levels) fits = fits && level.zone.size() == reports.size();
  if (!fits) refuse("the assignments of these reports in this index, found others");
}

}  // namespace

std::vector<Margin> margins(const ZoneIndex& index, ReportsView reports, const Assignments& assignments, const PlaneMap& to_metric, double within_m,
                            OverlapRule overlap, const Context& context) {
  check(index, reports, assignments, to_metric, within_m);
  const assigning::Choice choice(index, overlap, BorderRule::half_open);  // only its order of zones is asked for
  const assigning::Nearest borders(index, to_metric, within_m);
  std::vector<Margin> out(index.level_count());
  for (auto& level : out) {
    level.border_m.assign(reports.size(), std::numeric_limits<double>::quiet_NaN());
    level.beyond.assign(reports.size(), kNoZone);
  }
  run::for_blocks(reports.size(), kBlock, context, "margins", [&](const run::Block& block) {
    const auto count = block.end - block.begin;
    std::vector<double> x(reports.x.begin() + static_cast<std::ptrdiff_t>(block.begin), reports.x.begin() + static_cast<std::ptrdiff_t>(block.end));
    std::vector<double> y(reports.y.begin() + static_cast<std::ptrdiff_t>(block.begin), reports.y.begin() + static_cast<std::ptrdiff_t>(block.end));
    to_metric(x, y);
    std::vector<ZoneId> own(index.level_count()), holding;
    std::vector<assigning::Nearest::Beside> beside(index.level_count());
    for (std::size_t i = 0; i < count; ++i) {
      const auto report = block.begin + i;
      for (std::size_t l = 0; l < own.size(); ++l) own[l] = assignments.levels[l].zone[report];
      holding.clear();
      for_each_hit(index, reports.x[report], reports.y[report], [&](const Hit& hit) { holding.push_back(hit.zone); });
      borders.beside(own, holding, x[i], y[i], choice, beside);
      for (std::size_t l = 0; l < own.size(); ++l) {
        const auto& found = beside[l];
        out[l].beyond[report] = found.beyond;
        const double margin = own[l] != kNoZone ? found.border_m : found.beyond_m;
        if (margin <= within_m) out[l].border_m[report] = margin;
        else out[l].beyond[report] = kNoZone;
      }
    }
  });
  return out;
}

}  // namespace bailiwick
