#include <bailiwick/layers/layers.h>

#include "layer/naming.h"

#include <cmath>

namespace bailiwick::layers {
namespace {

struct NearRow {
  std::size_t report;
  std::uint32_t level;
};

std::vector<NearRow> near_rows(const Results& r, const std::vector<Margin>& margins) {
  std::vector<NearRow> rows;
  for (std::size_t i = 0; i < r.located.size(); ++i) {
    for (std::uint32_t l = 0; l < margins.size(); ++l) {
      if (!std::isnan(margins[l].border_m[i])) rows.push_back({i, l});
    }
  }
  return rows;
}

template <class Value>
auto of_rows(const std::vector<NearRow>& rows, Value value) {
  std::vector<decltype(value(rows.front()))> values;
  values.reserve(rows.size());
  for (const auto& row : rows) values.push_back(value(row));
  return values;
}

}  // namespace

Table near_table(const Results& r, const std::vector<Margin>& margins) {
  const auto rows = near_rows(r, margins);
  const auto& zones = r.city.zones;
  const auto& raw = r.reports;
  const auto source = [&](const NearRow& row) { return r.located.source[row.report]; };
  const auto own = [&](const NearRow& row) { return r.assignments.levels[row.level].zone[row.report]; };
  const auto beyond = [&](const NearRow& row) { return margins[row.level].beyond[row.report]; };
  const auto unit = [&](ZoneId zone) { return zone == kNoZone ? std::string() : unit_id(zones, zones.unit[index_of(zone)]); };
  const auto files = file_names(raw.files);
  Table table;
  auto& columns = table.columns;
  columns.push_back(text_column("file", of_rows(rows, [&](const auto& row) { return files[raw.file[source(row)]]; })));
  columns.push_back(integer_column("row", of_rows(rows, [&](const auto& row) { return raw.row[source(row)]; })));
  columns.push_back(optional_text_column("id", of_rows(rows, [&](const auto& row) { return raw.id.empty() ? std::string() : raw.id[source(row)]; })));
  columns.push_back(real_column("x", of_rows(rows, [&](const auto& row) { return r.located.x[row.report]; })));
  columns.push_back(real_column("y", of_rows(rows, [&](const auto& row) { return r.located.y[row.report]; })));
  columns.push_back(text_column("level", of_rows(rows, [&](const auto& row) { return zones.levels[row.level].name; })));
  columns.push_back(optional_text_column("zone", of_rows(rows, [&](const auto& row) { return zone_id(zones, own(row)); })));
  columns.push_back(optional_text_column("unit", of_rows(rows, [&](const auto& row) { return unit(own(row)); })));
  columns.push_back(real_column("border_m", of_rows(rows, [&](const auto& row) { return margins[row.level].border_m[row.report]; })));
  columns.push_back(optional_text_column("beyond", of_rows(rows, [&](const auto& row) { return zone_id(zones, beyond(row)); })));
  columns.push_back(optional_text_column("beyond_unit", of_rows(rows, [&](const auto& row) { return unit(beyond(row)); })));
  return table;
}

}  // namespace bailiwick::layers
