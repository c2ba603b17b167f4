#include "city.h"

#include <bailiwick/layers/read.h>

namespace bench {

namespace layers = bailiwick::layers;

City read_city(const std::string& project) {
  const auto settings = layers::read_project(project);
  std::vector<layers::RawZones> levels;
  for (const auto& source : settings.zones) levels.push_back(layers::read_zones(source, settings));
  layers::RawZones area;
  if (!settings.area.empty()) area = layers::read_area(settings.area, settings.area_layer, settings.area_crs, settings.area_datum);
  auto city = layers::project(levels, area, {}, settings);
  auto located = layers::locate(layers::read_reports(settings), city, settings);
  return {std::move(city.zones), std::move(located.x), std::move(located.y)};
}

}  // namespace bench
