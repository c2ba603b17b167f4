/// What a stream of ours holds, as columns that tests look at.
#pragma once

#include "streams.h"

#include "arrow_in.h"

#include <map>

namespace bailiwick::test {

inline constexpr double kNull = -999;

/// A stream's columns: text, numbers or flags.
struct Read {
  std::map<std::string, std::vector<std::string>> text;
  std::map<std::string, std::vector<double>> number;
  std::map<std::string, std::vector<int>> flag;
  std::int64_t rows = 0;
  Polygons shapes;
};
inline Read read(ArrowArrayStream* stream) {
  c::Stream in(stream, "result");
  Read out;
  while (const auto batch = in.next()) {
    out.rows += batch->length();
    for (std::size_t k = 0; k < in.schema().children.size(); ++k) {
      const auto& field = in.schema().children[k];
      const auto column = batch->column(k);
      if (field.format == "u" || field.dictionary) {
        for (auto& one : c::texts_of(column)) out.text[field.name].push_back(one.value_or(""));
      } else if (field.format == "z") {
        c::append_polygons(column, 0, out.shapes);
      } else if (field.format == "b") {
        for (std::int64_t i = 0; i < column.length; ++i) {
          out.flag[field.name].push_back(static_cast<const std::uint8_t*>(column.array->buffers[1])[(column.offset + i) / 8] >> ((column.offset + i) % 8) & 1);
        }
      } else if (!field.format.starts_with("ts")) {
        const auto numbers = c::numbers_of(column);
        for (std::size_t i = 0; i < numbers.values.size(); ++i) out.number[field.name].push_back(column.valid(static_cast<std::int64_t>(i)) ? numbers.values[i] : kNull);
      }
    }
  }
  return out;
}

}  // namespace bailiwick::test
