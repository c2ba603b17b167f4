#include "command_run.h"
#include "inputs_kept.h"
#include "terminal.h"
#include "values.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <filesystem>

namespace bailiwick::cli {
namespace {

void check_day(const std::string& option, const std::string& text) {
  if (text.empty()) return;
  int year = 0, month = 0, day = 0, used = 0;
  const bool parsed = text.size() == 10 && std::sscanf(text.c_str(), "%4d-%2d-%2d%n", &year, &month, &day, &used) == 3 && used == 10;
  const std::chrono::year_month_day date(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  if (parsed && month > 0 && day > 0 && date.ok()) return;
  throw UsageError(fmt::format("{}: expected a day as 2026-01-31, found '{}'", option, text));
}

void check_options(const Options& options) {
  check_day("--valid-from", options.valid_from);
  check_day("--valid-to", options.valid_to);
  if (!options.valid_from.empty() && !options.valid_to.empty() && options.valid_to < options.valid_from) {
    throw UsageError(fmt::format("--valid-to: expected a day not before --valid-from {}, found '{}'", options.valid_from, options.valid_to));
  }
  std::error_code ignored;
  if (options.overwrite || !std::filesystem::exists(options.output, ignored)) return;
  throw Error(ErrorCode::exists, fmt::format("{} is there already; pass --overwrite to replace it", options.output), options.output);
}

}  // namespace

/// The zones of every level as one file: what assign --index and services read.
int index_zones(Session& session) {
  const auto& options = session.options;
  check_options(options);
  Run run(settings_of(options), session.context);
  refuse_inputs_as_outputs(options, run.settings);
  read_zones(run);
  project_zones(run);
  auto carried = index_options(run);
  carried.label = options.label;
  carried.valid_from = options.valid_from;
  carried.valid_to = options.valid_to;
  const auto index = ZoneIndex::build(run.city.zones, carried, run.context);
  const auto path = std::filesystem::absolute(options.output);
  auto folder = layers::OutputFolder::beside(path.parent_path(), options.overwrite);
  layers::put_index(folder, path.filename().string(), index, run.context);
  const int status = conclude(run, session);
  if (!options.quiet) {
    print(fmt::format("{}: {} zones of {} levels, {} bytes, version {}", harmless(options.output), index.zone_count(), index.level_count(),
                      index.bytes().size(), index.zones_version()));
  }
  return status;
}

}  // namespace bailiwick::cli
