#include "command_run.h"
#include "density_rows.h"
#include "terminal.h"
#include "values.h"
#include "weighed.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace bailiwick::cli {
namespace {

/// Three digits or more, never an exponent.
void print_most(const Run& run, double most) {
  if (!(most > 0)) return;
  const int decimals = std::max(0, 2 - static_cast<int>(std::floor(std::log10(most))));
  const auto& weight = run.settings.weight;
  print(layers::Words(run.settings.lang).filled(weight.empty() ? "terminal.density" : "terminal.density_weighed", {{"most", fmt::format("{:.{}f}", most, decimals)}, {"weight", weight}}));
}

/// One file would be empty: its run ends with what a folder's run warns of.
[[noreturn]] void throw_nothing(const Run& run) {
  const auto& warnings = run.located.warnings;
  if (!warnings.empty() && warnings.back().key == "no_density.places") {
    throw Error(ErrorCode::invalid_argument, "no density: expected reports in two places or more (three for likelihood), from which the rule takes a bandwidth, found fewer; "
                                             "give one, for example --bandwidth 500m");
  }
  throw Error(ErrorCode::invalid_argument, "no density: expected reports in the study area, found none to estimate it from; check --reports, the system of their "
                                           "coordinates (--reports-crs) and --area");
}

/// Several surfaces, or radii of each report's own: reports and grid are held whole.
double write_whole(Run& run, const Options& said) {
  run.surfaces.emplace();
  estimate_density(run);
  if (run.density.lattice.size() == 0) throw_nothing(run);
  write_one_file(run, said);
  return run.density_breaks.empty() ? 0 : run.density_breaks.back();
}

double write_by_rows(Run& run, const Options& said) {
  run.record.begin("density");
  const auto reports = places_of_density(run);
  DensityOptions options;
  if (!lay_density(run, reports.view(), reports.weight, options)) throw_nothing(run);
  try {
    return write_density_by_rows(run, [&](const auto& take) { take(reports.view(), reports.weight); }, options, said);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::unsupported) throw;
  }
  run.density_inside = cells_inside(run.density.lattice, run.ground.view());  // a gaussian over a mesh
  run.density = surface_of(run, reports, options);
  write_one_file(run, said);
  return static_cast<double>(*std::max_element(run.density.per_km2.begin(), run.density.per_km2.end()));
}

/// No more of reports and grid is held than the file takes.
int density_file(Session& session, Parts parts) {
  parts.places_only = is_by_rows;
  Run run = opened(session, parts);
  const double most = is_by_rows(run.settings) ? write_by_rows(run, session.options) : write_whole(run, session.options);
  if (!(most > 0) && is_by_rows(run.settings)) run.warn("no_density.reached");  // else warned of already
  const int status = conclude(run, session);
  if (!session.options.quiet) print_most(run, most);
  return status;
}

}  // namespace

/// Reports per square kilometre, as a grid and as bands; by category and period, against each other, and read by zones.
int density_only(Session& session) {
  if (session.options.json && one_file(session.options)) throw UsageError("--json: the summary needs a folder as --output");
  Parts parts;
  parts.density = true;
  parts.needs_zones = false;
  if (one_file(session.options)) return density_file(session, parts);
  Run run = opened(session, parts);
  run.surfaces.emplace();
  estimate_density(run);
  return closed(run, session, parts, [&](const Written&) { print_most(run, run.density_breaks.empty() ? 0 : run.density_breaks.back()); });
}

}  // namespace bailiwick::cli
