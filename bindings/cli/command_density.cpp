#include "command_run.h"
#include "terminal.h"
#include "values.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

namespace bailiwick::cli {
/// Reports per square kilometre, as a grid and as bands; by category and period, against each other, and read by zones.
int density_only(Session& session) {
  if (session.options.json && one_file(session.options)) throw UsageError("--json: the summary needs a folder as --output");
  Parts parts;
  parts.density = true;
  parts.needs_zones = false;
  Run run = opened(session, parts);
  run.surfaces.emplace();
  estimate_density(run);
  const auto print_most = [&] {
    if (run.density_breaks.empty()) return;
    print(layers::Words(run.settings.lang).filled("terminal.density", {{"most", fmt::format("{:.4g}", run.density_breaks.back())}}));
  };
  if (!one_file(session.options)) return closed(run, session, parts, [&](const Written&) { print_most(); });
  if (run.density.lattice.size() == 0) throw Error(ErrorCode::invalid_argument, "no density: expected reports in the study area, found none to estimate it from");
  write_one_file(run, session.options);
  const int status = conclude(run, session);
  if (!session.options.quiet) print_most();
  return status;
}

}  // namespace bailiwick::cli
