#include <bailiwick/layers/layers.h>

#include "layer/naming.h"

#include <cmath>
#include <map>
#include <utility>

namespace bailiwick::layers {
namespace {

double ratio(double part, double whole) { return whole > 0 ? part / whole : std::nan(""); }

/// Reports of each surface by zone. A report has one surface at most.
std::map<std::pair<std::uint32_t, std::int32_t>, std::vector<std::int64_t>> zone_counts(const Results& r, const DensityFound& found) {
  std::map<std::pair<std::uint32_t, std::int32_t>, std::vector<std::int64_t>> counts;
  for (const auto& one : found.surfaces) counts[{one.category, one.period}].assign(r.city.zones.size(), 0);
  for (std::size_t i = 0; i < r.located.size(); ++i) {
    const auto at = counts.find({found.by_category ? r.located.category[i] : kNoCategory, found.over_time ? found.period_of_report[i] : 0});
    if (at == counts.end()) continue;
    for (const auto& level : r.assignments.levels) {
      if (level.zone[i] != kNoZone) ++at->second[index_of(level.zone[i])];
    }
  }
  return counts;
}

std::string category_name(const Results& r, std::uint32_t category) { return category == kNoCategory ? std::string() : r.reports.categories[category]; }

}  // namespace

std::string surface_name(const Results& r, const DensityFound::Surface& surface) {
  const auto& found = *r.surfaces;
  auto name = category_name(r, surface.category);
  if (found.over_time) name += (name.empty() ? "" : ", ") + period_label(surface.period, found.range.period);
  return name;
}

std::string risk_name(const Results& r) {
  if (r.settings.risk != "period") return r.settings.risk;
  const auto& range = r.surfaces->range;
  const auto last = range.first + range.count - 1;
  return period_label(last, range.period) + " / " + period_label(last - 1, range.period);
}

Table density_zones_table(const Results& r) {
  const auto& found = *r.surfaces;
  const auto& zones = r.city.zones;
  const auto counts = zone_counts(r, found);
  std::vector<std::string> level, zone, name, unit, category, period;
  std::vector<std::int64_t> reports, cells;
  std::vector<double> mean, most, area_km2, per_km2, length_km, per_km;
  for (const auto& one : found.surfaces) {
    for (std::uint32_t z = 0; z < zones.size(); ++z) {
      const auto count = static_cast<double>(counts.at({one.category, one.period})[z]);
      const double area = r.zone_area_m2[z] / 1e6, length = r.city.length_m.empty() ? std::nan("") : r.city.length_m[z] / 1000;
      level.push_back(zones.levels[zones.level_of(ZoneId{z})].name);
      zone.push_back(zones.id[z]);
      name.push_back(zones.name[z]);
      unit.push_back(unit_id(zones, zones.unit[z]));
      category.push_back(category_name(r, one.category));
      period.push_back(found.over_time ? period_label(one.period, found.range.period) : std::string());
      reports.push_back(static_cast<std::int64_t>(count));
      cells.push_back(one.zones.cells[z]);
      mean.push_back(one.zones.mean_per_km2[z]);
      most.push_back(one.zones.max_per_km2[z]);
      area_km2.push_back(area);
      per_km2.push_back(ratio(count, area));
      length_km.push_back(length);
      per_km.push_back(ratio(count, length));
    }
  }
  Table table;
  table.columns = {text_column("level", std::move(level)),
                   text_column("zone", std::move(zone)),
                   optional_text_column("name", std::move(name)),
                   optional_text_column("unit", std::move(unit)),
                   optional_text_column("category", std::move(category)),
                   optional_text_column("period", std::move(period)),
                   integer_column("reports", std::move(reports)),
                   integer_column("cells", std::move(cells)),
                   real_column("mean_per_km2", std::move(mean)),
                   real_column("max_per_km2", std::move(most)),
                   real_column("area_km2", std::move(area_km2)),
                   real_column("reports_per_km2", std::move(per_km2)),
                   real_column("length_km", std::move(length_km)),
                   real_column("reports_per_km", std::move(per_km))};
  return table;
}

Table piles_table(const Results& r) {
  std::vector<double> x, y, share;
  std::vector<std::int64_t> reports, left_out;
  for (const auto& pile : r.surfaces->piles) {
    x.push_back(pile.x);
    y.push_back(pile.y);
    reports.push_back(static_cast<std::int64_t>(pile.reports));
    share.push_back(pile.share);
    left_out.push_back(r.settings.without_piles ? 1 : 0);
  }
  Table table;
  table.columns = {real_column("x", std::move(x)), real_column("y", std::move(y)), integer_column("reports", std::move(reports)),
                   real_column("share", std::move(share)), boolean_column("left_out", std::move(left_out))};
  return table;
}

Layer density_bands_layer(const Results& r) {
  if (r.surfaces == nullptr || !(r.surfaces->by_category || r.surfaces->over_time)) return density_bands(r.density, r.density_breaks, r.city.planes);
  Layer all;
  std::vector<std::string> category, period;
  for (const auto& one : r.surfaces->surfaces) {
    auto bands = density_bands(one.grid, r.density_breaks, r.city.planes);
    const auto rows = bands.table.rows();
    category.insert(category.end(), rows, category_name(r, one.category));
    period.insert(period.end(), rows, r.surfaces->over_time ? period_label(one.period, r.surfaces->range.period) : std::string());
    if (all.name.empty()) {
      all = std::move(bands);
      continue;
    }
    for (std::size_t row = 0; row < rows; ++row) all.polygons.append(bands.polygons.view(), row);
    for (std::size_t c = 0; c < bands.table.columns.size(); ++c) {
      auto &to = all.table.columns[c], &from = bands.table.columns[c];
      to.real.insert(to.real.end(), from.real.begin(), from.real.end());
    }
  }
  all.table.columns.insert(all.table.columns.begin(), {optional_text_column("category", std::move(category)), optional_text_column("period", std::move(period))});
  return all;
}

}  // namespace bailiwick::layers
