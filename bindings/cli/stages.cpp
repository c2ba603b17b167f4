#include "stages.h"

#include "memory.h"
#include "values.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace bailiwick::cli {
namespace {

std::uint32_t level_number(const Zones& zones, const std::string& name, const std::string& place) {
  for (std::uint32_t l = 0; l < zones.levels.size(); ++l) {
    if (zones.levels[l].name == name) return l;
  }
  throw UsageError(fmt::format("{}: no level is called '{}'", place, name));
}

void require_zones(const layers::Settings& settings) {
  if (settings.zones.empty()) throw UsageError("no zones: expected at least one level; pass --zones LEVEL=FILE or a project file");
  for (const auto& zones : settings.zones) {
    if (zones.file.empty()) throw UsageError(fmt::format("level '{}' has no file; pass --zones {}=FILE", zones.level, zones.level));
  }
}

/// The study area, for the same exact location that places reports in zones.
ZoneIndex index_of_area(const layers::City& city, const Context& context) {
  LevelInput level;
  level.name = "study area";
  level.shapes = city.area.shape;
  level.rows.push_back({"area", {}, {}, {}, {}, {}, std::nan("")});
  const auto built = build_zones({std::move(level)}, city.planes.location_crs);
  return ZoneIndex::build(built.zones, {}, context);
}

std::vector<std::uint8_t> in_study_area(const ZoneIndex& area, const layers::Located& located, const Context& context) {
  const auto placed = assign(area, {located.x, located.y, {}, {}}, {}, context);
  std::vector<std::uint8_t> inside(located.size());
  for (std::size_t i = 0; i < inside.size(); ++i) inside[i] = placed.levels[0].zone[i] != kNoZone ? 1 : 0;
  return inside;
}

bool is_nothing(const Assignments& assignments) {
  return std::all_of(assignments.levels.begin(), assignments.levels.end(), [](const auto& level) {
    return std::all_of(level.zone.begin(), level.zone.end(), [](const auto zone) { return zone == kNoZone; });
  });
}

void warn_of_nothing(Run& run, bool nothing_assigned) {
  if (run.located.size() > 0 && nothing_assigned) run.warn("nothing_assigned", {{"reports", std::to_string(run.located.size())}});
}

void warn_of_none_left(Run& run) {
  const auto& rows = run.located.rows;
  if (run.located.size() > 0 || run.settings.reports.empty()) return;
  run.warn("no_reports.left", {{"rows", std::to_string(rows.rows)},
                               {"excluded", std::to_string(rows.excluded)},
                               {"malformed", std::to_string(rows.malformed)},
                               {"unlocated", std::to_string(rows.unlocated)}});
}

/// The same for the audit and for proposals.
CoverageOptions coverage_options(const Run& run) {
  CoverageOptions options;
  options.snap_m = run.settings.snap_m;
  options.min_width_m = run.settings.min_width_m;
  options.tolerance_m = run.settings.tolerance_m;
  options.level_bow_m = run.city.level_bow_m;
  options.exempt = run.city.exempt;
  for (const auto& row : run.lawful) {
    options.lawful.push_back({level_number(run.city.zones, row.level, run.settings.lawful), row.zone_a, row.zone_b, row.reason});
  }
  return options;
}

/// Declarations that match no zone: the map has moved on, or the id is misspelt.
void warn_of_unknown_lawful(Run& run) {
  std::size_t unknown = 0;
  layers::Warning::Values first;
  for (const auto& row : run.lawful) {
    const auto level = level_number(run.city.zones, row.level, run.settings.lawful);
    for (const auto& zone : {row.zone_a, row.zone_b}) {
      if (run.city.zones.find(level, zone) != kNoZone) continue;
      if (unknown++ == 0) first = {{"level", row.level}, {"zone", zone}};
    }
  }
  if (unknown == 0) return;
  first.emplace_back("file", std::filesystem::path(run.settings.lawful).filename().string());
  first.emplace_back("count", std::to_string(unknown));
  run.warn("lawful_unknown", first);
}

/// A grid that takes the ground of a zone would hide what it was to show.
void refuse_coarse_snapping(const Run& run) {
  const auto& area = run.coverage.zones.area_m2;
  const auto given = signed_ring_areas(run.city.zones.shapes.view());
  for (std::size_t z = 0; z < area.size(); ++z) {
    if (area[z] > 0 || given[z] == 0) continue;
    throw Error(ErrorCode::invalid_argument,
                fmt::format("--snap: expected a grid finer than any zone, found that {} m leaves zone '{}' of level '{}' no ground; pass a smaller "
                            "length",
                            run.settings.snap_m, run.city.zones.id[z], run.city.zones.levels[run.city.zones.level_of(ZoneId{static_cast<std::uint32_t>(z)})].name));
  }
}

template <class T>
const T* pointer(const std::optional<T>& value) {
  return value ? &*value : nullptr;
}

}  // namespace

layers::Results Run::results() const {
  return {settings, levels,  reports, city,    located,     *index,       assignments, counts, balance, coverage,
          density,  density_breaks, lattice, cell_counts, cells_inside, cell_reason, gi,     areas,   reports_outside_area, reports_outside_cells,
          pointer(clusters), pointer(zones), pointer(autocorrelation), pointer(trend_periods), pointer(emerging), pointer(changes), pointer(surfaces), zone_area_m2};
}

void Run::warn(const std::string& key, const layers::Warning::Values& values) { located.warnings.emplace_back(key, values); }

layers::CrsInfo Run::crs() const { return {city.location_wkt, city.metric_wkt, city.local, city.lonlat}; }

void read_zones(Run& run) {
  run.record.begin("read zones");
  require_zones(run.settings);
  for (const auto& source : run.settings.zones) run.levels.push_back(layers::read_zones(source, run.settings, run.context));
  const auto& s = run.settings;
  if (!s.area.empty()) run.area = layers::read_area(s.area, s.area_layer, s.area_crs, s.area_datum, run.context);
  if (!s.exempt.empty()) run.exempt = layers::read_area(s.exempt, {}, s.zones_crs, s.zones_datum, run.context);
  if (!s.lawful.empty()) run.lawful = layers::read_lawful(s.lawful);
}

void read_reports(Run& run, layers::ReportColumns wanted) {
  run.record.begin("read reports");
  if (run.settings.reports.empty()) {
    run.reports.warnings.emplace_back("no_reports.given");
    return;
  }
  run.reports = layers::read_reports(run.settings, run.context, wanted);
  return_freed_memory();  // the batches of the files
}

void project_zones(Run& run) {
  run.record.begin("project");
  run.city = layers::project(run.levels, run.area, run.exempt, run.settings, run.context);
  for (const auto* ground : {&run.area, &run.exempt}) {
    run.city.warnings.insert(run.city.warnings.end(), ground->warnings.begin(), ground->warnings.end());
  }
  for (std::size_t l = 0; l < run.levels.size(); ++l) {
    auto& raw = run.levels[l];
    const auto& level = run.city.zones.levels[l];
    raw.input.shapes = {};  // the city holds them now
    raw.source.role = raw.input.role = level.role;
    raw.source.parent_level = raw.input.parent = level.parent ? run.city.zones.levels[*level.parent].name : "";
  }
}

void locate_reports(Run& run) {
  run.record.begin("locate");
  run.located = layers::locate(run.reports, run.city, run.settings, run.context);
  warn_of_none_left(run);
  run.reports.x = {};
  run.reports.y = {};
  run.reports.month = {};
}

void build_index(Run& run) {
  run.record.begin("index");
  run.index = ZoneIndex::build(run.city.zones, index_options(run), run.context);
}

IndexOptions index_options(const Run& run) {
  IndexOptions options;
  const auto rules = assign_options(run);
  options.overlap = rules.overlap;
  options.border = rules.border;
  options.nearest_m = rules.nearest_m;
  options.precedence = rules.precedence;
  layers::add_planes(run.city, options);
  return options;
}

AssignOptions assign_options(const Run& run) {
  AssignOptions options;
  options.overlap = run.settings.overlap;
  options.border = run.settings.border;
  options.nearest_m = run.settings.nearest_m;
  options.to_metric = run.city.planes.to_metric;
  for (const auto& name : run.settings.precedence) options.precedence.push_back(level_number(run.city.zones, name, "--precedence"));
  return options;
}

void assign_reports(Run& run) {
  run.record.begin("assign");
  run.assignments = assign(*run.index, run.located.view(), assign_options(run), run.context);
  warn_of_nothing(run, is_nothing(run.assignments));
}

void judge_study_area(Run& run) { run.in_area = in_study_area(index_of_area(run.city, run.context), run.located, run.context); }

void locate_places(Run& run) {
  run.record.begin("locate");
  const auto area = index_of_area(run.city, run.context);
  const auto options = assign_options(run);
  const Context quiet{{}, run.context.stop, run.context.threads};
  bool nothing = true;
  run.in_area.reserve(run.reports.size());
  run.located = layers::locate_places(run.reports, run.city, run.settings, [&](const layers::Located& part) {
    const auto assigned = assign(*run.index, part.view(), options, quiet);
    nothing = nothing && is_nothing(assigned);
    run.counts.add(assigned, part.view(), {});
    const auto inside = in_study_area(area, part, quiet);
    run.in_area.insert(run.in_area.end(), inside.begin(), inside.end());
  }, run.context);
  warn_of_none_left(run);
  warn_of_nothing(run, nothing);
  run.balance = finalize(run.located.rows, run.counts, *run.index);
}

void audit_coverage(Run& run) {
  run.record.begin("coverage");
  run.coverage = audit(run.city.zones, run.city.area, run.city.planes, run.located.view(), coverage_options(run), run.context);
  warn_of_unknown_lawful(run);
  const auto& snapping = run.coverage.snapping;
  if (snapping.moved > 0) {
    refuse_coarse_snapping(run);
    run.warn("snapped", {{"grid", fmt::format("{}", run.settings.snap_m)},
                         {"moved", std::to_string(snapping.moved)},
                         {"vertices", std::to_string(snapping.vertices)},
                         {"farthest", fmt::format("{:.3g}", snapping.farthest_m)}});
  }
}

void propose_repairs(Run& run) {
  run.record.begin("repair");
  const auto options = coverage_options(run);
  for (std::uint32_t l = 0; l < run.city.zones.levels.size(); ++l) {
    if (run.city.zones.levels[l].role != Role::partition) continue;
    run.repairs.push_back(propose_repair(run.city.zones, l, run.city.area, run.city.planes, options, run.context));
  }
}

void count_reports(Run& run) {
  run.record.begin("count");
  run.counts.add(run.assignments, run.located.view(), run.located.month);
  run.balance = finalize(run.located.rows, run.counts, *run.index);
}

layers::Settings resolved_settings(const Run& run) {
  auto s = run.settings;
  for (std::size_t l = 0; l < s.zones.size(); ++l) s.zones[l] = run.levels[l].source;
  if (!s.reports.empty()) {
    s.fields = run.reports.fields;
    s.reports_encoding = run.reports.encoding;
    // UTC for want of a name stays unsaid, so that the run from this file warns of it too.
    if (run.reports.time_zone != "UTC") s.time_zone = run.reports.time_zone;
    s.time_format = run.reports.time_format;
  }
  if (s.metric_crs.empty() && !run.city.local) s.metric_crs = run.city.planes.metric_crs;
  const auto& location = run.city.planes.location_crs;
  if (s.location_crs.empty() && location.find(':') != std::string::npos) s.location_crs = location;
  if (run.density.lattice.size() > 0) {
    s.bandwidth_m = run.density.bandwidth.radius_m;
    s.bandwidth_by_rule = run.density.bandwidth.rule != "given";
    s.density_cell_m = run.density.lattice.cell_m;
  }
  if (run.lattice.size() > 0) {
    s.cell_by_rule = s.cell_m == 0 || s.cell_by_rule;
    s.cell_m = run.lattice.cell_m;
  }
  return s;
}

std::vector<layers::Warning> all_warnings(const Run& run) {
  std::vector<layers::Warning> all;
  const auto add = [&](const std::vector<layers::Warning>& warnings) { all.insert(all.end(), warnings.begin(), warnings.end()); };
  for (const auto& level : run.levels) add(level.warnings);
  add(run.reports.warnings);
  add(run.city.warnings);
  add(run.located.warnings);
  return all;
}

}  // namespace bailiwick::cli
