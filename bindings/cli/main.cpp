/// bailiwick: who answers for every spot, and where problems pile up.
#include "commands.h"
#include "memory.h"
#include "terminal.h"
#include "values.h"
#include "watcher.h"

#include <bailiwick/error.h>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <functional>
#include <new>

namespace {

using namespace bailiwick;
using namespace bailiwick::cli;

using Command = std::function<int(Session&)>;

/// Nothing of the caller's surroundings may load code or reach a network.
void harden_environment() {
  setenv("PROJ_NETWORK", "OFF", 1);
  setenv("GDAL_DRIVER_PATH", "disable", 1);
  setenv("OGR_DRIVER_PATH", "disable", 1);
  setenv("GDAL_VRT_ENABLE_PYTHON", "NO", 1);
  unsetenv("OGR_SQLITE_LOAD_EXTENSIONS");
}

void add_commands(CLI::App& app, Options& options, Command& chosen) {
  const auto command = [&](const std::string& name, const std::string& help, const Command& run) {
    auto* const sub = app.add_subcommand(name, help);
    sub->callback([&chosen, run] { chosen = run; });
    return sub;
  };
  Groups all;
  all.audit = all.density = all.hotspots = true;
  add_run_options(*command("report", "The whole report: owners, coverage, density, hotspots, maps and tables", report), options, all);
  add_inspect_options(*command("inspect", "What is in these files, which CRS and datum, what is wrong with them", inspect_files), options);
  add_assign_command(*command("assign", "Who answers for every report", assign_only), options);
  add_index_command(*command("index", "The zones of every level as one file, for assign --index and for services", index_zones), options);
  add_explain_command(*command("explain", "Answers that a service logged, asked again of the same zones", explain_logged), options);
  Groups audit;
  audit.audit = audit.audit_alone = true;
  add_run_options(*command("audit", "Gaps, overlaps, and children that do not fill their parent", audit_only), options, audit);
  add_density_command(*command("density", "Reports per square kilometre, by kernels in metres", density_only), options);
  Groups hotspots;
  hotspots.hotspots = hotspots.hotspot_choices = true;
  add_run_options(*command("hotspots", "Where reports pile up more than by chance", hotspots_only), options, hotspots);
  Groups clusters;
  clusters.clusters = true;
  add_run_options(*command("clusters", "Dense clusters of reports (DBSCAN)", clusters_only), options, clusters);
  command("doctor", "Versions of what this program stands on", doctor);
}

std::string cause_of(Ending ending, const Allowance& allowance) {
  if (ending == Ending::time) return fmt::format("stopped after {} s, as --timeout says", allowance.seconds);
  if (ending != Ending::memory) return "interrupted";
  return fmt::format("stopped when more than {} MiB were in memory; a larger --max-memory, fewer reports (--from, --to) or larger cells help", allowance.bytes >> 20U);
}

int run(const Options& options, const Command& command) {
  const Allowance allowance{options.timeout_s, options.max_memory};
  const auto ended = [&](Ending ending, bool writing) {
    return fmt::format("{}; {}", cause_of(ending, allowance), writing ? options.output + " is incomplete; run again with --overwrite" : "nothing was written");
  };
  const Watcher watcher(options.writing, allowance, [&](Ending ending, bool writing) { return fmt::format("bailiwick: {}\n", harmless(ended(ending, writing))); });
  Progress progress(options.progress, options.quiet);
  Session session{options, progress, {}};
  session.context.progress = [&progress](std::string_view stage, double share) { progress.show(stage, share); };
  session.context.stop = watcher.token();
  session.context.threads = options.threads;
  const auto failed = [&](int status, const std::string& sentence) {
    progress.wipe();
    say(fmt::format("bailiwick: {}", harmless(sentence)));
    return status;
  };
  try {
    return command(session);
  } catch (const UsageError& error) {
    return failed(kWrongCommandLine, error.what());
  } catch (const Error& error) {
    if (error.code() == ErrorCode::cancelled) {
      return failed(watcher.ending() == Ending::signal ? kInterrupted : kFailed, ended(watcher.ending(), *options.writing));
    }
    return failed(error.code() == ErrorCode::invalid_argument ? kWrongCommandLine : kFailed, error.what());
  } catch (const std::bad_alloc&) {
    return failed(kFailed, "memory ran out");
  } catch (const std::exception& error) {
    return failed(kFailed, fmt::format("a fault of the program: {}", error.what()));
  }
}

}  // namespace

int main(int argc, char** argv) {
  harden_environment();
  CLI::App app{"Bailiwick: who answers for every spot, and where problems pile up more than by chance.", "bailiwick"};
  app.set_version_flag("--version", "bailiwick " BAILIWICK_VERSION);
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);
  Options options;
  Command command;
  add_commands(app, options, command);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
    const bool word = argc > 1 && argv[1][0] != '-' && argv[1][0] != '\0';
    if (word && app.get_subcommands([&](const CLI::App* known) { return known->get_name() == argv[1]; }).empty()) {
      say(fmt::format("bailiwick: unknown command '{}'; see bailiwick --help", harmless(argv[1])));
      return kWrongCommandLine;
    }
    say(fmt::format("bailiwick: {}; see bailiwick {}--help", harmless(error.what()), word ? harmless(argv[1]) + " " : ""));
    return kWrongCommandLine;
  } catch (const UsageError& error) {  // a value that is read with the line
    say(fmt::format("bailiwick: {}", harmless(error.what())));
    return kWrongCommandLine;
  }
  if (options.max_memory == 0) options.max_memory = default_memory_limit();
  return run(options, command);
}
