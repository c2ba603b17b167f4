#include "command_run.h"
#include "terminal.h"

namespace bailiwick::cli {

/// Where reports pile up more than by chance, and who has to act there.
int hotspots_only(Session& session) {
  Parts parts;
  parts.hotspots = true;
  Run run = opened(session, parts);
  find_hotspots(run);
  return closed(run, session, parts, [&](const Written&) {
    print(layers::Words(run.settings.lang).filled(
        "terminal.hotspots", {{"areas", std::to_string(run.areas.size())}, {"cells", std::to_string(run.gi.tests)}}));
  });
}

}  // namespace bailiwick::cli
