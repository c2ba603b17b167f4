#include <bailiwick/layers/layers.h>

#include "layer/all_warnings.h"
#include "layer/naming.h"
#include "layer/summary_hotspots.h"
#include "layer/summary_settings.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace bailiwick::layers {
namespace {

constexpr std::size_t kListed = 100;  // findings shown of each kind; all of them are in the layers

Json number(double v) { return std::isfinite(v) ? Json(v) : Json(nullptr); }
Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json balance_of(const Balance& balance) {
  auto lines = Json::array();
  for (const auto& l : balance.levels) {
    lines.push_back({{"level", l.level}, {"zones", l.zones}, {"read", l.read}, {"assigned", l.assigned}, {"outside", l.outside},
                     {"rejected", l.rejected}, {"unlocated", l.unlocated}, {"malformed", l.malformed}});
  }
  return lines;
}

Json planes_of(const Results& r) {
  const auto& p = r.city.planes;
  return {{"location_crs", p.location_crs}, {"metric_crs", p.metric_crs}, {"area_crs", p.area_crs}, {"geographic", p.geographic},
          {"study_area", r.city.area.given ? "given" : "derived"}, {"zones_version", std::string(r.index.zones_version())},
          {"reasons", r.city.reasons}};
}

Json inputs_of(const Results& r) {
  auto zones = Json::array();
  for (const auto& level : r.levels) {
    zones.push_back({{"level", level.source.level}, {"file", file_name(level.source.file)}, {"sha256", level.file_version},
                     {"features", level.features}, {"rejected", level.rejected.size()}, {"crs", text_or_null(level.crs_label)}});
  }
  auto reports = Json::array();
  const auto names = file_names(r.reports.files);
  for (std::size_t i = 0; i < names.size(); ++i) {
    reports.push_back({{"file", names[i]}, {"sha256", i < r.reports.file_versions.size() ? r.reports.file_versions[i] : std::string()}});
  }
  return {{"zones", zones}, {"reports", reports}, {"reports_crs", text_or_null(r.reports.crs_label)},
          {"encoding", text_or_null(r.reports.encoding)}, {"time_zone", text_or_null(r.reports.time_zone)},
          {"time_format", text_or_null(r.reports.time_format)}};
}

Json levels_of(const Results& r) {
  const auto& zones = r.city.zones;
  auto levels = Json::array();
  for (std::size_t i = 0; i < zones.levels.size(); ++i) {
    const auto& level = zones.levels[i];
    levels.push_back({{"level", level.name}, {"role", level.role == Role::partition ? "partition" : "across"},
                      {"parent", level.parent ? Json(zones.levels[*level.parent].name) : Json(nullptr)}, {"zones", level.zone_count},
                      {"covered_share", number(r.coverage.level_covered_share[i])}});
  }
  return levels;
}

Json finding_of(const Results& r, const Findings& f, std::size_t i) {
  const auto& zones = r.city.zones;
  auto ids = Json::array();
  for (const auto zone : f.zones[i]) ids.push_back(zone_id(zones, zone));
  return {{"id", f.id[i]}, {"level", zones.levels[f.level[i]].name}, {"kind", std::string(code(f.kind[i]))}, {"area_m2", number(f.area_m2[i])},
          {"width_m", number(f.width_m[i])}, {"rim_m", number(f.rim_m[i])}, {"zones", ids}, {"reports", f.reports[i]},
          {"suggested_unit", text_or_null(unit_id(zones, f.suggested_unit[i]))}, {"severity", number(f.severity[i])}};
}

/// How many there are of each level and kind, and the worst of those that count.
Json findings_of(const Results& r, const Findings& f) {
  struct Total {
    std::uint64_t count = 0, slivers = 0, lawful = 0, exempt = 0, reports = 0;
    double area_m2 = 0;
  };
  std::map<std::pair<std::uint32_t, FindingKind>, Total> totals;
  auto worst = Json::array();
  for (std::size_t i = 0; i < f.size(); ++i) {
    auto& total = totals[{f.level[i], f.kind[i]}];
    ++total.count;
    total.slivers += f.sliver[i];
    total.lawful += f.lawful[i];
    total.exempt += f.exempt[i];
    total.reports += f.reports[i];
    if (std::isfinite(f.area_m2[i])) total.area_m2 += f.area_m2[i];
    if (worst.size() < kListed && f.sliver[i] == 0 && f.lawful[i] == 0 && f.exempt[i] == 0) worst.push_back(finding_of(r, f, i));
  }
  auto lines = Json::array();
  for (const auto& [key, t] : totals) {
    lines.push_back({{"level", r.city.zones.levels[key.first].name}, {"kind", std::string(code(key.second))}, {"count", t.count},
                     {"slivers", t.slivers}, {"lawful", t.lawful}, {"exempt", t.exempt}, {"area_m2", t.area_m2}, {"reports", t.reports}});
  }
  return {{"count", f.size()}, {"totals", lines}, {"listed", worst}};
}

Json invalid_of(const Results& r) {
  auto list = Json::array();
  for (const auto& i : r.coverage.invalid) {
    if (list.size() == kListed) break;
    list.push_back({{"level", r.city.zones.levels[r.city.zones.level_of(i.zone)].name}, {"zone", zone_id(r.city.zones, i.zone)},
                    {"reason", i.reason}, {"x", number(i.x)}, {"y", number(i.y)}, {"lost_m2", number(i.lost_m2)}});
  }
  return {{"count", r.coverage.invalid.size()}, {"listed", list}};
}

/// What only the command density finds: surfaces of categories and periods, relative risk, piles.
void add_surfaces(Json& density, const Results& r) {
  if (r.surfaces == nullptr) return;
  const auto& found = *r.surfaces;
  auto surfaces = Json::array();
  for (const auto& one : found.surfaces) {
    float most = 0;
    for (const float v : one.grid.per_km2) most = std::max(most, v);
    surfaces.push_back({{"category", one.category == kNoCategory ? Json(nullptr) : Json(r.reports.categories[one.category])},
                        {"period", found.over_time ? Json(period_label(one.period, found.range.period)) : Json(nullptr)},
                        {"reports", one.reports},
                        {"weight", one.weight},
                        {"lost_weight", one.grid.lost_weight},
                        {"max_per_km2", most}});
  }
  density["surfaces"] = surfaces;
  auto piles = Json::array();
  for (const auto& pile : found.piles) piles.push_back({{"x", pile.x}, {"y", pile.y}, {"reports", pile.reports}, {"share", pile.share}});
  density["piles"] = piles;
  density["left_out"] = found.left_out;
  density["relative_risk"] = nullptr;
  if (found.risk) {
    const auto& risk = *found.risk;
    density["relative_risk"] = {{"of", r.settings.risk}, {"share", risk.share}, {"least_per_km2", risk.least_per_km2}, {"cells", risk.cells},
                                {"guarded", risk.guarded}, {"min", risk.min}, {"max", risk.max}};
  }
}

Json density_of(const Results& r) {
  const auto& d = r.density;
  Json density = {{"kernel", std::string(code(d.kernel))}, {"bandwidth_m", number(d.bandwidth.radius_m)},
          {"bandwidth_is", d.kernel == Kernel::gaussian ? "sigma" : "radius"}, {"bandwidth_rule", d.bandwidth.rule},
          {"bandwidth_reason", d.bandwidth.reason}, {"cell_m", number(d.lattice.cell_m)}, {"columns", d.lattice.columns}, {"rows", d.lattice.rows},
          {"edge", std::string(code(d.edge))}, {"lost_weight", d.lost_weight}, {"breaks_per_km2", r.density_breaks}};
  add_surfaces(density, r);
  return density;
}

Json area_of(const Results& r, const HotspotAreas& a, std::size_t i, const std::string& place, const Words& words) {
  const auto& zones = r.city.zones;
  auto units = Json::array();
  for (const auto& s : a.units[i]) {
    units.push_back({{"unit", text_or_null(unit_id(zones, UnitId{s.key}))}, {"name", text_or_null(unit_title(zones, UnitId{s.key}, words))},
                     {"reports", s.reports}, {"unit_share", number(s.share)}, {"unit_area_share", number(s.area_share)}});
  }
  auto categories = Json::array();
  for (const auto& s : a.categories[i]) {
    if (categories.size() == 5) break;
    categories.push_back({{"category", text_or_null(category_text(r.reports, s.key))}, {"reports", s.reports}, {"share", number(s.share)}});
  }
  return {{"id", a.id[i]}, {"name", place}, {"reports", a.reports[i]}, {"distinct_places", a.distinct_places[i]}, {"share", number(a.share[i])},
          {"expected", number(a.expected[i])}, {"peak_z", number(a.peak_z[i])}, {"min_q", number(a.min_q[i])}, {"cells", a.cells[i].size()},
          {"area_m2", number(a.area_m2[i])}, {"rate_per_km2", number(static_cast<double>(a.reports[i]) / a.area_m2[i] * 1e6)}, {"pile", a.pile[i] != 0}, {"pile_share", number(a.pile_share[i])}, {"units", units}, {"categories", categories},
          {"coordinator_unit", text_or_null(unit_id(zones, a.coordinator[i]))}, {"trend", number(a.trend[i])}, {"trend_p", number(a.trend_p[i])}};
}

Json hotspots_of(const Results& r) {
  std::map<int, std::uint64_t> bins;
  for (int bin = -3; bin <= 3; ++bin) bins[bin] = 0;
  std::uint64_t cells = 0;
  for (std::size_t cell = 0; cell < r.cells_inside.size(); ++cell) {
    if (r.cells_inside[cell] == 0) continue;
    ++cells;
    ++bins[r.gi.bin[cell]];
  }
  Json by_bin;
  for (const auto& [bin, n] : bins) by_bin[std::to_string(bin)] = n;
  const Words words(r.settings.lang);
  const auto places = places_of_areas(r.city.zones, r.areas, words);
  auto areas = Json::array();
  for (std::size_t i = 0; i < r.areas.size(); ++i) areas.push_back(area_of(r, r.areas, i, places[i], words));
  return {{"cell_m", number(r.lattice.cell_m)}, {"cell_reason", r.cell_reason}, {"cells", cells}, {"tests", r.gi.tests}, {"method", r.gi.method},
          {"neighbours", std::string(code(r.settings.neighbours))}, {"correction", std::string(code(r.settings.correction))},
          {"cells_by_bin", by_bin}, {"reports_outside_area", r.reports_outside_area}, {"reports_outside_cells", r.reports_outside_cells},
          {"cells_shape", std::string(code(r.lattice.shape))}, {"variant", gi_variant(r.settings.style)},
          {"draws", draws_json(r.gi.method)}, {"seed", r.settings.seed}, {"trend_periods", trend_periods_json(r)},
          {"moran", r.autocorrelation == nullptr ? Json(nullptr) : global_json(r.autocorrelation->moran)},
          {"general_g", r.autocorrelation == nullptr ? Json(nullptr) : global_json(r.autocorrelation->general_g)}, {"areas", areas}};
}

/// The largest clusters; the layer holds all.
Json clusters_of(const Results& r) {
  const auto& found = *r.clusters;
  const Words words(r.settings.lang);
  const auto noise = std::count(found.clusters.label.begin(), found.clusters.label.end(), -1);
  const auto contested = std::count(found.clusters.contested.begin(), found.clusters.contested.end(), 1);
  const auto places = places_of_areas(r.city.zones, found.areas, words);
  auto listed = Json::array();
  for (std::size_t i = 0; i < std::min(kListed, found.areas.size()); ++i) listed.push_back(area_of(r, found.areas, i, places[i], words));
  return {{"method", "DBSCAN"}, {"eps_m", found.options.eps_m}, {"min", found.options.least}, {"count", found.areas.size()}, {"noise", noise},
          {"contested", contested}, {"listed", listed}};
}

Json units_of(const Results& r) {
  const auto& units = r.city.zones.units;
  const auto counts = r.counts.per_unit(units.size());
  std::vector<std::uint32_t> order(units.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return counts[a] > counts[b]; });
  const Words words(r.settings.lang);
  auto most = Json::array();
  for (const auto u : order) {
    if (most.size() == kListed || counts[u] == 0) break;
    most.push_back({{"unit", units[u].id}, {"name", text_or_null(unit_title(r.city.zones, UnitId{u}, words))}, {"reports", counts[u]}});
  }
  return {{"count", units.size()}, {"without_unit", counts.back()}, {"listed", most}};
}

Json warnings_of(const Results& r) {
  auto list = Json::array();
  const Words words(r.settings.lang);
  for (const auto& w : all_warnings(r)) {
    auto values = Json::object();
    for (const auto& [name, value] : w.values) values[name] = value;
    list.push_back({{"code", w.code}, {"key", w.key}, {"values", values}, {"sentence", sentence_of(w, words)}, {"count", w.count}});
  }
  return list;
}

Json files_of(const std::vector<WrittenFile>& files) {
  auto list = Json::array();
  for (const auto& file : files) list.push_back({{"name", file.name}, {"size", file.size}, {"sha256", file.sha256}});
  return list;
}

}  // namespace

std::string summary_json(const Results& r, const std::vector<WrittenFile>& files) {
  Json json;
  json["format"] = 1;
  json["rows"] = r.balance.rows;
  json["excluded"] = r.balance.excluded;
  json["balance"] = balance_of(r.balance);
  json["levels"] = levels_of(r);
  json["planes"] = planes_of(r);
  json["inputs"] = inputs_of(r);
  json["settings"] = settings_json(r);
  json["versions"] = {{"bailiwick", BAILIWICK_VERSION}, {"gdal", gdal_version()}, {"proj", proj_version()}};
  json["warnings"] = warnings_of(r);
  json["findings"] = {{"gaps", findings_of(r, r.coverage.gaps)}, {"overlaps", findings_of(r, r.coverage.overlaps)},
                      {"children", findings_of(r, r.coverage.children)}, {"invalid_zones", invalid_of(r)}};
  json["density"] = density_of(r);
  json["hotspots"] = hotspots_of(r);
  if (r.zones != nullptr) json["zone_hotspots"] = zones_json(r);
  if (r.emerging != nullptr) json["emerging"] = emerging_json(r);
  if (r.changes != nullptr) json["changes"] = changes_json(r);
  if (r.clusters != nullptr) json["clusters"] = clusters_of(r);
  json["units"] = units_of(r);
  json["files"] = files_of(files);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace bailiwick::layers
