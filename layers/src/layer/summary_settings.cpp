#include "layer/summary_settings.h"

#include "layer/naming.h"

namespace bailiwick::layers {
namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
Json file_or_null(const std::string& file) { return text_or_null(file_name(file)); }

std::string code(OverlapRule rule) {
  switch (rule) {
    case OverlapRule::priority: return "priority";
    case OverlapRule::smallest: return "smallest";
    case OverlapRule::id: break;
  }
  return "id";
}

Json zones_json(const RawZones& level) {
  const auto& s = level.source;
  return {{"level", s.level}, {"file", file_name(s.file)}, {"layer", text_or_null(s.layer)}, {"id", text_or_null(s.id)},
          {"unit", text_or_null(s.unit)}, {"unit_name", text_or_null(s.unit_name)}, {"person", text_or_null(s.person)},
          {"name", text_or_null(s.name)}, {"parent", text_or_null(s.parent)}, {"priority", text_or_null(s.priority)},
          {"role", level.input.role == Role::partition ? "partition" : "across"}, {"parent_level", text_or_null(level.input.parent)},
          {"width", text_or_null(s.width)}, {"crs", text_or_null(s.crs)}, {"datum", text_or_null(s.datum)}, {"encoding", text_or_null(s.encoding)}};
}

Json fields_json(const ReportFields& f) {
  return {{"x", text_or_null(f.x)}, {"y", text_or_null(f.y)}, {"time", text_or_null(f.time)}, {"id", text_or_null(f.id)},
          {"status", text_or_null(f.status)}, {"category", f.category}};
}

Json filters_json(const std::vector<Filter>& filters) {
  auto list = Json::array();
  for (const auto& f : filters) list.push_back({{"field", f.field}, {"value", f.value}, {"negate", f.negate}});
  return list;
}

Json precedence_json(const Results& r) {
  auto list = Json::array();
  if (!r.settings.precedence.empty()) return r.settings.precedence;
  for (const auto level : default_precedence(r.index)) list.push_back(r.city.zones.levels[level].name);
  return list;
}

}  // namespace

Json settings_json(const Results& r) {
  const auto& s = r.settings;
  auto zones = Json::array();
  for (const auto& level : r.levels) zones.push_back(zones_json(level));
  return {{"zones", zones},
          {"reports_datum", text_or_null(s.reports_datum)},
          {"preset", text_or_null(s.preset)},
          {"fields", fields_json(r.reports.fields)},
          {"from", text_or_null(s.from)},
          {"to", text_or_null(s.to)},
          {"where", filters_json(s.where)},
          {"keep", s.keep},
          {"with_text", s.with_text},
          {"max_rejects", s.max_rejects},
          {"area", file_or_null(s.area)},
          {"precedence", precedence_json(r)},
          {"overlap", code(s.overlap)},
          {"border", s.border == BorderRule::half_open ? "half_open" : "all_touching"},
          {"nearest_m", s.nearest_m},
          {"min_width_m", s.min_width_m},
          {"tolerance_m", s.tolerance_m},
          {"snap_m", s.snap_m},
          {"lawful", file_or_null(s.lawful)},
          {"exempt", file_or_null(s.exempt)},
          {"kernel", std::string(bailiwick::code(s.kernel))},
          {"bandwidth_m", r.density.bandwidth.radius_m},
          {"density_cell_m", r.density.lattice.cell_m},
          {"bandwidth_rule", std::string(bailiwick::code(s.bandwidth_rule))},
          {"edge", std::string(bailiwick::code(s.edge))},
          {"adaptive", s.adaptive},
          {"gaussian_bound", s.gaussian_bound},
          {"weight", text_or_null(s.weight)},
          {"without_piles", s.without_piles},
          {"risk", text_or_null(s.risk)},
          {"cell_m", r.lattice.cell_m},
          {"cells", std::string(bailiwick::code(s.cell_shape))},
          {"on", text_or_null(s.on)},
          {"per", text_or_null(s.per)},
          {"neighbours", std::string(bailiwick::code(s.neighbours))},
          {"weights", std::string(bailiwick::code(s.style))},
          {"band_m", s.band_m < 0 ? Json(nullptr) : Json(s.band_m)},
          {"nearest", s.nearest == 0 ? Json(nullptr) : Json(s.nearest)},
          {"by_category", s.by_category},
          {"period", text_or_null(s.period)},
          {"seed", s.seed},
          {"eps_m", s.eps_m},
          {"min", s.least_reports},
          {"correction", std::string(bailiwick::code(s.correction))},
          {"max_cells", s.max_cells},
          {"csv_encoding", s.csv_encoding},
          {"lang", s.lang}};
}

}  // namespace bailiwick::layers
