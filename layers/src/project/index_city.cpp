#include "project/planes.h"

#include <bailiwick/layers/project.h>

namespace bailiwick::layers {
namespace {

Zones zones_of(const ZoneIndex& index) {
  Zones zones;
  zones.location_crs = index.location_crs();
  for (std::uint32_t l = 0; l < index.level_count(); ++l) {
    zones.levels.push_back({std::string(index.level_name(l)), index.role(l), index.parent_level(l), 0, 0});
  }
  for (std::uint32_t u = 0; u < index.unit_count(); ++u) {
    zones.units.push_back({std::string(index.unit_id(UnitId{u})), std::string(index.unit_name(UnitId{u}))});
  }
  for (std::uint32_t z = 0; z < index.zone_count(); ++z) {
    const ZoneId zone{z};
    ++zones.levels[index.level_of(zone)].zone_count;
    zones.id.emplace_back(index.id(zone));
    zones.name.emplace_back(index.name(zone));
    zones.person.emplace_back();
    zones.parent_id.emplace_back(index.parent(zone) == kNoZone ? std::string_view{} : index.id(index.parent(zone)));
    zones.unit.push_back(index.unit(zone));
    zones.priority.push_back(index.priority(zone));
  }
  std::uint32_t next = 0;
  for (auto& level : zones.levels) {
    level.first_zone = next;
    next += level.zone_count;
  }
  return zones;
}

}  // namespace

void add_planes(const City& city, IndexOptions& options) {
  const bool named = city.local || city.planes.metric_crs.starts_with("LAEA:");
  options.location_wkt = city.location_wkt;
  options.metric_crs = named ? city.planes.metric_crs : city.metric_wkt;  // a chosen projection may have no code
}

City city_of(const ZoneIndex& index) {
  City city;
  city.zones = zones_of(index);
  city.extent = index.extent();
  SourcePlane location;
  if (!index.location_wkt().empty()) location.crs = Crs::from_text(std::string(index.location_wkt()), std::string(index.location_crs()));
  const auto& box = *city.extent;
  const bool empty = !(box.west <= box.east);
  auto made = metric_planes(location, empty ? 0 : box.west + (box.east - box.west) / 2, empty ? 0 : box.south + (box.north - box.south) / 2,
                            std::string(index.metric_crs()));
  city.planes = std::move(made.planes);
  city.planes.location_crs = index.location_crs();
  city.location_wkt = index.location_wkt();
  city.metric_wkt = std::move(made.metric_wkt);
  city.centre_lon = made.centre_lon;
  city.centre_lat = made.centre_lat;
  city.local = location.local();
  city.lonlat = !city.local && location.crs->wgs84_like();
  return city;
}

}  // namespace bailiwick::layers
