#include <bailiwick/explain.h>

#include <bailiwick/equal_area.h>

#include <charconv>

namespace bailiwick {

Planes planes_of(const ZoneIndex& index) {
  const std::string crs(index.location_crs()), metric(index.metric_crs());
  const auto box = index.extent();
  const bool laea = metric.empty() || metric.starts_with("LAEA:");
  if (ellipsoid_of(crs) && laea && (box.west <= box.east || !metric.empty())) {
    return equal_area_planes(crs, box.west + (box.east - box.west) / 2, box.south + (box.north - box.south) / 2, metric);
  }
  constexpr std::string_view kUnit = "metres:";  // as the C library writes it
  if (metric == "local") return grid_planes(crs);
  double unit_m = 0;
  const char* const digits = metric.data() + kUnit.size();
  if (metric.starts_with(kUnit) && std::from_chars(digits, metric.data() + metric.size(), unit_m).ec == std::errc{}) return grid_planes(crs, unit_m);
  Planes none;
  none.location_crs = crs;
  return none;
}

}  // namespace bailiwick
