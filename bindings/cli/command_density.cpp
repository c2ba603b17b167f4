#include "commands.h"
#include "outputs.h"
#include "stages.h"
#include "terminal.h"

#include <fmt/format.h>

namespace bailiwick::cli {

/// Reports per square kilometre, as a grid and as bands.
int density_only(Session& session) {
  refuse_existing(session.options);
  Run run(settings_of(session.options), session.context);
  read_zones(run);
  read_reports(run);
  project_zones(run);
  locate_reports(run);
  build_index(run);
  assign_reports(run);
  judge_study_area(run);
  estimate_density(run);
  count_reports(run);
  Parts parts;
  parts.density = true;
  const auto written = write_result(run, session.options, parts);
  const int status = conclude(run, session);
  if (session.options.json) {
    print(written.summary_json);
  } else if (!session.options.quiet && !run.density_breaks.empty()) {
    print(layers::Words(run.settings.lang).filled("terminal.density", {{"most", fmt::format("{}", run.density_breaks.back())}}));
  }
  return status;
}

}  // namespace bailiwick::cli
