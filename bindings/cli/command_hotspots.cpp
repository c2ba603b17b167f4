#include "commands.h"
#include "outputs.h"
#include "stages.h"
#include "terminal.h"

#include <fmt/format.h>

namespace bailiwick::cli {

/// Where reports pile up more than by chance, and who has to act there.
int hotspots_only(Session& session) {
  refuse_existing(session.options);
  Run run(settings_of(session.options), session.context);
  read_zones(run);
  read_reports(run);
  project_zones(run);
  locate_reports(run);
  build_index(run);
  assign_reports(run);
  judge_study_area(run);
  find_hotspots(run);
  count_reports(run);
  Parts parts;
  parts.hotspots = true;
  const auto written = write_result(run, session.options, parts);
  const int status = conclude(run, session);
  if (session.options.json) {
    print(written.summary_json);
  } else if (!session.options.quiet) {
    print(layers::Words(run.settings.lang).filled(
        "terminal.hotspots", {{"areas", std::to_string(run.areas.size())}, {"cells", std::to_string(run.gi.tests)}}));
  }
  return status;
}

}  // namespace bailiwick::cli
