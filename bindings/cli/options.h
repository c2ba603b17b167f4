/// The options of every command, and how a project file and the command line come together.
#pragma once

#include <bailiwick/layers/settings.h>

#include <CLI/CLI.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace bailiwick::cli {

enum class ProgressKind { automatic, bar, json, none };

/// What the user said, beside the settings that a run shares with city.toml.
struct Options {
  std::string project;              ///< city.toml; empty: none
  std::vector<std::string> files;   ///< of inspect
  std::string write_project;        ///< of inspect
  std::string index;                ///< of assign: zones come from here
  double near_m = 0;                ///< of assign: 0: off
  std::string label, valid_from, valid_to;  ///< of index
  std::string output;
  std::string one_file;  ///< ending of --output that asks for one file in place of a folder; empty: the command has none
  bool overwrite = false, json = false, quiet = false;
  std::string previous;  ///< of audit: the folder of an earlier audit
  bool repair = false;   ///< of audit
  ProgressKind progress = ProgressKind::automatic;
  unsigned threads = 0;
  double timeout_s = 0;  ///< 0: any time
  std::uint64_t max_memory = 0;  ///< bytes; not said: default_memory_limit()

  /// What the command line says of the settings, in its order; applied after the project file, so that it wins.
  std::vector<std::function<void(layers::Settings&)>> said;

  /// Set once a run has begun to replace or fill the folder of the result; until summary.json is in place it is incomplete.
  std::shared_ptr<std::atomic<bool>> writing = std::make_shared<std::atomic<bool>>(false);

  std::vector<std::shared_ptr<void>> kept;  ///< what the option callbacks refer to
};

/// Which groups of options a command knows.
struct Groups {
  bool zones = true, reports = true, audit = false, audit_alone = false, density = false, hotspots = false, hotspot_choices = false, density_choices = false, clusters = false;
};

void add_run_options(CLI::App& command, Options& options, const Groups& groups);
void add_density_command(CLI::App& command, Options& options);
void add_assign_command(CLI::App& command, Options& options);
void add_index_command(CLI::App& command, Options& options);
void add_inspect_options(CLI::App& command, Options& options);

/// The project file, then the command line over it. Throws UsageError, Error.
[[nodiscard]] layers::Settings settings_of(const Options& options);
/// The command line over these settings.
[[nodiscard]] layers::Settings settings_of(const Options& options, layers::Settings settings);

}  // namespace bailiwick::cli
