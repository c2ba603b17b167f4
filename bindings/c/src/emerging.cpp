/// Emerging hotspots: places and periods as streams.
#include "arrow_out.h"
#include "cells.h"
#include "hotspot_areas.h"

#include <bailiwick/exposure.h>
#include <bailiwick/periods.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace bailiwick::c {
namespace {

/// What is tested: cells that take part, or the zones of a level.
struct Places {
  std::optional<Lattice> lattice;     ///< of cells
  std::vector<std::uint32_t> number;  ///< of the cell, or of the zone within its level
  std::vector<std::uint32_t> of;      ///< of each report; kNoCell: none
  Weights weights;
};

Places cells_as_places(const bailiwick_emerging_options& asked, const Ground& ground, const AllReports& all, Neighbours neighbours, const Context& context) {
  auto cells = laid_cells(ground, asked.cell_m, cell_shape_of(asked.cells), all, context);
  Places places;
  std::vector<std::uint32_t> place(cells.inside.size(), kNoCell);
  for (std::uint32_t cell = 0; cell < cells.inside.size(); ++cell) {
    if (cells.inside[cell] == 0) continue;
    place[cell] = static_cast<std::uint32_t>(places.number.size());
    places.number.push_back(cell);
  }
  for (const auto cell : cells.of) places.of.push_back(cell == kNoCell ? kNoCell : place[cell]);
  places.weights = lattice_weights(cells.lattice, cells.inside, neighbours);
  places.lattice = cells.lattice;
  return places;
}

Places zones_as_places(const ZonesData& data, std::uint32_t level, const AllReports& all, Neighbours neighbours, const Context& context) {
  const auto& table = table_of(data);
  const auto& of = table.levels[level];
  Places places;
  places.number.resize(of.zone_count);
  std::iota(places.number.begin(), places.number.end(), 0U);
  const auto placed = assign(data.index, all.view(), data.rules, context);
  for (const auto zone : placed.levels[level].zone) {
    places.of.push_back(zone == kNoZone ? kNoCell : index_of(zone) - of.first_zone);
  }
  places.weights = zone_weights(shapes_of_level(table, level).view(), data.planes, {neighbours, 0, -1});
  return places;
}

/// One period of all the time where none is asked for.
struct Periods {
  std::optional<PeriodRange> range;
  std::uint32_t count = 1;
  std::vector<std::int64_t> of;  ///< of each report; negative, or beyond the last: none
};

Periods periods_of(const bailiwick_emerging_options& asked, const AllReports& all) {
  Periods periods;
  if (asked.period < BAILIWICK_ALL_TIME || asked.period > BAILIWICK_QUARTER) refuse("options: expected a period of 0 to 4, found " + std::to_string(asked.period), "period");
  const bool whole = asked.begin_ms == 0 && asked.end_ms == 0;
  if (asked.period != BAILIWICK_ALL_TIME || !whole) {
    if (all.time_ms.empty()) refuse("reports: expected a column of times for periods, found none; name it in report_options", "time");
  }
  std::int64_t begin = asked.begin_ms, end = asked.end_ms;
  if (whole && !all.time_ms.empty()) {
    begin = std::numeric_limits<std::int64_t>::max();
    for (const auto ms : all.time_ms) begin = ms == kNoTime ? begin : std::min(begin, ms);
    end = *std::max_element(all.time_ms.begin(), all.time_ms.end()) + 1;  // kNoTime is the least of all
    if (begin >= end) refuse("reports: expected at least one with a time, found none", "time");
  }
  if (begin > end) refuse("options: expected begin_ms before end_ms, found it after", "begin_ms");
  if (asked.period == BAILIWICK_ALL_TIME) {
    for (std::size_t i = 0; i < all.x.size(); ++i) periods.of.push_back(whole || (all.time_ms[i] >= begin && all.time_ms[i] < end) ? 0 : -1);
    return periods;
  }
  periods.range = whole_periods(begin, end, static_cast<Period>(asked.period - 1));
  if (periods.range->count <= 0) refuse("reports: expected times over a whole " + std::string(code(periods.range->period)) + ", found fewer", "time");
  periods.count = static_cast<std::uint32_t>(periods.range->count);
  for (const auto ms : all.time_ms) periods.of.push_back(ms == kNoTime ? -1 : periods.range->place(ms));
  return periods;
}

/// Columns of the rows that say anything: place `i` in category `k`.
class Rows {
  void add(OutField field, OutColumn column) {
    fields_.push_back(std::move(field));
    columns_.push_back(std::move(column));
  }
  /// One value of every row.
  template <class Value>
  auto each(Value value) const {
    std::vector<decltype(value(std::size_t{}, std::size_t{}))> values;
    values.reserve(rows_.size());
    for (const auto& [k, i] : rows_) values.push_back(value(k, i));
    return values;
  }


 public:
  Rows(const Places& places, const EmergingCounts& counted, const std::vector<Emerging>& kinds, bool by_category)
      : places_(places), counted_(counted), kinds_(kinds) {
    for (std::size_t k = 0; k < kinds.size(); ++k) {
      for (std::size_t i = 0; i < places.number.size(); ++i) {
        if (!by_category || says_anything(kinds[k], counted.counts[k], i)) rows_.emplace_back(k, i);
      }
    }
  }

  void add_places(const ZonesData& data, std::optional<std::uint32_t> level) {
    if (!level) {
      const auto& lattice = *places_.lattice;
      add(text_field("cell_id"), texts(each([&](auto, auto i) { return cell_id(lattice, places_.number[i] % lattice.columns, places_.number[i] / lattice.columns); })));
      shapes_ = cell_shapes(lattice, each([&](auto, auto i) { return places_.number[i]; }), data.planes);
      return;
    }
    const auto& table = table_of(data);
    const auto first = table.levels[*level].first_zone;
    add(text_field("zone_id"), texts(each([&](auto, auto i) { return table.id[first + i]; })));
    add(text_field("name"), texts(each([&](auto, auto i) { return table.name[first + i]; })));
    add(text_field("unit_id"), texts(each([&](auto, auto i) {
      const auto unit = table.unit[first + i];
      return unit == kNoUnit ? std::string() : table.units[index_of(unit)].id;
    })));
    for (const auto& row : rows_) shapes_.append(table.shapes.view(), first + row.second);
  }

  void add_statistics(const std::vector<std::string>& categories, bool over_time, const EmergingOptions& options) {
    const auto places = places_.number.size();
    const auto last = [&](auto k, auto i) { return counted_.counts[k].size() - places + i; };
    const auto periods = [&](auto k, auto i, int sign) {
      const auto bins = over_periods(kinds_[k].bin, places, i);
      return static_cast<std::int64_t>(std::count_if(bins.begin(), bins.end(), [&](int bin) { return bin * sign >= options.least_bin; }));
    };
    add(text_field("category"), texts(each([&](auto k, auto) { return counted_.category[k] == kNoCategory ? std::string() : categories[counted_.category[k]]; })));
    add(integer_field("reports"), integers(each([&](auto k, auto i) {
      const auto counts = over_periods(counted_.counts[k], places, i);
      return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    })));
    add(text_field("kind"), texts(each([&](auto k, auto i) {
      return !over_time ? std::string() : kinds_[k].too_few_periods ? std::string("too_few_periods") : std::string(code(kinds_[k].kind[i]));
    })));
    add(integer_field("kind_code"), integers(each([&](auto k, auto i) { return static_cast<std::int64_t>(kinds_[k].kind[i]); })));
    add(integer_field("hot_periods"), integers(each([&](auto k, auto i) { return periods(k, i, 1); })));
    add(integer_field("cold_periods"), integers(each([&](auto k, auto i) { return periods(k, i, -1); })));
    add(double_field("trend_z"), doubles(each([&](auto k, auto i) { return kinds_[k].trend[i].z; }), true));
    add(double_field("trend_p"), doubles(each([&](auto k, auto i) { return kinds_[k].trend[i].p; }), true));
    add(text_field("counts"), texts(each([&](auto k, auto i) {
      std::string all;
      for (const auto n : over_periods(counted_.counts[k], places, i)) all.append(all.empty() ? "" : ";").append(std::to_string(n));
      return all;
    })));
    add(double_field("gi_z"), doubles(each([&](auto k, auto i) { return kinds_[k].z[last(k, i)]; }), true));
    add(double_field("gi_p"), doubles(each([&](auto k, auto i) { return kinds_[k].p[last(k, i)]; }), true));
    add(double_field("gi_q"), doubles(each([&](auto k, auto i) { return kinds_[k].q[last(k, i)]; }), true));
    add(integer_field("gi_bin"), integers(each([&](auto k, auto i) { return std::int64_t{kinds_[k].bin[last(k, i)]}; })));
  }

  void hand_out_with_geometry(const std::string& crs, ArrowArrayStream* out) {
    add(wkb_field("geometry", crs), wkb(shapes_.view()));
    hand_out(rows_field(std::move(fields_)), c::rows(std::move(columns_), static_cast<std::int64_t>(rows_.size())), out);
  }

 private:
  const Places& places_;
  const EmergingCounts& counted_;
  const std::vector<Emerging>& kinds_;
  std::vector<std::pair<std::size_t, std::size_t>> rows_;
  std::vector<OutField> fields_;
  std::vector<OutColumn> columns_;
  Polygons shapes_;
};

void hand_out_periods(const Periods& periods, ArrowArrayStream* out) {
  std::vector<std::string> label;
  std::vector<std::int64_t> begin;
  std::vector<double> days;
  for (std::int32_t t = 0; periods.range && t < periods.range->count; ++t) {
    const auto number = periods.range->first + t;
    label.push_back(period_label(number, periods.range->period));
    begin.push_back(period_begin_ms(number, periods.range->period));
    days.push_back(period_days(number, periods.range->period));
  }
  const auto length = static_cast<std::int64_t>(label.size());
  hand_out(rows_field({text_field("period"), time_field("begin"), double_field("days")}), rows({texts(label), times(std::move(begin)), doubles(std::move(days), false)}, length), out);
}

}  // namespace
}  // namespace bailiwick::c

using namespace bailiwick;
using namespace bailiwick::c;

extern "C" bailiwick_status bailiwick_emerging(const bailiwick_zones* zones, ArrowArrayStream* reports, const bailiwick_emerging_options* options, bailiwick_call* call,
                                               ArrowArrayStream* places, ArrowArrayStream* periods, bailiwick_error* error) {
  const Taken moved(reports);
  return enter(error, [&] {
    const auto asked = taken(options, "options");
    const Taken area(asked.area);
    needed(places, "places") = {};
    if (periods != nullptr) *periods = {};
    const auto data = data_of(zones);
    const auto context = context_of(data_of(call));
    const auto neighbours = neighbours_of(asked.neighbours);
    EmergingOptions rules;
    rules.gi.correction = correction_of(asked.correction);
    need_metres(*data);
    std::optional<std::uint32_t> level;
    if (asked.level != nullptr) level = level_of(table_of(*data), asked.level);
    std::optional<Ground> ground;
    if (!level) {
      ground = ground_of(*data, asked.area);
      refuse_cells(*ground, asked.cell_m, cell_shape_of(asked.cells));
    }
    const auto all = read_all(reports, asked.report_options, *data, context);
    const auto time = c::periods_of(asked, all);
    const auto tested = level ? c::zones_as_places(*data, *level, all, neighbours, context) : c::cells_as_places(asked, *ground, all, neighbours, context);
    const auto counted = emerging_counts(tested.of, time.of, all.category, tested.number.size(), time.count);
    if (counted.counts.empty()) refuse("reports: expected at least one with a category, found none", "category");
    const auto kinds = emerging_together(counted.counts, tested.weights, time.count, rules, context);
    c::Rows rows(tested, counted, kinds, !all.category.empty());
    rows.add_places(*data, level);
    rows.add_statistics(all.categories, time.range.has_value(), rules);
    ArrowArrayStream made{};
    rows.hand_out_with_geometry(std::string(data->index.location_crs()), &made);
    const Taken unfinished(&made);
    if (periods != nullptr) c::hand_out_periods(time, periods);
    *places = std::exchange(made, ArrowArrayStream{});
  });
}
