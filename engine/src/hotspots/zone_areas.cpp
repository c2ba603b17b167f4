#include <bailiwick/coverage.h>
#include <bailiwick/error.h>
#include <bailiwick/exposure.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "hotspots/area_description.h"

namespace bailiwick {
namespace {

constexpr int kLeastBin = 2;  // q <= 0.05
constexpr double kNotKnown = std::numeric_limits<double>::quiet_NaN();

struct Area {
  std::vector<std::uint32_t> zones;    ///< within the level, ascending
  std::vector<std::uint32_t> reports;  ///< ascending
};

/// The zones of one level as shapes of their own.
Polygons shapes_of(const Zones& zones, std::uint32_t level) {
  Polygons shapes;
  const auto& l = zones.levels[level];
  for (std::uint32_t z = 0; z < l.zone_count; ++z) shapes.append(zones.shapes.view(), l.first_zone + z);
  return shapes;
}

std::vector<std::vector<std::uint32_t>> joined(const ZoneHotspots& found, const Weights& beside) {
  std::vector<std::uint8_t> waiting(found.bin.size());
  std::transform(found.bin.begin(), found.bin.end(), waiting.begin(), [](int bin) { return static_cast<std::uint8_t>(bin >= kLeastBin); });
  std::vector<std::vector<std::uint32_t>> groups;
  for (std::uint32_t first = 0; first < waiting.size(); ++first) {
    if (waiting[first] == 0) continue;
    std::vector<std::uint32_t> group{first};
    waiting[first] = 0;
    for (std::size_t next = 0; next < group.size(); ++next) {
      for (const auto other : beside.of(group[next])) {
        if (waiting[other] != 0) group.push_back(other);
        waiting[other] = 0;
      }
    }
    std::sort(group.begin(), group.end());
    groups.push_back(std::move(group));
  }
  return groups;
}

std::vector<Area> areas_of(const ZoneHotspots& found, const Weights& beside, const Level& level, const Assignment& placed) {
  std::vector<Area> areas;
  std::vector<std::uint32_t> area_of_zone(found.bin.size(), 0);  // from 1; 0: none
  for (auto& zones : joined(found, beside)) {
    areas.push_back({std::move(zones), {}});
    for (const auto zone : areas.back().zones) area_of_zone[zone] = static_cast<std::uint32_t>(areas.size());
  }
  for (std::uint32_t i = 0; i < placed.zone.size(); ++i) {
    if (placed.zone[i] == kNoZone) continue;
    const auto area = area_of_zone[index_of(placed.zone[i]) - level.first_zone];
    if (area > 0) areas[area - 1].reports.push_back(i);
  }
  std::stable_sort(areas.begin(), areas.end(), [](const Area& a, const Area& b) { return a.reports.size() > b.reports.size(); });
  return areas;
}

/// The union of some zones: one zone as it is.
Polygons union_of(const Polygons& shapes, const std::vector<std::uint32_t>& zones) {
  LevelInput level;
  level.name = "area";
  for (const auto zone : zones) {
    level.shapes.append(shapes.view(), zone);
    level.rows.push_back({std::to_string(1'000'000'000 + level.rows.size()), {}, {}, {}, {}, {}, kNotKnown});
  }
  if (zones.size() == 1) return level.shapes;
  return level_union(build_zones({std::move(level)}, "area").zones, 0, false);
}

/// Whose ground the area stands on, at the centres of about two thousand cells laid over it.
hotspots_room::Ground ground_of(const Polygons& shape, double area_m2, const ZoneIndex& index, const Planes& planes, const AreaOptions& options, const Context& context) {
  constexpr double kSamples = 2000;
  const auto metric = densified(shape.view(), planes.to_metric, 1.0);
  const auto lattice = lattice_over(metric.view(), std::sqrt(area_m2 / kSamples));
  const auto inside = cells_inside(lattice, metric.view());
  std::vector<std::uint32_t> cells;
  for (std::uint32_t cell = 0; cell < inside.size(); ++cell) {
    if (inside[cell] != 0) cells.push_back(cell);
  }
  AreaOptions once = options;
  once.sub = 1;
  return hotspots_room::ground_of(lattice, cells, index, planes, once, context);
}

void add_figures(const ZoneHotspots& found, std::span<const double> exposure, std::span<const double> area_m2, const Area& area, double reports, HotspotAreas& out) {
  double all = 0, part = 0, ground = 0, peak = -std::numeric_limits<double>::infinity(), least = 1, counted = 0;
  for (const double e : exposure) all += e;
  for (std::size_t zone = 0; zone < exposure.size(); ++zone) counted += exposure[zone] > 0 ? found.rate[zone] * exposure[zone] : 0.0;
  for (const auto zone : area.zones) {
    part += exposure[zone];
    ground += area_m2[zone];
    peak = std::max(peak, found.z[zone]);
    least = std::min(least, found.q[zone]);
  }
  out.reports.push_back(area.reports.size());
  out.share.push_back(reports > 0 ? static_cast<double>(area.reports.size()) / reports : 0.0);
  out.peak_z.push_back(peak);
  out.min_q.push_back(least);
  out.area_m2.push_back(ground);
  out.expected.push_back(all > 0 ? counted * part / all : 0.0);
  out.trend.push_back(kNotKnown);
  out.trend_p.push_back(kNotKnown);
}

}  // namespace

HotspotAreas zone_hotspot_areas(const ZoneHotspots& found, std::span<const double> exposure, std::span<const double> area_m2, const Zones& zones, std::uint32_t level,
                                ReportsView reports, const Assignments& assignments, const ZoneIndex& index, const Planes& planes, const AreaOptions& options,
                                const Context& context) {
  if (level >= zones.levels.size() || found.bin.size() != zones.levels[level].zone_count || exposure.size() != found.bin.size() || area_m2.size() != found.bin.size()) {
    throw Error(ErrorCode::invalid_argument, "zone hotspot areas: expected a statistic, an exposure and an area for each zone of one level, found columns of other lengths");
  }
  const auto shapes = shapes_of(zones, level);
  HotspotAreas out;
  for (const auto& area : areas_of(found, contiguity(shapes.view(), Neighbours::rook), zones.levels[level], assignments.levels[level])) {
    context.check();
    out.id.push_back(zones.levels[level].name + "/" + zones.id[zones.levels[level].first_zone + area.zones.front()]);
    add_figures(found, exposure, area_m2, area, static_cast<double>(reports.size()), out);
    hotspots_room::add_what_was_reported(area.reports, {}, reports, out);
    const auto shape = union_of(shapes, area.zones);
    hotspots_room::add_who_answers(area.reports, assignments, ground_of(shape, out.area_m2.back(), index, planes, options, context), index, out);
    out.shapes.append(shape.view(), 0);
    out.cells.push_back(area.zones);
  }
  return out;
}

}  // namespace bailiwick
