#include "commands.h"
#include "outputs.h"
#include "stages.h"
#include "terminal.h"

#include <bailiwick/layers/audit.h>

#include <fmt/format.h>

#include <algorithm>

namespace bailiwick::cli {
namespace {

std::size_t count_of(const Findings& findings, std::uint32_t level) {
  return static_cast<std::size_t>(std::count(findings.level.begin(), findings.level.end(), level));
}

void print_findings(const Run& run) {
  const layers::Words words(run.settings.lang);
  for (std::uint32_t l = 0; l < run.city.zones.levels.size(); ++l) {
    if (run.city.zones.levels[l].role != Role::partition) continue;
    print(words.filled("terminal.audit", {{"level", harmless(run.city.zones.levels[l].name)},
                                          {"gaps", std::to_string(count_of(run.coverage.gaps, l))},
                                          {"overlaps", std::to_string(count_of(run.coverage.overlaps, l))},
                                          {"children", std::to_string(count_of(run.coverage.children, l))}}));
  }
}

}  // namespace

/// Gaps, overlaps and children of every partition level; with reports, how many lie in them.
int audit_only(Session& session) {
  refuse_existing(session.options);
  Run run(settings_of(session.options), session.context);
  read_zones(run);
  if (!session.options.previous.empty()) run.earlier = layers::read_earlier_findings(session.options.previous);
  if (!run.settings.reports.empty()) read_reports(run);
  project_zones(run);
  locate_reports(run);
  build_index(run);
  assign_reports(run);
  audit_coverage(run);
  if (session.options.repair) propose_repairs(run);
  count_reports(run);
  Parts parts;
  parts.zones = parts.coverage = parts.audit = true;
  const auto written = write_result(run, session.options, parts);
  const int status = conclude(run, session);
  if (session.options.json) {
    print(written.summary_json);
  } else if (!session.options.quiet) {
    print_findings(run);
  }
  return status;
}

}  // namespace bailiwick::cli
