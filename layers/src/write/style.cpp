#include "write/style.h"

#include "layer/asset.h"
#include "layer/text.h"
#include "write/field_names.h"
#include "write/style_template.h"
#include "write/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <utility>

namespace bailiwick::layers::write {
namespace {

struct Colour {
  unsigned red, green, blue;
};

/// ColorBrewer's YlOrRd by number of classes. This product includes color specifications and designs developed by Cynthia Brewer
/// (http://colorbrewer.org/). Five classes are the most that people with dichromacy tell apart.
constexpr std::size_t kMostClasses = 5;
const std::array<std::vector<Colour>, kMostClasses + 1> kYlOrRd{{
    {},
    {{254, 178, 76}},
    {{255, 237, 160}, {240, 59, 32}},
    {{255, 237, 160}, {254, 178, 76}, {240, 59, 32}},
    {{255, 255, 178}, {254, 204, 92}, {253, 141, 60}, {227, 26, 28}},
    {{255, 255, 178}, {254, 204, 92}, {253, 141, 60}, {240, 59, 32}, {189, 0, 38}},
}};

std::string shortest(double value) {
  std::string out;
  append_real(out, value);
  return out;
}

/// The classes between rising limits, the first from 0. `open_end` for rasters: nothing may lie above the last class.
std::vector<TemplateValues::Item> classes(std::vector<double> limits, bool open_end) {
  std::vector<TemplateValues::Item> items;
  std::erase_if(limits, [](double limit) { return !(limit > 0); });
  const auto& colours = kYlOrRd[std::min(limits.size(), kMostClasses)];
  double lower = 0;
  for (std::size_t i = 0; i < limits.size(); ++i) {
    const bool last = i + 1 == limits.size();
    const auto colour = colours[i * colours.size() / limits.size()];
    TemplateValues::Item item;
    item["index"] = std::to_string(i);
    item["lower"] = shortest(lower);
    // The last limit is the maximum: what is printed and read back must still lie in the class.
    item["upper"] = last && open_end ? "inf" : shortest(last ? limits[i] * (1 + 1e-6) : limits[i]);
    item["label"] = compact(lower) + " – " + compact(limits[i]);  // round but for the last, which is the maximum of the data
    item["color"] = fmt::format("{},{},{}", colour.red, colour.green, colour.blue);
    item["hex"] = fmt::format("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue);
    items.push_back(std::move(item));
    lower = limits[i];
  }
  return items;
}

/// Titles of the columns, with their units, for the attribute table and the identify window.
std::string aliases(const Table& table, const Words& words) {
  const auto names = field_names(table);
  std::string out = "  <aliases>\n";
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto key = "column." + table.columns[i].name;
    const auto& title = words(key);
    if (title == key) continue;
    out += fmt::format("    <alias index=\"{}\" field=\"", i + 1);  // 0 is the feature id
    append_xml(out, names[i]);
    out += "\" name=\"";
    append_xml(out, title);
    out += "\"/>\n";
  }
  return out + "  </aliases>\n";
}

TemplateValues common_values(const Layer& layer, const Words& words) {
  TemplateValues values;
  values.values["aliases"] = aliases(layer.table, words);
  return values;
}

/// How borders of a level are drawn: the higher the level and the fewer its zones, the stronger.
struct Outline {
  const char *color, *width, *size;
  const char* label_scale;   ///< names appear from 1 : this on
  const char *seam, *edge;  ///< of filled zones: a white seam with a fine grey line on it
  std::size_t most_zones;
};
constexpr std::array kOutlines{
    Outline{"45,45,55", "0.8", "11", "100000000", "0.6", "0.2", 15},
    Outline{"95,95,105", "0.4", "8.5", "200000", "0.4", "0.18", 60},
    Outline{"140,140,150", "0.22", "7.5", "20000", "0.2", "0.12", 400},
    Outline{"165,165,175", "0.12", "7", "8000", "0.08", "0.05", SIZE_MAX},
};

const Outline& outline_of(unsigned rank, std::size_t zones) {
  std::size_t at = std::min<std::size_t>(rank, kOutlines.size() - 1);
  while (zones > kOutlines[at].most_zones) ++at;
  return kOutlines[at];
}

}  // namespace

std::string layer_qml(const Layer& layer, const Words& words) {
  if (layer.style == "zones" && layer.breaks.empty()) return outline_qml(layer, 0, words);
  auto values = common_values(layer, words);
  const auto& outline = outline_of(0, layer.table.rows());
  values.values["scale"] = outline.label_scale;
  values.values["seam"] = outline.seam;
  values.values["edge"] = outline.edge;
  values.lists["classes"] = classes(layer.breaks, false);
  return fill_template(asset("styles/" + layer.style + ".qml"), values, words);
}

std::string outline_qml(const Layer& layer, unsigned rank, const Words& words) {
  const auto& outline = outline_of(rank, layer.table.rows());
  auto values = common_values(layer, words);
  values.values["color"] = outline.color;
  values.values["width"] = outline.width;
  values.values["size"] = outline.size;
  values.values["scale"] = outline.label_scale;
  return fill_template(asset("styles/zones_outline.qml"), values, words);
}

std::string density_qml(const std::vector<double>& breaks, const Words& words) { return raster_qml({"density", {}, breaks, {}}, 1, words); }

std::string raster_qml(const Raster& raster, std::size_t band, const Words& words) {
  const auto& breaks = raster.breaks;
  TemplateValues values;
  values.values["band"] = std::to_string(band);
  values.lists["classes"] = classes(breaks, true);
  values.values["maximum"] = breaks.empty() ? "0" : shortest(breaks.back());
  return fill_template(asset("styles/" + raster.style + ".qml"), values, words);
}

std::string density_files_qml(const std::vector<double>& breaks, const Words& words) {
  Layer bands;
  bands.name = bands.style = "density_bands";
  bands.breaks = breaks;
  for (const char* name : {"from_per_km2", "to_per_km2", "area_km2"}) bands.table.columns.push_back(real_column(name, {}));
  const auto surface = density_qml(breaks, words);
  const auto polygons = layer_qml(bands, words);
  return surface.substr(0, surface.find("  <blendMode>")) + polygons.substr(polygons.find("  <renderer-v2"));
}

}  // namespace bailiwick::layers::write

namespace bailiwick::layers {

void put_qml(OutputFolder& folder, const std::string& name, const Layer& layer, const std::string& lang) {
  folder.put_text(name, write::layer_qml(layer, Words(lang)));
}

void put_raster_qml(OutputFolder& folder, const std::string& name, const Raster& raster, const std::string& lang) {
  folder.put_text(name, write::raster_qml(raster, 1, Words(lang)));
}

void put_density_qml(OutputFolder& folder, const std::string& name, const std::vector<double>& breaks, const std::string& lang) {
  folder.put_text(name, write::density_files_qml(breaks, Words(lang)));
}

}  // namespace bailiwick::layers
