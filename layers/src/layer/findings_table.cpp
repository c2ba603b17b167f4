#include <bailiwick/layers/audit.h>

#include "layer/findings_columns.h"
#include "layer/naming.h"
#include "layer/text.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

namespace bailiwick::layers {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Appends the values of `from`, a column of the same kind, or nulls where it has none.
void append(Column& to, const Column* from, std::size_t rows) {
  const auto before = to.size();
  const bool nulls = from == nullptr || !from->null.empty();
  if (nulls && to.null.empty()) to.null.assign(before, 0);
  if (!to.null.empty()) {
    for (std::size_t i = 0; i < rows; ++i) to.null.push_back(from == nullptr || from->is_null(i) ? 1 : 0);
  }
  const auto fill = [rows](auto& values, const auto* given) {
    if (given != nullptr) values.insert(values.end(), given->begin(), given->end());
    else values.resize(values.size() + rows);
  };
  if (to.type == Type::text) fill(to.text, from == nullptr ? nullptr : &from->text);
  else if (to.type == Type::real) fill(to.real, from == nullptr ? nullptr : &from->real);
  else fill(to.integer, from == nullptr ? nullptr : &from->integer);
}

const char* listed_as(const Findings& f, std::size_t i) { return f.lawful[i] != 0 ? "lawful" : f.exempt[i] != 0 ? "exempt" : "fault"; }

/// The columns that only the table has.
struct Extra {
  std::vector<std::string> listed, state, earlier_id;
  std::vector<double> west, south, east, north;
};

void add_box(Extra& extra, const Polygons& shapes, std::size_t shape) {
  const auto [begin, end] = shapes.view().vertices_of_shape(shape);
  const auto range = [begin = begin, end = end](const std::vector<double>& v) {
    if (begin == end) return std::pair(kNaN, kNaN);
    const auto [low, high] = std::minmax_element(v.begin() + begin, v.begin() + end);
    return std::pair(*low, *high);
  };
  const auto [west, east] = range(shapes.x);
  const auto [south, north] = range(shapes.y);
  extra.west.push_back(west);
  extra.south.push_back(south);
  extra.east.push_back(east);
  extra.north.push_back(north);
}

/// What was found before and is no more: only what identifies it is known.
void add_fixed(std::vector<Column>& columns, Extra& extra, const std::vector<EarlierFinding>& fixed) {
  std::vector<std::string> id, level, kind, zones;
  for (const auto& f : fixed) {
    id.push_back(f.id);
    level.push_back(f.level);
    kind.push_back(f.kind);
    zones.push_back(joined(f.zones, ";"));
    extra.listed.emplace_back("fixed");
    extra.state.emplace_back("fixed");
    extra.earlier_id.push_back(f.id);
    const bool placed = f.west != 0 || f.east != 0 || f.south != 0 || f.north != 0;
    extra.west.push_back(placed ? f.west : kNaN);
    extra.south.push_back(placed ? f.south : kNaN);
    extra.east.push_back(placed ? f.east : kNaN);
    extra.north.push_back(placed ? f.north : kNaN);
  }
  const std::vector<Column> known = {text_column("id", std::move(id)), text_column("level", std::move(level)), text_column("kind", std::move(kind)),
                                     optional_text_column("zones", std::move(zones))};
  for (auto& column : columns) {
    const auto found = std::find_if(known.begin(), known.end(), [&](const Column& c) { return c.name == column.name; });
    append(column, found == known.end() ? nullptr : &*found, fixed.size());
  }
}

/// Faults by severity, then what is lawful or exempt by area, then what was fixed.
std::vector<std::uint32_t> order_of(const Extra& extra, const std::vector<Column>& columns) {
  const auto column = [&](const char* name) -> const Column& {
    return *std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == name; });
  };
  const auto& severity = column("severity").real;
  const auto& area = column("area_m2").real;
  const auto& id = column("id").text;
  const auto kind = [&](std::uint32_t i) { return extra.listed[i] == "fault" ? 0 : extra.listed[i] == "fixed" ? 2 : 1; };
  std::vector<std::uint32_t> order(id.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t p, std::uint32_t q) {
    return std::tuple(kind(p), -severity[p], kind(p) == 1 ? -area[p] : 0, std::string_view(id[p])) <
           std::tuple(kind(q), -severity[q], kind(q) == 1 ? -area[q] : 0, std::string_view(id[q]));
  });
  return order;
}

}  // namespace

Table findings_table(const Results& r, const std::vector<EarlierFinding>* earlier) {
  std::vector<Column> columns;
  Extra extra;
  std::vector<std::uint8_t> met(earlier == nullptr ? 0 : earlier->size(), 0);
  for (const auto* found : {&r.coverage.gaps, &r.coverage.overlaps, &r.coverage.children}) {
    std::vector<std::uint32_t> rows(found->size());
    std::iota(rows.begin(), rows.end(), 0U);
    const auto own = findings_columns(r, *found, rows);
    if (columns.empty()) {
      columns = own;
    } else {
      for (std::size_t c = 0; c < columns.size(); ++c) append(columns[c], &own[c], rows.size());
    }
    const auto history = earlier == nullptr ? History{} : since(*found, r.city.zones, *earlier);
    for (const auto i : rows) {
      extra.listed.emplace_back(listed_as(*found, i));
      add_box(extra, found->shapes, i);
      if (earlier == nullptr) continue;
      extra.state.emplace_back(history.earlier_id[i].empty() ? "new" : "open");
      extra.earlier_id.push_back(history.earlier_id[i]);
    }
    for (std::size_t e = 0, gone = 0; e < met.size(); ++e) {
      const bool fixed = gone < history.fixed.size() && history.fixed[gone] == e;
      gone += fixed ? 1 : 0;
      met[e] |= fixed ? 0 : 1;
    }
  }
  std::vector<EarlierFinding> fixed;
  for (std::size_t e = 0; e < met.size(); ++e) {
    if (met[e] == 0) fixed.push_back((*earlier)[e]);
  }
  add_fixed(columns, extra, fixed);
  const auto order = order_of(extra, columns);
  std::vector<std::int64_t> rank(order.size());
  std::iota(rank.begin(), rank.end(), 1);

  Table table;
  table.columns.push_back(integer_column("rank", std::move(rank)));
  table.columns.push_back(take(text_column("listed", std::move(extra.listed)), order));
  if (earlier != nullptr) {
    table.columns.push_back(take(text_column("state", std::move(extra.state)), order));
    table.columns.push_back(take(optional_text_column("earlier_id", std::move(extra.earlier_id)), order));
  }
  for (const auto& column : columns) table.columns.push_back(take(column, order));
  table.columns.push_back(take(real_column("west", std::move(extra.west)), order));
  table.columns.push_back(take(real_column("south", std::move(extra.south)), order));
  table.columns.push_back(take(real_column("east", std::move(extra.east)), order));
  table.columns.push_back(take(real_column("north", std::move(extra.north)), order));
  return table;
}

}  // namespace bailiwick::layers
