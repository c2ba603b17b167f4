#include <bailiwick/layers/layers.h>

#include "layer/naming.h"
#include "layer/text.h"

#include <numeric>

namespace bailiwick::layers {
namespace {

/// One column from a function of the report's number.
template <class Value>
auto of_reports(const std::vector<std::uint32_t>& rows, Value value) {
  std::vector<decltype(value(0U))> values;
  values.reserve(rows.size());
  for (const auto row : rows) values.push_back(value(row));
  return values;
}

/// id, row, time, category, status: what a map needs of a report; words of citizens only on request.
void add_report(Table& table, const Results& r, const std::vector<std::uint32_t>& rows) {
  const auto& raw = r.reports;
  const auto source = [&](std::uint32_t i) { return r.located.source[i]; };
  auto& columns = table.columns;
  if (!raw.id.empty()) columns.push_back(optional_text_column("id", of_reports(rows, [&](auto i) { return raw.id[source(i)]; })));
  if (raw.files.size() > 1) {
    const auto names = file_names(raw.files);
    columns.push_back(text_column("file", of_reports(rows, [&](auto i) { return names[raw.file[source(i)]]; })));
  }
  columns.push_back(integer_column("row", of_reports(rows, [&](auto i) { return raw.row[source(i)]; })));
  if (!r.located.time_ms.empty()) {
    auto times = of_reports(rows, [&](auto i) { return r.located.time_ms[i]; });
    auto offsets = local_offsets(raw.time_zone, times);
    columns.push_back(datetime_column("time", std::move(times), std::move(offsets)));
  }
  if (!r.located.category.empty()) {
    columns.push_back(
        optional_text_column("category", of_reports(rows, [&](auto i) { return category_text(raw, r.located.category[i]); })));
  }
  if (!raw.status.empty()) {
    columns.push_back(optional_text_column("status", of_reports(rows, [&](auto i) { return raw.status[source(i)]; })));
  }
}

void add_answer(Table& table, const Results& r, const std::vector<std::uint32_t>& rows, const Words& words) {
  const auto& zones = r.city.zones;
  const auto& answer = r.assignments.answer;
  auto& columns = table.columns;
  columns.push_back(optional_text_column("unit", of_reports(rows, [&](auto i) { return unit_id(zones, answer.unit[i]); })));
  columns.push_back(optional_text_column("unit_name", of_reports(rows, [&](auto i) { return unit_title(zones, answer.unit[i], words); })));
  columns.push_back(text_column("unit_rule", of_reports(rows, [&](auto i) { return unit_rule(r.assignments, i); })));
}

/// Columns carried along: free text leaves in layers only where --with-text says so.
void add_text(Table& table, const Results& r, const std::vector<std::uint32_t>& rows) {
  if (!r.settings.with_text) return;
  const auto sources = of_reports(rows, [&](auto i) { return r.located.source[i]; });
  for (const auto& kept : r.reports.kept.columns) {
    auto column = take(kept, sources);
    if (table.find(column.name) != nullptr) column.name = "source_" + column.name;
    table.columns.push_back(std::move(column));
  }
}

Layer points(const Results& r, const std::string& name, const std::string& group, const std::vector<std::uint32_t>& rows,
             const Words& words) {
  Layer layer;
  layer.name = layer.style = name;
  layer.title = words("layer." + name);
  layer.group = words("group." + group);
  layer.geometry = GeometryKind::point;
  layer.x = of_reports(rows, [&](auto i) { return r.located.x[i]; });
  layer.y = of_reports(rows, [&](auto i) { return r.located.y[i]; });
  add_report(layer.table, r, rows);
  return layer;
}

/// The partition levels at which a report is in no zone; a report off every road is no fault.
std::vector<std::string> levels_without(const Results& r, std::uint32_t report) {
  std::vector<std::string> names;
  for (const auto level : partition_levels(r.city.zones)) {
    if (r.assignments.levels[level].zone[report] == kNoZone) names.push_back(r.city.zones.levels[level].name);
  }
  return names;
}

}  // namespace

Layer reports_layer(const Results& r, const Words& words) {
  std::vector<std::uint32_t> rows(r.located.size());
  std::iota(rows.begin(), rows.end(), 0U);
  auto layer = points(r, "reports", "reports", rows, words);
  add_answer(layer.table, r, rows, words);
  add_text(layer.table, r, rows);
  return layer;
}

Layer outside_layer(const Results& r, const Words& words) {
  std::vector<std::uint32_t> rows;
  std::vector<std::string> levels;
  for (std::uint32_t i = 0; i < r.located.size(); ++i) {
    const auto without = levels_without(r, i);
    if (without.empty()) continue;
    rows.push_back(i);
    levels.push_back(joined(without, ";"));
  }
  auto layer = points(r, "outside", "reports", rows, words);
  layer.table.columns.push_back(text_column("levels", std::move(levels)));
  add_answer(layer.table, r, rows, words);
  add_text(layer.table, r, rows);
  return layer;
}

}  // namespace bailiwick::layers
