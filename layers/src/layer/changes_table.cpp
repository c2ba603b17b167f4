#include <bailiwick/layers/layers.h>

#include "layer/naming.h"

#include <cmath>

namespace bailiwick::layers {
namespace {

/// One column from a function of the row.
template <class Value>
auto of_rows(const std::vector<ChangesFound::Row>& rows, Value value) {
  std::vector<decltype(value(rows.front()))> values;
  values.reserve(rows.size());
  for (const auto& row : rows) values.push_back(value(row));
  return values;
}

}  // namespace

Table changes_table(const Results& r, const Words& words) {
  const auto& found = *r.changes;
  const auto& rows = found.rows;
  const auto& zones = r.city.zones;
  using Row = ChangesFound::Row;
  const auto unit_of = [&](const Row& row) { return row.level == kNoLevel ? UnitId{row.key} : zones.unit[row.key]; };
  Table table;
  auto& columns = table.columns;
  columns.push_back(optional_text_column("level", of_rows(rows, [&](const Row& row) { return row.level == kNoLevel ? std::string() : zones.levels[row.level].name; })));
  columns.push_back(optional_text_column("zone", of_rows(rows, [&](const Row& row) { return row.level == kNoLevel ? std::string() : zones.id[row.key]; })));
  columns.push_back(optional_text_column("name", of_rows(rows, [&](const Row& row) { return row.level == kNoLevel ? std::string() : zones.name[row.key]; })));
  columns.push_back(optional_text_column("unit", of_rows(rows, [&](const Row& row) { return unit_id(zones, unit_of(row)); })));
  columns.push_back(optional_text_column("unit_name", of_rows(rows, [&](const Row& row) { return unit_title(zones, unit_of(row), words); })));
  columns.push_back(text_column("period", of_rows(rows, [&](const Row&) { return period_label(found.last, found.period); })));
  columns.push_back(integer_column("reports", of_rows(rows, [](const Row& row) { return static_cast<std::int64_t>(row.reports); })));
  columns.push_back(text_column("against", of_rows(rows, [&](const Row& row) { return std::string(row.before == found.previous ? "previous" : "year_before"); })));
  columns.push_back(text_column("period_before", of_rows(rows, [&](const Row& row) { return period_label(row.before, found.period); })));
  columns.push_back(integer_column("reports_before", of_rows(rows, [](const Row& row) { return static_cast<std::int64_t>(row.reports_before); })));
  columns.push_back(real_column("ratio", of_rows(rows, [](const Row& row) { return std::isfinite(row.change.ratio) ? row.change.ratio : std::nan(""); })));
  columns.push_back(real_column("low", of_rows(rows, [](const Row& row) { return row.change.low; })));
  columns.push_back(real_column("high", of_rows(rows, [](const Row& row) { return std::isfinite(row.change.high) ? row.change.high : std::nan(""); })));
  columns.push_back(real_column("p", of_rows(rows, [](const Row& row) { return row.change.p; })));
  columns.push_back(real_column("q", of_rows(rows, [](const Row& row) { return row.q; })));
  return table;
}

}  // namespace bailiwick::layers
