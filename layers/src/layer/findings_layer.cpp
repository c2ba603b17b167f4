#include <bailiwick/layers/layers.h>

#include "layer/findings_columns.h"
#include "layer/naming.h"
#include "layer/text.h"

#include <algorithm>

namespace bailiwick::layers {
namespace {

/// One column from a function of the finding's number.
template <class Value>
auto of_findings(const std::vector<std::uint32_t>& rows, Value value) {
  std::vector<decltype(value(0U))> values;
  values.reserve(rows.size());
  for (const auto row : rows) values.push_back(value(row));
  return values;
}

/// Their ids, joined by ';'.
std::string ids_of(const Zones& zones, const std::vector<ZoneId>& list) {
  std::vector<std::string> ids;
  for (const auto zone : list) ids.push_back(zone_id(zones, zone));
  return joined(ids, ";");
}

/// The units of the zones, each once, in the order of the zones.
std::string units_of(const Zones& zones, const std::vector<ZoneId>& list) {
  std::vector<std::string> ids;
  for (const auto zone : list) {
    auto id = unit_id(zones, zones.unit[index_of(zone)]);
    if (!id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
  }
  return joined(ids, ";");
}

}  // namespace

std::vector<Column> findings_columns(const Results& r, const Findings& f, const std::vector<std::uint32_t>& rows) {
  const auto& zones = r.city.zones;
  const auto located = static_cast<double>(r.located.size());
  const auto flag = [](std::uint8_t v) { return std::int64_t{v != 0}; };
  return {
      text_column("id", of_findings(rows, [&](auto i) { return f.id[i]; })),
      text_column("level", of_findings(rows, [&](auto i) { return zones.levels[f.level[i]].name; })),
      text_column("kind", of_findings(rows, [&](auto i) { return std::string(code(f.kind[i])); })),
      boolean_column("sliver", of_findings(rows, [&](auto i) { return flag(f.sliver[i]); })),
      real_column("area_m2", of_findings(rows, [&](auto i) { return f.area_m2[i]; })),
      real_column("width_m", of_findings(rows, [&](auto i) { return f.width_m[i]; })),
      real_column("rim_m", of_findings(rows, [&](auto i) { return f.rim_m[i]; })),
      optional_text_column("zones", of_findings(rows, [&](auto i) { return ids_of(zones, f.zones[i]); })),
      optional_text_column("units", of_findings(rows, [&](auto i) { return units_of(zones, f.zones[i]); })),
      integer_column("reports", of_findings(rows, [&](auto i) { return static_cast<std::int64_t>(f.reports[i]); })),
      real_column("share", of_findings(rows, [&](auto i) { return located > 0 ? static_cast<double>(f.reports[i]) / located : 0.0; })),
      optional_text_column("suggested_unit", of_findings(rows, [&](auto i) { return unit_id(zones, f.suggested_unit[i]); })),
      optional_text_column("reason", of_findings(rows, [&](auto i) { return f.reason[i]; })),
      real_column("severity", of_findings(rows, [&](auto i) { return f.severity[i]; })),
      boolean_column("lawful", of_findings(rows, [&](auto i) { return flag(f.lawful[i]); })),
      boolean_column("exempt", of_findings(rows, [&](auto i) { return flag(f.exempt[i]); })),
      integer_column("pieces", of_findings(rows, [&](auto i) { return std::int64_t{f.pieces[i]}; })),
      optional_text_column("note", of_findings(rows, [&](auto i) { return f.note[i]; })),
  };
}

Layer findings_layer(const Results& r, const Findings& findings, std::uint32_t level, const std::string& name, const Words& words) {
  Layer layer;
  layer.name = name;
  layer.style = name.substr(0, name.find('_'));
  layer.title = filled(words("layer." + layer.style), {{"level", level_title(words, r.city.zones.levels[level].name)}});
  layer.group = words("group.findings");
  layer.geometry = GeometryKind::polygon;
  std::vector<std::uint32_t> rows;
  for (std::uint32_t i = 0; i < findings.size(); ++i) {
    if (findings.level[i] != level) continue;
    rows.push_back(i);
    layer.polygons.append(findings.shapes.view(), i);
  }
  layer.table.columns = findings_columns(r, findings, rows);
  return layer;
}

}  // namespace bailiwick::layers
