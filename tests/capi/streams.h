/// Arrow streams for tests, made of columns.
#pragma once

#include "arrow_out.h"
#include "town.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace bailiwick::test {

/// A stream of one or more batches of equal columns.
inline ArrowArrayStream stream_of(std::vector<std::pair<c::OutField, c::OutColumn>> columns, int batches = 1) {
  std::vector<c::OutField> fields;
  std::vector<c::OutColumn> arrays;
  for (auto& [field, array] : columns) {
    fields.push_back(std::move(field));
    arrays.push_back(std::move(array));
  }
  const auto length = arrays.empty() ? 0 : arrays[0]->length;
  auto batch = c::rows(std::move(arrays), length);
  ArrowArrayStream stream;
  c::hand_out(c::rows_field(std::move(fields)), [batch, batches]() mutable { return batches-- > 0 ? batch : nullptr; }, &stream);
  return stream;
}

/// A level of a town as its stream: id, unit, priority, geometry.
inline ArrowArrayStream stream_of(const TownLevel& level) {
  const auto input = town::input_of(level);
  std::vector<std::string> id, unit, parent;
  std::vector<double> priority;
  for (const auto& row : input.rows) {
    id.push_back(row.id);
    unit.push_back(row.unit_id);
    parent.push_back(row.parent_id);
    priority.push_back(row.priority);
  }
  std::vector<std::pair<c::OutField, c::OutColumn>> columns{{c::text_field("id"), c::texts(id)}, {c::text_field("parent_id"), c::texts(parent)},
                                                            {c::double_field("priority"), c::doubles(priority, true)},
                                                            {c::wkb_field("geometry", "local"), c::wkb(input.shapes.view())}};
  if (input.has_unit_field) columns.emplace_back(c::text_field("unit"), c::texts(unit));
  return stream_of(std::move(columns));
}

inline ArrowArrayStream points(std::vector<double> x, std::vector<double> y, int batches = 1) {
  return stream_of({{c::double_field("x"), c::doubles(std::move(x), false)}, {c::double_field("y"), c::doubles(std::move(y), false)}}, batches);
}

inline bailiwick_error new_error() {
  bailiwick_error error{};
  error.struct_size = sizeof error;
  return error;
}
inline std::string text(const bailiwick_text& t) { return {t.data == nullptr ? "" : t.data, t.length}; }

inline std::vector<TownLevel> two_levels() {
  return {{"district", {{"DDDEE.", "DDEEEE", "DDDEEE"}}, Role::partition, "", {{'D', "north"}, {'E', "south"}}, {}, {}},
          {"block", {{"PPQRR.", "PPQRST", "PUQRST"}, {"..XX..", "..XX..", "......"}}, Role::partition, "district", {{'P', "p"}, {'X', "x"}}, {}, {{'R', 1}}}};
}

/// Zones of drawn levels in a plane of metres; released with it.
class CZones {
 public:
  explicit CZones(const std::vector<TownLevel>& drawn = two_levels(), bailiwick_zones_options options = {}) {
    std::vector<ArrowArrayStream> streams;
    for (const auto& level : drawn) streams.push_back(stream_of(level));
    std::vector<bailiwick_level> levels(drawn.size());
    for (std::size_t l = 0; l < drawn.size(); ++l) {
      levels[l].struct_size = sizeof(bailiwick_level);
      levels[l].role = drawn[l].role == Role::across ? BAILIWICK_ACROSS : BAILIWICK_PARTITION;
      levels[l].name = drawn[l].name.c_str();
      levels[l].parent = drawn[l].parent.empty() ? nullptr : drawn[l].parent.c_str();
      levels[l].stream = &streams[l];
    }
    options.struct_size = sizeof options;
    if (options.metres_per_unit == 0) options.metres_per_unit = 1;
    auto error = new_error();
    EXPECT_EQ(bailiwick_zones_from_arrow(levels.data(), levels.size(), &options, nullptr, &handle, &error), BAILIWICK_OK) << error.message;
    for (auto& stream : streams) EXPECT_EQ(stream.release, nullptr);
  }
  ~CZones() { EXPECT_EQ(bailiwick_zones_release(handle, nullptr), BAILIWICK_OK); }
  CZones(const CZones&) = delete;
  const bailiwick_zones* handle = nullptr;
};

}  // namespace bailiwick::test
