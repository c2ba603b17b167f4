/// What a run leaves in its folder, in a fixed order, summary.json last.
#pragma once

#include "stages.h"

#include <filesystem>
#include <string>
#include <vector>

namespace bailiwick::cli {

/// How a city.toml begins that a run wrote.
inline constexpr const char* kProjectHead = "# Every setting of the run that wrote this folder; run again it gives the same files.\n";

/// Throws Error(exists) before any work when the folder holds a result, or any file that a run would replace is there, and may not be overwritten.
void refuse_existing(const Options& options);

/// Which parts of the result a command writes.
struct Parts {
  bool zones = false, coverage = false, density = false, hotspots = false, reports = false, tables = false, picture = false, audit = false, clusters = false;
  bool needs_reports = true;  ///< without them there is nothing to say; the run warns
  bool needs_zones = true;    ///< else a run without them is about its study area alone
  /// Whether of reports nothing but places is wanted: they are located and counted part by part, and not kept otherwise.
  bool (*places_only)(const layers::Settings& settings) = nullptr;

  /// Every part of a report; what only an audit or clusters list stays with them.
  [[nodiscard]] static Parts of_report() { return {true, true, true, true, true, true, true, false, false, true, true, nullptr}; }
};

struct Written {
  std::string summary_json;
  std::vector<std::string> lines;  ///< the ten worst places, for a terminal
};

/// Whether --output names one file, assignments.csv under a name of the user's, in place of a folder.
[[nodiscard]] bool one_file(const Options& options);
/// The files that a run with one_file() writes.
[[nodiscard]] std::vector<std::filesystem::path> files_of_one(const Options& options);
/// That file, and near.csv beside it where it is asked for.
void write_one_file(Run& run, const Options& options);

[[nodiscard]] Written write_result(Run& run, const Options& options, const Parts& parts);

}  // namespace bailiwick::cli
