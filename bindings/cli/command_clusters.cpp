#include "command_run.h"
#include "terminal.h"

#include <fmt/format.h>

namespace bailiwick::cli {

void find_clusters(Run& run) {
  run.record.begin("clusters");
  auto& found = run.clusters.emplace();
  found.options.eps_m = run.settings.eps_m;
  found.options.least = static_cast<std::uint32_t>(run.settings.least_reports);
  found.clusters = dbscan(run.located.metric(), found.options, run.context);
  AreaOptions options;
  options.assign = assign_options(run);
  options.sub = 4;  // cells of half eps are small
  found.areas = cluster_areas(found.clusters, found.options.eps_m, run.located.metric(), run.located.view(), run.assignments, *run.index, run.city.planes,
                              options, run.context);
}

/// Where reports lie close together, whatever the shape of the place.
int clusters_only(Session& session) {
  Parts parts;
  parts.clusters = true;
  parts.needs_zones = false;
  Run run = opened(session, parts);
  find_clusters(run);
  return closed(run, session, parts, [&](const Written&) {
    print(layers::Words(run.settings.lang).filled("terminal.clusters", {{"clusters", std::to_string(run.clusters->areas.size())},
                                                                       {"min", std::to_string(run.settings.least_reports)},
                                                                       {"eps", fmt::format("{}", run.settings.eps_m)}}));
  });
}

}  // namespace bailiwick::cli
