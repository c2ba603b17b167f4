#include <bailiwick/layers/layers.h>

#include "layer/naming.h"
#include "layer/text.h"

#include <algorithm>

namespace bailiwick::layers {

std::uint64_t ZonesFound::islands() const {
  std::uint64_t alone = 0;
  for (std::size_t zone = 0; zone < weights.size(); ++zone) alone += weights.of(zone).empty() ? 1 : 0;
  return alone;
}

Layer zone_hotspots_layer(const Results& r, const Words& words) {
  const auto& found = *r.zones;
  const auto& zones = r.city.zones;
  const auto& level = zones.levels[found.level];
  Layer layer;
  layer.name = "hotspots_" + level.name;
  layer.style = "hotspots";
  layer.title = filled(words("layer.hotspots_zones"), {{"level", level_title(words, level.name)}});
  layer.group = words("group.hotspots");
  layer.geometry = GeometryKind::polygon;
  std::vector<std::string> id, name, unit, unit_name, meaning;
  std::vector<std::int64_t> count, neighbours, around, bin;
  for (std::uint32_t z = 0; z < level.zone_count; ++z) {
    const ZoneId zone{level.first_zone + z};
    layer.polygons.append(zones.shapes.view(), index_of(zone));
    id.push_back(zone_id(zones, zone));
    name.push_back(zones.name[index_of(zone)]);
    unit.push_back(unit_id(zones, zones.unit[index_of(zone)]));
    unit_name.push_back(unit_title(zones, zones.unit[index_of(zone)], words));
    count.push_back(static_cast<std::int64_t>(found.count[z]));
    neighbours.push_back(static_cast<std::int64_t>(found.weights.of(z).size()));
    around.push_back(static_cast<std::int64_t>(found.tested.count[z]));
    bin.push_back(found.tested.bin[z]);
    meaning.push_back(words("gi_bin." + std::to_string(bin.back())));
  }
  auto& columns = layer.table.columns;
  columns.push_back(text_column("zone_id", std::move(id)));
  columns.push_back(optional_text_column("name", std::move(name)));
  columns.push_back(optional_text_column("unit_id", std::move(unit)));
  columns.push_back(optional_text_column("unit_name", std::move(unit_name)));
  columns.push_back(integer_column("count", std::move(count)));
  columns.push_back(real_column("exposure", found.exposure));
  columns.push_back(real_column("rate", found.tested.rate));
  columns.push_back(real_column("rate_smoothed", found.tested.smoothed_rate));
  columns.push_back(integer_column("neighbors", std::move(neighbours)));
  columns.push_back(integer_column("around", std::move(around)));
  columns.push_back(real_column("around_expected", found.tested.expected));
  columns.push_back(real_column("binomial_z", found.tested.z));
  columns.push_back(real_column("binomial_p", found.tested.p));
  columns.push_back(real_column("binomial_q", found.tested.q));
  columns.push_back(integer_column("gi_bin", std::move(bin)));
  columns.push_back(text_column("class", std::move(meaning)));
  const auto& rates = found.rates.local;
  std::vector<std::string> quadrants;
  for (const auto quadrant : rates.quadrant) quadrants.emplace_back(code(quadrant));
  columns.push_back(real_column("gi_rate_z", found.tested.gi_star_rate_z));
  columns.push_back(real_column("gi_rate_without_z", rates.gi_z));
  columns.push_back(real_column("moran_rate", rates.moran));
  columns.push_back(text_column("moran_rate_quadrant", std::move(quadrants)));
  columns.push_back(real_column("gi_rate_p", rates.p));
  return layer;
}

}  // namespace bailiwick::layers
