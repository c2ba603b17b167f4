#include "commands.h"
#include "guess_project.h"
#include "terminal.h"

#include <bailiwick/error.h>
#include <bailiwick/layers/read.h>
#include <bailiwick/layers/write.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace bailiwick::cli {
namespace {

using Json = nlohmann::ordered_json;
using layers::FileInfo;
using layers::LayerInfo;

Json json_of(const LayerInfo& layer) {
  Json fields = Json::array();
  for (const auto& field : layer.fields) {
    fields.push_back({{"name", field.name}, {"type", field.type}, {"guess", field.guess}, {"nulls", field.nulls}, {"distinct", field.distinct},
                      {"distinct_cut", field.distinct_cut}});
  }
  return {{"name", layer.name},       {"geometry", layer.geometry}, {"crs", layer.crs}, {"features", layer.features},
          {"extent", {layer.west, layer.south, layer.east, layer.north}}, {"fields", fields}};
}

Json json_of(const FileInfo& file) {
  Json all = Json::array();
  for (const auto& layer : file.layers) all.push_back(json_of(layer));
  return {{"file", file.file}, {"format", file.format}, {"encoding", file.encoding}, {"kind", file.zones ? "zones" : "reports"},
          {"layers", all},     {"doubts", file.doubts}};
}

void print_layer(const LayerInfo& layer) {
  print(fmt::format("  layer {}: {} features, {}, CRS {}", harmless(layer.name), layer.features,
                    layer.geometry.empty() ? "no geometry" : layer.geometry, layer.crs.empty() ? "unknown" : harmless(layer.crs)));
  if (layer.west <= layer.east) print(fmt::format("  extent {} {} to {} {}", layer.west, layer.south, layer.east, layer.north));
  std::size_t width = 5;
  for (const auto& field : layer.fields) width = std::max(width, harmless(field.name).size());
  for (const auto& field : layer.fields) {
    print(fmt::format("    {:{}}  {:<8}  {:>8} distinct  {:>8} null  {}", harmless(field.name), width, field.type,
                      fmt::format("{}{}", field.distinct_cut ? ">" : "", field.distinct), field.nulls,
                      field.guess.empty() ? "" : "-> " + field.guess));
  }
}

void print_file(const FileInfo& file) {
  print(fmt::format("{}: {}, {}{}", harmless(file.file), file.format, file.zones ? "zones" : "reports",
                    file.encoding.empty() ? "" : ", " + file.encoding));
  for (const auto& layer : file.layers) print_layer(layer);
  for (const auto& doubt : file.doubts) print(fmt::format("  doubt: {}", harmless(doubt)));
}

std::string comments(const std::vector<FileInfo>& files, const std::vector<std::string>& reasons) {
  std::string text = "# Guesses of bailiwick inspect: read them, correct them, then: bailiwick report THIS_FILE --output out/\n";
  for (const auto& file : files) {
    text += fmt::format("# {}: {}, {}\n", harmless(file.file), file.format, file.zones ? "zones" : "reports");
    for (const auto& layer : file.layers) {
      text += fmt::format("#   {}: {} features, CRS {}\n", harmless(layer.name), layer.features, layer.crs.empty() ? "unknown" : harmless(layer.crs));
    }
    for (const auto& doubt : file.doubts) text += fmt::format("#   doubt: {}\n", harmless(doubt));
  }
  for (const auto& reason : reasons) text += fmt::format("# {}\n", harmless(reason));
  return text + "\n";
}

void refuse_existing_project(const Options& options) {
  std::error_code ignored;
  if (options.write_project.empty() || options.overwrite || !std::filesystem::exists(options.write_project, ignored)) return;
  throw Error(ErrorCode::exists, fmt::format("{} is there already; pass --overwrite to replace it", options.write_project), options.write_project);
}

void write_project(const std::vector<FileInfo>& files, const Session& session) {
  const auto path = std::filesystem::absolute(session.options.write_project);
  const auto guess = guess_project(files, session.context);
  const auto text = comments(files, guess.reasons) + layers::project_text(guess.settings, path.parent_path().string());
  layers::put_text_file(path, text, session.options.overwrite);
}

}  // namespace

/// What is in these files, and what is wrong with them.
int inspect_files(Session& session) {
  refuse_existing_project(session.options);
  std::vector<FileInfo> files;
  std::vector<std::string> faults;  // one file that cannot be read hides no other
  for (const auto& file : session.options.files) {
    session.context.check();
    try {
      files.push_back(layers::inspect(file, session.context));
    } catch (const Error& error) {
      if (error.code() == ErrorCode::cancelled || session.options.files.size() == 1) throw;
      faults.emplace_back(error.what());
    }
  }
  session.progress.wipe();
  if (session.options.json) {
    Json all = Json::array();
    for (const auto& file : files) all.push_back(json_of(file));
    print(all.dump(2, ' ', false, Json::error_handler_t::replace));
  } else if (!session.options.quiet) {
    for (const auto& file : files) print_file(file);
  }
  for (const auto& fault : faults) say(fmt::format("bailiwick: {}", harmless(fault)));
  if (!faults.empty()) return kFailed;  // a project file without some of its files would be no guess but a gap
  if (!session.options.write_project.empty()) write_project(files, session);
  return kDone;
}

}  // namespace bailiwick::cli
