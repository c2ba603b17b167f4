#include "commands.h"
#include "outputs.h"
#include "stages.h"
#include "terminal.h"

namespace bailiwick::cli {

/// Who answers for every report: assignments.csv, counts.csv, rejected.csv.
int assign_only(Session& session) {
  refuse_existing(session.options);
  Run run(settings_of(session.options), session.context);
  read_zones(run);
  read_reports(run);
  project_zones(run);
  locate_reports(run);
  build_index(run);
  assign_reports(run);
  count_reports(run);
  Parts parts;
  parts.tables = true;
  const auto written = write_result(run, session.options, parts);
  const int status = conclude(run, session);
  if (session.options.json) {
    print(written.summary_json);
  } else if (!session.options.quiet) {
    print(balance_table(run.balance, layers::Words(run.settings.lang)));
  }
  return status;
}

}  // namespace bailiwick::cli
