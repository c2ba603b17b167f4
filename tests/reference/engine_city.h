/// The generator's city as the engine's columns: no file between, so that the engine alone is held against the truth.
#pragma once

#include <bailiwick/plane.h>
#include <bailiwick/reports.h>
#include <bailiwick/zones.h>

#include <generator/reports.h>

#include <limits>
#include <vector>

namespace bailiwick::test {

/// The double a reader gets from the printed decimals: division by a power of ten rounds as a correct parser does.
inline double degrees(std::int64_t quanta) { return static_cast<double>(quanta) / static_cast<double>(generator::kPerDegree); }

inline void add_parts(const std::vector<generator::Polygon>& parts, Polygons& to) {
  for (const auto& polygon : parts) {
    for (const auto& ring : polygon) {
      for (std::size_t i = 0; i <= ring.size(); ++i) to.add_vertex(degrees(ring[i % ring.size()].lon), degrees(ring[i % ring.size()].lat));
      to.end_ring();
    }
    to.end_part();
  }
  to.end_shape();
}

inline Zones zones_of(const generator::City& city) {
  std::vector<LevelInput> inputs;
  std::string above;
  for (const auto* level : city.levels()) {
    if (level->zones.empty()) continue;
    LevelInput input;
    input.name = level->name;
    input.role = level->name == "road" || level->name == "site" ? Role::across : Role::partition;
    if (input.role == Role::partition) {
      input.parent = above;
      above = level->name;
    }
    input.has_unit_field = true;
    for (const auto& zone : level->zones) {
      const double priority = zone.priority > 0 ? zone.priority : std::numeric_limits<double>::quiet_NaN();
      input.rows.push_back({zone.id, zone.name, zone.person, zone.parent_id, zone.unit_id, zone.unit_name, priority});
      add_parts(zone.parts, input.shapes);
    }
    inputs.push_back(std::move(input));
  }
  return build_zones(inputs, "EPSG:4490").zones;
}

/// The generator's own projection as the engine's planes; the way back by Newton's steps on its differences.
inline Planes planes_of(const generator::City& city) {
  const generator::EqualArea plane = generator::metric_plane(generator::box_of(city.area));
  const auto forward = [plane](std::span<double> x, std::span<double> y) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      const auto at = plane(static_cast<long double>(x[i]), static_cast<long double>(y[i]));
      x[i] = static_cast<double>(at.x);
      y[i] = static_cast<double>(at.y);
    }
  };
  const auto middle = city.ground;
  const auto back = [plane, middle](std::span<double> x, std::span<double> y) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      long double lon = degrees(middle.middle.lon), lat = degrees(middle.middle.lat);
      for (int round = 0; round < 12; ++round) {
        const auto at = plane(lon, lat);
        lon += (x[i] - at.x) * middle.lon_per_m / generator::kPerDegree;
        lat += (y[i] - at.y) * middle.lat_per_m / generator::kPerDegree;
      }
      x[i] = static_cast<double>(lon);
      y[i] = static_cast<double>(lat);
    }
  };
  Planes planes;
  planes.location_crs = "EPSG:4490";
  planes.metric_crs = planes.area_crs = "LAEA";
  planes.to_metric = planes.to_area = forward;
  planes.from_metric = back;
  return planes;
}

/// The sound reports as columns.
struct ReportColumns {
  std::vector<double> x, y, x_m, y_m;
  std::vector<std::uint32_t> category;

  explicit ReportColumns(const std::vector<generator::Report>& reports, const Planes& planes) {
    for (const auto& report : reports) {
      if (report.fault != generator::Fault::none) continue;
      x.push_back(degrees(report.place.lon));
      y.push_back(degrees(report.place.lat));
      category.push_back(report.category);
    }
    x_m = x;
    y_m = y;
    planes.to_metric(x_m, y_m);
  }
  [[nodiscard]] ReportsView view() const { return {x, y, {}, category}; }
  [[nodiscard]] MetricView metric() const { return {x_m, y_m}; }
};

}  // namespace bailiwick::test
