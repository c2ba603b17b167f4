#include "command_run.h"
#include "inputs_kept.h"
#include "terminal.h"
#include "values.h"

#include <fmt/format.h>

namespace bailiwick::cli {
namespace {

/// The zones, the planes and the rules of an index; the command line over the rules.
Run run_of_index(const Session& session) {
  const auto& options = session.options;
  auto index = layers::read_index(options.index);
  layers::Settings rules;
  rules.overlap = index.overlap();
  rules.border = index.border();
  rules.nearest_m = index.nearest_m();
  for (const auto level : index.precedence()) rules.precedence.emplace_back(index.level_name(level));
  Run run(settings_of(options, std::move(rules)), session.context);
  refuse_inputs_as_outputs(options, run.settings);
  run.city = layers::city_of(index);
  run.index = std::move(index);
  return run;
}

Run opened_by_index(Session& session) {
  refuse_existing(session.options);
  Run run = run_of_index(session);
  read_reports(run);
  locate_reports(run);
  assign_reports(run);
  count_reports(run);
  return run;
}

void refuse_contradictions(const Options& options) {
  if (options.index.empty()) return;
  if (!options.project.empty()) throw UsageError(fmt::format("{}: a project file names zones and --index {} holds them; pass one of the two", options.project, options.index));
  const auto settings = settings_of(options, {});
  if (!settings.zones.empty()) throw UsageError(fmt::format("--zones: the zones are those of --index {}; pass one of the two", options.index));
  for (const auto* text : {&settings.zones_crs, &settings.zones_datum, &settings.location_crs, &settings.metric_crs, &settings.area}) {
    if (text->empty()) continue;
    throw UsageError(fmt::format("'{}' says something of the zones, and those of --index {} are made; say it to bailiwick index", *text, options.index));
  }
  if (!one_file(options)) {
    throw UsageError(fmt::format("--output: with --index expected the name of a .csv file, found '{}'; a folder with summary and counts needs --zones",
                                 options.output));
  }
  if (options.json) throw UsageError("--json: the summary needs --zones and a folder as --output");
}

}  // namespace

/// Who answers for every report: assignments.csv, counts.csv, rejected.csv; or the first alone, under a name of the user's.
int assign_only(Session& session) {
  const auto& options = session.options;
  refuse_contradictions(options);
  if (options.json && one_file(options)) throw UsageError("--json: the summary needs a folder as --output");
  if (const auto files = files_of_one(options); one_file(options) && files.front() == files.back() && files.size() > 1) {
    throw UsageError(fmt::format("--output: expected another name than '{}', in which --near lists its reports", options.output));
  }
  Parts parts;
  parts.tables = true;
  Run run = options.index.empty() ? opened(session, parts) : opened_by_index(session);
  const auto print_balance = [&] { print(balance_table(run.balance, layers::Words(run.settings.lang))); };
  if (!one_file(options)) return closed(run, session, parts, [&](const Written&) { print_balance(); });
  write_one_file(run, options);
  const int status = conclude(run, session);
  if (!options.quiet) print_balance();
  return status;
}

}  // namespace bailiwick::cli
