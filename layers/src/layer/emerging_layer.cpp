#include <bailiwick/layers/layers.h>

#include "layer/naming.h"
#include "layer/text.h"

#include <algorithm>
#include <numeric>

namespace bailiwick::layers {
namespace {

/// One row of the layer: place `i` of `found.place`, in category `k`.
struct Row {
  std::size_t k, i;
};

bool shown(const EmergingFound& found, const Row& row) {
  if (found.category.size() == 1 && found.category.front() == kNoCategory) return true;
  return says_anything(found.kinds[row.k], found.counts[row.k], row.i);
}

std::vector<Row> rows_of(const EmergingFound& found) {
  std::vector<Row> rows;
  for (std::size_t k = 0; k < found.kinds.size(); ++k) {
    for (std::size_t i = 0; i < found.place.size(); ++i) {
      if (shown(found, {k, i})) rows.push_back({k, i});
    }
  }
  return rows;
}

/// One column from a function of the row.
template <class Value>
auto of_rows(const std::vector<Row>& rows, Value value) {
  std::vector<decltype(value(Row{}))> values;
  values.reserve(rows.size());
  for (const auto& row : rows) values.push_back(value(row));
  return values;
}

void add_places(Layer& layer, const Results& r, const std::vector<Row>& rows, const Words& words) {
  const auto& found = *r.emerging;
  auto& columns = layer.table.columns;
  if (!found.level) {
    layer.polygons = cell_shapes(r.lattice, of_rows(rows, [&](const Row& row) { return found.place[row.i]; }), r.city.planes);
    columns.push_back(text_column("cell_id", of_rows(rows, [&](const Row& row) {
      return cell_id(r.lattice, found.place[row.i] % r.lattice.columns, found.place[row.i] / r.lattice.columns);
    })));
    return;
  }
  const auto& zones = r.city.zones;
  const auto first = zones.levels[*found.level].first_zone;
  for (const auto& row : rows) layer.polygons.append(zones.shapes.view(), first + found.place[row.i]);
  columns.push_back(text_column("zone_id", of_rows(rows, [&](const Row& row) { return zones.id[first + found.place[row.i]]; })));
  columns.push_back(optional_text_column("name", of_rows(rows, [&](const Row& row) { return zones.name[first + found.place[row.i]]; })));
  columns.push_back(optional_text_column("unit_name", of_rows(rows, [&](const Row& row) { return unit_title(zones, zones.unit[first + found.place[row.i]], words); })));
}

/// What the last period says, or the only one.
void add_last(Layer& layer, const EmergingFound& found, const std::vector<Row>& rows, const Words& words) {
  const auto places = found.place.size();
  const auto last = [&](const Row& row) { return found.counts[row.k].size() - places + row.i; };
  auto& columns = layer.table.columns;
  columns.push_back(real_column("gi_z", of_rows(rows, [&](const Row& row) { return found.kinds[row.k].z[last(row)]; })));
  columns.push_back(real_column("gi_p", of_rows(rows, [&](const Row& row) { return found.kinds[row.k].p[last(row)]; })));
  columns.push_back(real_column("gi_q", of_rows(rows, [&](const Row& row) { return found.kinds[row.k].q[last(row)]; })));
  columns.push_back(integer_column("gi_bin", of_rows(rows, [&](const Row& row) { return std::int64_t{found.kinds[row.k].bin[last(row)]}; })));
  columns.push_back(text_column("class", of_rows(rows, [&](const Row& row) { return words("gi_bin." + std::to_string(found.kinds[row.k].bin[last(row)])); })));
}

void add_times(Layer& layer, const EmergingFound& found, const std::vector<Row>& rows, const Words& words) {
  const auto places = found.place.size();
  const auto periods = [&](const Row& row, int sign) {
    const auto bins = over_periods(found.kinds[row.k].bin, places, row.i);
    return static_cast<std::int64_t>(std::count_if(bins.begin(), bins.end(), [&](int bin) { return bin * sign >= found.options.least_bin; }));
  };
  auto& columns = layer.table.columns;
  const auto kind = [&](const Row& row) { return found.kinds[row.k].kind[row.i]; };
  columns.push_back(text_column("kind", of_rows(rows, [&](const Row& row) {
    return found.kinds[row.k].too_few_periods ? std::string("too_few_periods") : std::string(code(kind(row)));
  })));
  columns.push_back(integer_column("kind_code", of_rows(rows, [&](const Row& row) { return static_cast<std::int64_t>(kind(row)); })));
  columns.push_back(text_column("kind_title", of_rows(rows, [&](const Row& row) { return words("emerging." + std::to_string(static_cast<int>(kind(row)))); })));
  columns.push_back(integer_column("hot_periods", of_rows(rows, [&](const Row& row) { return periods(row, 1); })));
  columns.push_back(integer_column("cold_periods", of_rows(rows, [&](const Row& row) { return periods(row, -1); })));
  columns.push_back(real_column("trend_z", of_rows(rows, [&](const Row& row) { return found.kinds[row.k].trend[row.i].z; })));
  columns.push_back(real_column("trend_p", of_rows(rows, [&](const Row& row) { return found.kinds[row.k].trend[row.i].p; })));
  columns.push_back(text_column("counts", of_rows(rows, [&](const Row& row) {
    std::vector<std::string> numbers;
    for (const auto n : over_periods(found.counts[row.k], places, row.i)) numbers.push_back(std::to_string(n));
    return joined(numbers, ";");
  })));
}

}  // namespace

Layer emerging_layer(const Results& r, const Words& words) {
  const auto& found = *r.emerging;
  Layer layer;
  layer.name = found.over_time ? "emerging" : "hotspots_category";
  layer.style = found.over_time ? "emerging" : "hotspots";
  layer.title = words("layer." + layer.name);
  layer.group = words("group.hotspots");
  layer.geometry = GeometryKind::polygon;
  const auto rows = rows_of(found);
  add_places(layer, r, rows, words);
  auto& columns = layer.table.columns;
  if (found.category.front() != kNoCategory || found.category.size() > 1) {
    columns.push_back(optional_text_column("category", of_rows(rows, [&](const Row& row) { return category_text(r.reports, found.category[row.k]); })));
  }
  columns.push_back(integer_column("reports", of_rows(rows, [&](const Row& row) {
    const auto counts = over_periods(found.counts[row.k], found.place.size(), row.i);
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  })));
  if (found.over_time) add_times(layer, found, rows, words);
  add_last(layer, found, rows, words);
  return layer;
}

}  // namespace bailiwick::layers
