#include "write/known_outputs.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>
#include <system_error>

namespace bailiwick::layers::write {
namespace {

namespace fs = std::filesystem;

/// A name in the top folder and the bytes with which it begins; none where every run writes the file anew.
struct Known {
  std::string_view name, begin;
};
constexpr std::array kTop{Known{"assignments.csv", "file,row,id,x,y,"},
                          Known{"counts.csv", "level,zone,unit,category,month,count"},
                          Known{"changes.csv", "level,zone,name,unit,unit_name,period,"},
                          Known{"clusters.csv", "file,row,id,x,y,"},
                          Known{"density_zones.csv", "level,zone,name,unit,category,period,"},
                          Known{"piles.csv", "x,y,reports,share,left_out"},
                          Known{"findings.csv", "rank,listed,"},
                          Known{"near.csv", "file,row,id,x,y,"},
                          Known{"units.csv", "level,unit_id,unit_name,zones,"},
                          Known{"rejected.csv", "input,file,row,kind,reason"},
                          Known{"city.gpkg", "SQLite format 3"},
                          Known{"map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1600\""},
                          Known{"city.toml", ""},
                          Known{"run.json", ""},
                          Known{"summary.json", ""},
                          Known{"summary.md", ""}};
constexpr std::array<std::string_view, 9> kLayers{"density", "relative_risk", "hotspots", "hotspot_areas", "emerging", "clusters", "reports", "outside", "invalid"};
constexpr std::array<std::string_view, 6> kLayersOfLevels{"zones_", "gaps_", "overlaps_", "children_", "repair_", "hotspots_"};  // or of categories

bool is_layer(const std::string& stem) {
  return std::find(kLayers.begin(), kLayers.end(), stem) != kLayers.end() ||
         std::any_of(kLayersOfLevels.begin(), kLayersOfLevels.end(), [&](auto begin) { return stem.starts_with(begin) && stem.size() > begin.size(); });
}

bool is_layer_file(const fs::path& file) {
  const auto ending = file.extension();
  return is_layer(file.stem().string()) && (ending == ".geojson" || ending == ".qml" || (ending == ".tif" && (file.stem() == "density" || file.stem() == "relative_risk")));
}

/// How an output begins; "?" where no name says.
std::string begin_of(const fs::path& name) {
  const auto ending = name.extension();
  const auto stem = name.stem().string();
  if (ending == ".geojson") return R"({"type":"FeatureCollection","name":")" + (stem == "density" ? "density_bands" : stem) + R"(","features":[)";
  if (ending == ".qml") return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22.0\" styleCategories=\"Symbology";
  if (ending == ".tif") return "II";
  const auto known = std::find_if(kTop.begin(), kTop.end(), [&](const Known& k) { return k.name == name; });
  return known == kTop.end() || known->begin.empty() ? "?" : std::string(known->begin);
}

}  // namespace

std::vector<std::string> files_named_as_outputs(const fs::path& folder) {
  std::vector<std::string> names;
  const auto is_file = [](const fs::directory_entry& entry) {
    std::error_code unknown;
    return entry.symlink_status(unknown).type() == fs::file_type::regular;
  };
  std::error_code ignored;
  for (const auto& known : kTop) {
    if (is_file(fs::directory_entry(folder / known.name, ignored))) names.emplace_back(known.name);
  }
  for (const auto& entry : fs::directory_iterator(folder / "layers", ignored)) {
    if (is_file(entry) && is_layer_file(entry.path().filename())) names.push_back("layers/" + entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool begins_as_ours(const fs::path& folder, const std::string& name) {
  const auto expected = begin_of(name);
  std::ifstream in(folder / name, std::ios::binary);
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  std::string found(expected.size() + kMark.size(), '\0');
  in.read(found.data(), static_cast<std::streamsize>(found.size()));
  found.resize(static_cast<std::size_t>(in.gcount()));
  if (found.starts_with(kMark)) found.erase(0, kMark.size());
  return found.starts_with(expected);
}

}  // namespace bailiwick::layers::write
