/// The audit: findings and figures of zones as streams.
#include "arrow_out.h"
#include "ground.h"

#include <bailiwick/coverage.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace bailiwick::c {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text.append(text.empty() ? "" : ";").append(word);
  return text;
}

/// The units of the zones, each once, in the order of the zones.
std::string units_of(const Zones& zones, const std::vector<ZoneId>& list) {
  std::vector<std::string> ids;
  for (const auto zone : list) {
    const auto unit = zones.unit[index_of(zone)];
    if (unit == kNoUnit) continue;
    const auto& id = zones.units[index_of(unit)].id;
    if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
  }
  return joined(ids);
}

/// The findings of all three kinds, as columns.
struct Columns {
  std::vector<std::string> id, level, kind, zones, units, suggested_unit, reason, note;
  std::vector<std::uint8_t> sliver, lawful, exempt;
  std::vector<double> area_m2, width_m, rim_m, share, severity;
  std::vector<std::int64_t> reports, pieces;
  Polygons shapes;

  void add(const Findings& found, const Zones& of, double located) {
    for (std::size_t i = 0; i < found.size(); ++i) {
      id.push_back(found.id[i]);
      level.push_back(of.levels[found.level[i]].name);
      kind.emplace_back(code(found.kind[i]));
      std::vector<std::string> ids;
      for (const auto zone : found.zones[i]) ids.push_back(of.id[index_of(zone)]);
      zones.push_back(joined(ids));
      units.push_back(units_of(of, found.zones[i]));
      reports.push_back(static_cast<std::int64_t>(found.reports[i]));
      share.push_back(located > 0 ? static_cast<double>(found.reports[i]) / located : 0);
      suggested_unit.push_back(found.suggested_unit[i] == kNoUnit ? std::string() : of.units[index_of(found.suggested_unit[i])].id);
      pieces.push_back(found.pieces[i]);
      shapes.append(found.shapes.view(), i);
    }
    const auto append = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
    append(sliver, found.sliver);
    append(lawful, found.lawful);
    append(exempt, found.exempt);
    append(area_m2, found.area_m2);
    append(width_m, found.width_m);
    append(rim_m, found.rim_m);
    append(severity, found.severity);
    append(reason, found.reason);
    append(note, found.note);
  }
};

void hand_out_findings(Columns c, const std::string& crs, ArrowArrayStream* out) {
  const auto length = static_cast<std::int64_t>(c.id.size());
  auto schema = rows_field({text_field("id"), text_field("level"), text_field("kind"), flag_field("sliver"), double_field("area_m2"), double_field("width_m"),
                            double_field("rim_m"), text_field("zones"), text_field("units"), integer_field("reports"), double_field("share"),
                            text_field("suggested_unit"), text_field("reason"), double_field("severity"), flag_field("lawful"), flag_field("exempt"),
                            integer_field("pieces"), text_field("note"), wkb_field("geometry", crs)});
  auto batch = rows({texts(c.id), texts(c.level), texts(c.kind), flags(c.sliver), doubles(std::move(c.area_m2), false), doubles(std::move(c.width_m), true),
                     doubles(std::move(c.rim_m), false), texts(c.zones), texts(c.units), integers(std::move(c.reports)), doubles(std::move(c.share), false),
                     texts(c.suggested_unit), texts(c.reason), doubles(std::move(c.severity), false), flags(c.lawful), flags(c.exempt),
                     integers(std::move(c.pieces)), texts(c.note), wkb(c.shapes.view())},
                    length);
  hand_out(std::move(schema), std::move(batch), out);
}

void hand_out_zones(const Zones& zones, ZoneCoverage figures, const std::string& crs, ArrowArrayStream* out) {
  std::vector<std::string> level, unit, unit_name;
  for (std::uint32_t z = 0; z < zones.size(); ++z) {
    const auto of = zones.unit[z];
    level.push_back(zones.levels[zones.level_of(ZoneId{z})].name);
    unit.push_back(of == kNoUnit ? std::string() : zones.units[index_of(of)].id);
    unit_name.push_back(of == kNoUnit ? std::string() : zones.units[index_of(of)].name);
  }
  for (auto* column : {&figures.area_m2, &figures.gap_m2, &figures.overlap_m2}) {
    for (auto& m2 : *column) m2 /= 1e6;
  }
  hand_out(rows_field({text_field("level"), text_field("zone_id"), text_field("unit_id"), text_field("unit_name"), text_field("person"), text_field("name"),
                       text_field("parent_id"), double_field("area_km2"), double_field("covered_share"), double_field("gap_km2"), double_field("overlap_km2"),
                       wkb_field("geometry", crs)}),
           rows({texts(level), texts(zones.id), texts(unit), texts(unit_name), texts(zones.person), texts(zones.name), texts(zones.parent_id),
                 doubles(std::move(figures.area_m2), true), doubles(std::move(figures.covered_share), true), doubles(std::move(figures.gap_m2), true),
                 doubles(std::move(figures.overlap_m2), true), wkb(zones.shapes.view())},
                static_cast<std::int64_t>(zones.size())),
           out);
}

/// Pairs that are declared shared: rows of level, zone_a, zone_b, reason.
std::vector<LawfulPair> lawful_pairs(ArrowArrayStream* stream, const Zones& zones) {
  std::vector<LawfulPair> pairs;
  if (stream == nullptr) return pairs;
  Stream in(stream, "lawful");
  std::array<std::size_t, 4> columns{};
  const std::array names{"level", "zone_a", "zone_b", "reason"};
  for (std::size_t c = 0; c < names.size(); ++c) columns[c] = in.find(names[c], {}).value();
  while (const auto batch = in.next()) {
    std::array<std::vector<std::optional<std::string>>, 4> text;
    for (std::size_t c = 0; c < names.size(); ++c) text[c] = texts_of(batch->column(columns[c]));
    for (std::size_t i = 0; i < text[0].size(); ++i) {
      const auto name = text[0][i].value_or("");
      const auto level = std::ranges::find(zones.levels, name, &Level::name);
      if (level == zones.levels.end()) batch->column(columns[0]).refuse("names of levels, found '" + name + "'", static_cast<std::int64_t>(i));
      pairs.push_back({static_cast<std::uint32_t>(level - zones.levels.begin()), text[1][i].value_or(""), text[2][i].value_or(""), text[3][i].value_or("")});
    }
  }
  return pairs;
}

CoverageOptions coverage_options(const bailiwick_audit_options& asked, const ZonesData& zones) {
  for (const double v : {asked.min_width_m, asked.tolerance_m, asked.snap_m}) {
    if (!(v >= 0) || !std::isfinite(v)) refuse("options: expected widths of 0 m or more, found another", "min_width_m");
  }
  CoverageOptions options;
  if (asked.min_width_m > 0) options.min_width_m = asked.min_width_m;
  if (asked.tolerance_m > 0) options.tolerance_m = asked.tolerance_m;
  options.snap_m = asked.snap_m;
  if (asked.exempt != nullptr) options.exempt = joined_shapes(asked.exempt, "exempt", zones);
  options.lawful = lawful_pairs(asked.lawful, *zones.zones);
  return options;
}

constexpr const char* kFindings = "out";

/// Both streams or, where something fails, none; the one called `wanted` must be there.
void run_audit(const bailiwick_zones* zones, const bailiwick_audit_options* options, bailiwick_call* call, ArrowArrayStream* findings, ArrowArrayStream* figures,
               const char* wanted) {
  const auto asked = taken(options, "options");
  const Taken area(asked.area), exempt(asked.exempt), reports(asked.reports), lawful(asked.lawful);
  needed(wanted == kFindings ? findings : figures, wanted);
  for (auto* out : {findings, figures}) {
    if (out != nullptr) *out = {};
  }
  const auto data = data_of(zones);
  if (!data->zones) throw Error(ErrorCode::unsupported, "audit: expected zones with shapes, found an index alone; load the zones from Arrow");
  const auto context = context_of(data_of(call));
  const auto ground = ground_of(*data, asked.area);
  const auto rules = coverage_options(asked, *data);
  const auto all = asked.reports != nullptr ? read_all(asked.reports, asked.report_options, *data, context) : AllReports{};
  auto found = audit(*data->zones, ground.area, data->planes, {all.x, all.y, {}, {}}, rules, context);
  const std::string crs(data->index.location_crs());
  ArrowArrayStream made{};
  if (findings != nullptr) {
    Columns columns;
    for (const auto* kind : {&found.gaps, &found.overlaps, &found.children}) columns.add(*kind, *data->zones, static_cast<double>(all.x.size()));
    hand_out_findings(std::move(columns), crs, &made);
  }
  const Taken unfinished(&made);
  if (figures != nullptr) hand_out_zones(*data->zones, std::move(found.zones), crs, figures);
  if (findings != nullptr) *findings = std::exchange(made, ArrowArrayStream{});
}

}  // namespace
}  // namespace bailiwick::c

using namespace bailiwick;
using namespace bailiwick::c;

extern "C" bailiwick_status bailiwick_audit(const bailiwick_zones* zones, const bailiwick_audit_options* options, bailiwick_call* call, ArrowArrayStream* out,
                                            bailiwick_error* error) {
  return enter(error, [&] { run_audit(zones, options, call, out, nullptr, kFindings); });
}

extern "C" bailiwick_status bailiwick_coverage(const bailiwick_zones* zones, const bailiwick_audit_options* options, bailiwick_call* call, ArrowArrayStream* findings,
                                               ArrowArrayStream* zones_out, bailiwick_error* error) {
  return enter(error, [&] { run_audit(zones, options, call, findings, zones_out, "zones_out"); });
}
