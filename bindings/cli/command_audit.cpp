#include "command_run.h"
#include "terminal.h"

#include <bailiwick/layers/audit.h>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

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
  Parts parts;
  parts.zones = parts.coverage = parts.audit = true;
  parts.needs_reports = false;
  std::optional<std::vector<EarlierFinding>> earlier;
  if (!session.options.previous.empty()) earlier = layers::read_earlier_findings(session.options.previous);
  Run run = opened(session, parts);
  run.earlier = std::move(earlier);
  audit_coverage(run);
  if (session.options.repair) propose_repairs(run);
  return closed(run, session, parts, [&](const Written&) { print_findings(run); });
}

}  // namespace bailiwick::cli
