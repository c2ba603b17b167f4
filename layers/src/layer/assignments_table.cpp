#include <bailiwick/layers/slices.h>

#include "layer/naming.h"

#include <algorithm>
#include <limits>

namespace bailiwick::layers {
namespace {

/// The reports [begin, end).
struct Rows {
  std::size_t begin, end;
};

/// One column from a function of the report's number.
template <class Value>
auto of_reports(const Rows& rows, Value value) {
  std::vector<decltype(value(std::size_t{0}))> values;
  values.reserve(rows.end - rows.begin);
  for (auto i = rows.begin; i < rows.end; ++i) values.push_back(value(i));
  return values;
}

/// The ids of further zones of each report, joined by ';'.
std::vector<std::string> also(const Zones& zones, const Assignment& level, const Rows& rows) {
  std::vector<std::string> ids(rows.end - rows.begin);
  const auto first = std::lower_bound(level.also_row.begin(), level.also_row.end(), rows.begin) - level.also_row.begin();
  for (auto k = static_cast<std::size_t>(first); k < level.also_row.size() && level.also_row[k] < rows.end; ++k) {
    auto& text = ids[level.also_row[k] - rows.begin];
    if (!text.empty()) text += ';';
    text += zone_id(zones, level.also_zone[k]);
  }
  return ids;
}

void add_level(std::vector<Column>& columns, const Results& r, std::uint32_t number, const Rows& rows) {
  const auto& zones = r.city.zones;
  const auto& name = zones.levels[number].name;
  const auto& level = r.assignments.levels[number];
  columns.push_back(optional_text_column(name + "_zone", of_reports(rows, [&](auto i) { return zone_id(zones, level.zone[i]); })));
  columns.push_back(optional_text_column(name + "_unit", of_reports(rows, [&](auto i) {
    return level.zone[i] == kNoZone ? std::string() : unit_id(zones, zones.unit[index_of(level.zone[i])]);
  })));
  columns.push_back(text_column(name + "_rule", of_reports(rows, [&](auto i) { return std::string(code(level.placement[i])); })));
  columns.push_back(real_column(name + "_distance_m", of_reports(rows, [&](auto i) {
    return level.placement[i] == Placement::nearest ? level.distance_m[i] : std::numeric_limits<double>::quiet_NaN();  // 0 would read as on the border
  })));
  columns.push_back(optional_text_column(name + "_also", also(zones, level, rows)));
}

void add_answer(std::vector<Column>& columns, const Results& r, const Rows& rows) {
  const auto& zones = r.city.zones;
  const auto& answer = r.assignments.answer;
  columns.push_back(optional_text_column("unit", of_reports(rows, [&](auto i) { return unit_id(zones, answer.unit[i]); })));
  columns.push_back(optional_text_column("unit_level", of_reports(rows, [&](auto i) {
    return answer.level[i] == kNoLevel ? std::string() : zones.levels[answer.level[i]].name;
  })));
  columns.push_back(text_column("unit_rule", of_reports(rows, [&](auto i) { return unit_rule(r.assignments, i); })));
}

void add_kept(Table& table, const Results& r, const Rows& rows) {
  const auto sources = of_reports(rows, [&](auto i) { return r.located.source[i]; });
  for (const auto& kept : r.reports.kept.columns) {
    auto column = take(kept, sources);
    if (table.find(column.name) != nullptr) column.name = "source_" + column.name;
    table.columns.push_back(std::move(column));
  }
}

}  // namespace

Table report_names(const Results& r, std::size_t begin, std::size_t end) {
  const Rows rows{begin, std::min(end, r.located.size())};
  const auto& raw = r.reports;
  const auto source = [&](std::size_t i) { return r.located.source[i]; };
  const auto files = file_names(raw.files);
  Table table;
  auto& columns = table.columns;
  columns.push_back(text_column("file", of_reports(rows, [&](auto i) { return files[raw.file[source(i)]]; })));
  columns.push_back(integer_column("row", of_reports(rows, [&](auto i) { return raw.row[source(i)]; })));
  if (raw.id.empty()) {
    columns.push_back(optional_text_column("id", std::vector<std::string>(rows.end - rows.begin)));
  } else {
    columns.push_back(optional_text_column("id", of_reports(rows, [&](auto i) { return raw.id[source(i)]; })));
  }
  columns.push_back(real_column("x", of_reports(rows, [&](auto i) { return r.located.x[i]; })));
  columns.push_back(real_column("y", of_reports(rows, [&](auto i) { return r.located.y[i]; })));
  return table;
}

Table assignments_table(const Results& r, std::size_t begin, std::size_t end) {
  const Rows rows{begin, std::min(end, r.located.size())};
  auto table = report_names(r, begin, end);
  auto& columns = table.columns;
  for (std::uint32_t level = 0; level < r.city.zones.levels.size(); ++level) add_level(columns, r, level, rows);
  add_answer(columns, r, rows);
  add_kept(table, r, rows);
  return table;
}

Table assignments_table(const Results& r) { return assignments_table(r, 0, r.located.size()); }

TableSlices assignments_slices(const Results& r) {
  return {r.located.size(), [&r](std::size_t begin, std::size_t end) { return assignments_table(r, begin, end); }};
}

}  // namespace bailiwick::layers
