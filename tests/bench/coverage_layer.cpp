#include "coverage_layer.h"

#include <bailiwick/layers/project.h>
#include <bailiwick/layers/read.h>

namespace bench {
namespace {

using namespace bailiwick;

/// splitmix64 (Steele, Lea, Flood 2014): the same defects on every machine.
double dice(std::uint64_t n) {
  n += 0x9e3779b97f4a7c15ULL;
  n = (n ^ (n >> 30)) * 0xbf58476d1ce4e5b9ULL;
  n = (n ^ (n >> 27)) * 0x94d049bb133111ebULL;
  return static_cast<double>((n ^ (n >> 31)) >> 11) * 0x1p-53;
}

void add_scaled(const PolygonsView& from, std::size_t shape, double factor, Polygons& to) {
  const auto [begin, end] = from.vertices_of_shape(shape);
  double cx = 0;
  double cy = 0;
  for (auto v = begin; v < end; ++v) {
    cx += from.x[v] / (end - begin);
    cy += from.y[v] / (end - begin);
  }
  const auto first = to.x.size();
  to.append(from, shape);
  for (auto v = first; v < to.x.size(); ++v) {
    to.x[v] = cx + (to.x[v] - cx) * factor;
    to.y[v] = cy + (to.y[v] - cy) * factor;
  }
}

}  // namespace

Layer read_layer(const std::string& project) {
  auto settings = layers::read_project(project);
  settings.reports.clear();
  std::vector<layers::RawZones> raw;
  for (const auto& source : settings.zones) {
    if (source.level == "subdistrict" || source.level == "block") raw.push_back(layers::read_zones(source, settings));
  }
  raw.front().source.parent_level.clear();
  raw.back().source.parent_level = "subdistrict";
  const auto area = layers::read_area(settings.area, settings.area_layer, settings.area_crs, settings.area_datum);
  auto city = layers::project(raw, area, {}, settings);
  Layer layer;
  layer.area = std::move(city.area.shape);
  const auto& zones = city.zones;
  const auto& blocks = zones.levels[1];
  layer.blocks = blocks.zone_count;
  for (auto z = blocks.first_zone; z < blocks.first_zone + blocks.zone_count; ++z) {
    layer.zones.append(zones.shapes.view(), z);
    layer.parent.push_back(layer.blocks + index_of(zones.find(0, zones.parent_id[z])));
  }
  for (std::uint32_t z = 0; z < zones.levels[0].zone_count; ++z) layer.zones.append(zones.shapes.view(), z);
  return layer;
}

Layer dirty(const Layer& clean) {
  Layer result{{}, clean.area, 0, {}};
  const auto from = clean.zones.view();
  std::vector<std::uint32_t> named;
  for (std::uint32_t s = 0; s < clean.blocks; ++s) {
    const double u = dice(s);
    if (u < 0.001) continue;
    add_scaled(from, s, u < 0.011 ? 1.05 : u < 0.016 ? 0.95 : u < 0.036 ? 1.002 : 1, result.zones);
    named.push_back(clean.parent[s] - clean.blocks);
    if (u < 0.036 || u >= 0.0375) continue;
    result.zones.append(from, s);
    named.push_back(clean.parent[s] - clean.blocks);
  }
  result.blocks = static_cast<std::uint32_t>(result.zones.size());
  for (const auto n : named) result.parent.push_back(result.blocks + n);
  for (std::size_t s = clean.blocks; s < from.size(); ++s) result.zones.append(from, s);
  return result;
}

}  // namespace bench
