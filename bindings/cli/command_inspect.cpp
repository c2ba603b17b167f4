#include "commands.h"
#include "terminal.h"

#include <bailiwick/error.h>
#include <bailiwick/layers/read.h>
#include <bailiwick/layers/write.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

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

const std::string& guessed(const LayerInfo& layer, const std::string& what) {
  static const std::string kNone;
  const auto found = std::find_if(layer.fields.begin(), layer.fields.end(), [&](const auto& field) { return field.guess == what; });
  return found == layer.fields.end() ? kNone : found->name;
}

/// A level's name from its file's: letters that option values keep for themselves become underscores.
std::string level_name(const std::string& file) {
  auto name = std::filesystem::path(file).filename().string();
  name = name.substr(0, name.find('.'));
  for (char& c : name) {
    if (std::string_view("/\\,=.:\"").find(c) != std::string_view::npos || static_cast<unsigned char>(c) < ' ') c = '_';
  }
  return name.empty() ? "level" : name;
}

void add_zones_of(const FileInfo& file, layers::Settings& settings) {
  for (const auto& layer : file.layers) {
    layers::ZoneSource zones;
    zones.level = level_name(file.layers.size() > 1 ? layer.name : file.file);
    zones.file = file.file;
    if (file.layers.size() > 1) zones.layer = layer.name;
    zones.id = guessed(layer, "id");
    zones.name = guessed(layer, "name");
    zones.unit = guessed(layer, "unit");
    zones.unit_name = guessed(layer, "unit_name");
    zones.person = guessed(layer, "person");
    zones.parent = guessed(layer, "parent");
    zones.priority = guessed(layer, "priority");
    settings.zones.push_back(std::move(zones));
  }
}

void add_reports_of(const FileInfo& file, layers::Settings& settings) {
  settings.reports.push_back(file.file);
  if (settings.reports.size() > 1 || file.layers.empty()) return;  // one set of columns serves all files of reports
  const auto& layer = file.layers.front();
  settings.fields = {guessed(layer, "x"), guessed(layer, "y"), guessed(layer, "time"), guessed(layer, "id"), guessed(layer, "status"), {}};
  for (const auto& field : layer.fields) {
    if (field.guess == "category") settings.fields.category.push_back(field.name);
  }
}

std::string comments(const std::vector<FileInfo>& files) {
  std::string text = "# Guesses of bailiwick inspect: read them, correct them, then: bailiwick report THIS_FILE --output out/\n";
  for (const auto& file : files) {
    text += fmt::format("# {}: {}, {}\n", harmless(file.file), file.format, file.zones ? "zones" : "reports");
    for (const auto& layer : file.layers) {
      text += fmt::format("#   {}: {} features, CRS {}\n", harmless(layer.name), layer.features, layer.crs.empty() ? "unknown" : harmless(layer.crs));
    }
    for (const auto& doubt : file.doubts) text += fmt::format("#   doubt: {}\n", harmless(doubt));
  }
  return text + "\n";
}

/// The file as a whole or not at all.
void put_whole(const std::filesystem::path& path, const std::string& text) {
  auto part = path;
  part += ".part";
  std::ofstream stream(part, std::ios::binary | std::ios::trunc);
  stream << text;
  stream.close();
  std::error_code failed;
  if (stream) std::filesystem::rename(part, path, failed);
  if (stream && !failed) return;
  std::error_code ignored;
  std::filesystem::remove(part, ignored);
  throw Error(ErrorCode::unwritable_file, fmt::format("{} cannot be written: expected a folder with room and permission", path.string()), path.string());
}

void write_project(const std::vector<FileInfo>& files, const Options& options) {
  layers::Settings settings;
  for (const auto& file : files) {
    if (file.zones) {
      add_zones_of(file, settings);
    } else {
      add_reports_of(file, settings);
    }
  }
  const auto path = std::filesystem::absolute(options.write_project);
  std::error_code ignored;
  if (!options.overwrite && std::filesystem::exists(path, ignored)) {
    throw Error(ErrorCode::exists, fmt::format("{} is there already; pass --overwrite to replace it", options.write_project), options.write_project);
  }
  put_whole(path, comments(files) + layers::project_text(settings, path.parent_path().string()));
}

}  // namespace

/// What is in these files, and what is wrong with them.
int inspect_files(Session& session) {
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
  if (!session.options.write_project.empty()) write_project(files, session.options);
  return kDone;
}

}  // namespace bailiwick::cli
