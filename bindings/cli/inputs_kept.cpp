#include "inputs_kept.h"

#include "outputs.h"
#include "values.h"

#include <bailiwick/layers/write.h>

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

namespace bailiwick::cli {
namespace {

namespace fs = std::filesystem;

/// Whether a run wrote this project file: it says so at its beginning, and nothing in it is lost when it is written anew.
bool written_by_a_run(const std::string& project) {
  std::ifstream in(project, std::ios::binary);
  std::string first;
  std::getline(in, first);
  return first + '\n' == kProjectHead;
}

std::vector<std::string> inputs_of(const Options& options, const layers::Settings& settings) {
  std::vector<std::string> files;
  for (const auto& zones : settings.zones) files.push_back(zones.file);
  for (const auto& reports : settings.reports) files.push_back(reports);
  for (const auto& file : {settings.area, settings.lawful, settings.exempt, options.index}) files.push_back(file);
  if (!written_by_a_run(options.project)) files.push_back(options.project);
  return files;
}

bool same_file(const fs::path& a, const fs::path& b) {
  std::error_code unknown;
  return fs::equivalent(a, b, unknown) && !unknown;
}

}  // namespace

void refuse_inputs_as_outputs(const Options& options, const layers::Settings& settings) {
  std::error_code unknown;
  const auto replaced = fs::is_directory(options.output, unknown) ? layers::outputs_in(options.output) : files_of_one(options);
  for (const auto& input : inputs_of(options, settings)) {
    for (const auto& file : replaced) {
      if (input.empty() || !same_file(file, input)) continue;
      throw UsageError(fmt::format("{}: expected a place that holds no input of this run, found {} there; choose another --output", options.output, input));
    }
  }
}

}  // namespace bailiwick::cli
