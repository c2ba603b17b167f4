#include "command_run.h"
#include "terminal.h"

#include <fmt/format.h>

namespace bailiwick::cli {

/// Reports per square kilometre, as a grid and as bands.
int density_only(Session& session) {
  Parts parts;
  parts.density = true;
  Run run = opened(session, parts);
  estimate_density(run);
  return closed(run, session, parts, [&](const Written&) {
    if (run.density_breaks.empty()) return;
    print(layers::Words(run.settings.lang).filled("terminal.density", {{"most", fmt::format("{}", run.density_breaks.back())}}));
  });
}

}  // namespace bailiwick::cli
