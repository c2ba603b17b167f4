/// The zones of a level as places: shapes, ground, neighbours, exposure.
#include <bailiwick/error.h>
#include <bailiwick/exposure.h>

#include <algorithm>
#include <cmath>

namespace bailiwick {
namespace {

struct Centres {
  std::vector<double> x_m, y_m;
  [[nodiscard]] MetricView view() const { return {x_m, y_m}; }
};

/// Centres of gravity in the metric plane (Esri's rule for distances between zones); the first vertex where the ground is nothing.
Centres centres_of(const PolygonsView& shapes, const Planes& planes) {
  const auto metric = densified(shapes, planes.to_metric, 1.0);
  const auto view = metric.view();
  Centres out;
  for (std::size_t s = 0; s < view.size(); ++s) {
    const auto all = view.vertices_of_shape(s);
    const double x0 = view.x[all.begin], y0 = view.y[all.begin];
    double twice = 0, x = 0, y = 0;
    const auto rings = view.rings_of(s);
    for (auto ring = rings.begin; ring < rings.end; ++ring) {
      const auto vertices = view.vertices_of(ring);
      for (auto v = vertices.begin; v + 1 < vertices.end; ++v) {
        const double ax = view.x[v] - x0, ay = view.y[v] - y0, bx = view.x[v + 1] - x0, by = view.y[v + 1] - y0, cross = ax * by - bx * ay;
        twice += cross;
        x += (ax + bx) * cross;
        y += (ay + by) * cross;
      }
    }
    out.x_m.push_back(twice != 0 ? x0 + x / (3 * twice) : x0);
    out.y_m.push_back(twice != 0 ? y0 + y / (3 * twice) : y0);
  }
  return out;
}

}  // namespace

Polygons shapes_of_level(const Zones& zones, std::uint32_t level) {
  Polygons shapes;
  const auto& of = zones.levels[level];
  for (std::uint32_t z = 0; z < of.zone_count; ++z) shapes.append(zones.shapes.view(), of.first_zone + z);
  return shapes;
}

std::vector<double> shape_areas_m2(const PolygonsView& shapes, const Planes& planes) {
  auto areas = signed_ring_areas(densified(shapes, planes.to_area, 0.01).view());
  for (double& area : areas) area = std::abs(area);
  return areas;
}

Weights zone_weights(const PolygonsView& shapes, const Planes& planes, const ZoneNeighbours& rule, double* band_m) {
  if (rule.nearest > 0) return nearest(centres_of(shapes, planes).view(), rule.nearest);
  if (rule.band_m < 0) return contiguity(shapes, rule.touching);
  const auto centres = centres_of(shapes, planes);
  const double band = rule.band_m > 0 ? rule.band_m : smallest_full_band(centres.view());
  if (band_m != nullptr) *band_m = band;
  return distance_band(centres.view(), rule.band_m > 0 ? band : std::nextafter(band, band + 1));
}

double joined_exposure(std::span<const double> of_features) {
  double sum = 0;
  for (const double value : of_features) sum += value;
  const bool same = std::all_of(of_features.begin(), of_features.end(), [&](double value) { return value == of_features.front(); });
  return same && !of_features.empty() ? of_features.front() : sum;
}

void check_exposure(const Zones& zones, std::uint32_t level, std::span<const std::uint64_t> count, std::span<const double> exposure, const std::string& per) {
  const auto& of = zones.levels[level];
  for (std::uint32_t z = 0; z < of.zone_count; ++z) {
    if (exposure[z] > 0 || count[z] == 0) continue;
    throw Error(ErrorCode::invalid_argument, "level " + of.name + ", zone '" + zones.id[of.first_zone + z] + "': expected " + per +
                                                 " above 0 where there are reports, found 0 and " + std::to_string(count[z]) + " reports; correct it or leave the zone out");
  }
}

}  // namespace bailiwick
