#include "command_run.h"

#include "density_limits.h"
#include "inputs_kept.h"
#include "terminal.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace bailiwick::cli {
namespace {

/// What the user wrote needs no reason; what was chosen does.
void say_choices(const std::vector<std::string>& reasons) {
  constexpr std::string_view kGiven = "as given";
  for (const auto& reason : reasons) {
    if (!std::string_view(reason).ends_with(kGiven)) say(harmless(reason));
  }
}

void say_reasons(const Run& run) {
  for (const auto& level : run.levels) say_choices(level.reasons);
  say_choices(run.reports.reasons);
  for (const auto& reason : run.city.reasons) say(harmless(reason));
  for (const auto& reason : run.located.reasons) say(harmless(reason));
  if (!run.density.bandwidth.reason.empty()) say(fmt::format("bandwidth: {}", run.density.bandwidth.reason));
  if (run.zones) say(fmt::format("neighbours: {}", run.zones->reason));
  if (!run.cell_reason.empty()) say(fmt::format("hotspot cells: {}", run.cell_reason));
}

}  // namespace

Run opened(Session& session, const Parts& parts) {
  refuse_existing(session.options);
  Run run(settings_of(session.options), session.context);
  refuse_inputs_as_outputs(session.options, run.settings);
  const bool bare = !parts.needs_zones && run.settings.zones.empty();
  const bool ground_of_reports = bare && run.settings.area.empty();
  const bool places_only = parts.places_only != nullptr && parts.places_only(run.settings);
  const auto wanted = places_only ? layers::ReportColumns::places : layers::ReportColumns::all;
  if (ground_of_reports) read_reports(run, wanted);
  if (bare) {
    read_bare_ground(run);
  } else {
    read_zones(run);
  }
  project_zones(run);
  if (parts.density || parts.hotspots) lay_ground(run, parts.density, parts.hotspots);
  if (parts.density) refuse_large_density(run, session.options);
  if (!ground_of_reports && (parts.needs_reports || !run.settings.reports.empty())) read_reports(run, wanted);
  if (places_only) {
    build_index(run);
    locate_places(run);
    return run;
  }
  locate_reports(run);
  build_index(run);
  assign_reports(run);
  if (parts.density || parts.hotspots) judge_study_area(run);
  count_reports(run);
  return run;
}

int conclude(const Run& run, Session& session) {
  const layers::Words words(run.settings.lang);
  session.progress.wipe();
  if (!session.options.quiet) {
    say_reasons(run);
    for (const auto& warning : all_warnings(run)) warn(warning, words);
  }
  const auto read = run.located.rows.rows - run.located.rows.excluded;
  const auto malformed = run.located.rows.malformed;
  if (static_cast<double>(malformed) <= run.settings.max_rejects * static_cast<double>(read)) return kDone;
  const auto& rejected = run.located.rejected;
  const auto first = std::find_if(rejected.begin(), rejected.end(), [](const auto& r) { return r.malformed; });
  say(words.filled(one_file(session.options) ? "terminal.rejects_file" : "terminal.rejects",
                   {{"malformed", std::to_string(malformed)},
                    {"rows", std::to_string(read)},
                    {"share", fmt::format("{}", run.settings.max_rejects)},
                    {"row", first == rejected.end() ? "?" : std::to_string(first->row)},
                    {"reason", first == rejected.end() ? "?" : first->reason}}));
  return kTooManyRejects;
}

int closed(Run& run, Session& session, const Parts& parts, const std::function<void(const Written&)>& print_result) {
  const auto written = write_result(run, session.options, parts);
  const int status = conclude(run, session);
  if (session.options.json) {
    print(written.summary_json);
  } else if (!session.options.quiet) {
    print_result(written);
  }
  return status;
}

}  // namespace bailiwick::cli
