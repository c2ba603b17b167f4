#include "command_run.h"
#include "terminal.h"

#include <string_view>
#include <utility>

namespace bailiwick::cli {

/// Where reports pile up more than by chance, and who has to act there.
int hotspots_only(Session& session) {
  Parts parts;
  parts.hotspots = true;
  parts.needs_zones = false;
  Run run = opened(session, parts);
  find_hotspots_as_asked(run);
  if (!run.zones) find_autocorrelation(run);
  return closed(run, session, parts, [&](const Written&) {
    const std::vector<std::pair<std::string_view, std::string>> values{{"areas", std::to_string(run.areas.size())},
                                                                       {"cells", std::to_string(run.gi.tests)},
                                                                       {"zones", std::to_string(run.zones ? run.zones->tested.tests : 0)}};
    print(layers::Words(run.settings.lang).filled(run.zones ? "terminal.hotspots_zones" : "terminal.hotspots", values));
  });
}

}  // namespace bailiwick::cli
