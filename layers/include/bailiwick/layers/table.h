/// Named, typed columns with units, and layers made of them: what is read with a file and what is written to one.
#pragma once

#include <bailiwick/plane.h>
#include <bailiwick/polygons.h>

#include <cstdint>
#include <string>
#include <vector>

namespace bailiwick::layers {

enum class Type : std::uint8_t { text, integer, real, boolean, datetime };

/// One column. Exactly one of the value vectors is used, by type; `null` is empty (no nulls) or as long as the column.
struct Column {
  std::string name;  ///< machine name, lower snake case, English: "density_per_km2"
  Type type = Type::text;
  std::vector<std::string> text;
  std::vector<std::int64_t> integer;  ///< also boolean (0, 1) and datetime (milliseconds since 1970-01-01 UTC)
  std::vector<double> real;
  std::vector<std::uint8_t> null;
  std::vector<std::int16_t> offset_min;  ///< of datetimes: minutes that the city's clock is ahead of UTC; empty: UTC

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool is_null(std::size_t i) const { return !null.empty() && null[i] != 0; }
};

[[nodiscard]] Column text_column(std::string name, std::vector<std::string> values);
[[nodiscard]] Column integer_column(std::string name, std::vector<std::int64_t> values);
[[nodiscard]] Column real_column(std::string name, std::vector<double> values);  ///< NaN becomes null
[[nodiscard]] Column boolean_column(std::string name, std::vector<std::int64_t> values);
/// kNoTime becomes null. `offset_min` as in Column.
[[nodiscard]] Column datetime_column(std::string name, std::vector<std::int64_t> values, std::vector<std::int16_t> offset_min = {});
[[nodiscard]] Column take(const Column& column, const std::vector<std::uint32_t>& rows);

struct Table {
  std::vector<Column> columns;

  [[nodiscard]] std::size_t rows() const { return columns.empty() ? 0 : columns.front().size(); }
  [[nodiscard]] const Column* find(const std::string& name) const;
};

enum class GeometryKind : std::uint8_t { none, point, polygon };

/// A result ready to be written: geometry in the location plane, columns in their order, and the style that draws it.
struct Layer {
  std::string name;      ///< file and layer name: "zones_block", "hotspot_areas"
  std::string title;     ///< in the chosen language
  std::string group;     ///< of the layer tree, in the chosen language
  std::string style;     ///< key of a style in data/styles: "zones", "gaps", "hotspots", ...
  GeometryKind geometry = GeometryKind::none;
  Polygons polygons;     ///< one shape per row
  std::vector<double> x, y;
  Table table;
  std::vector<double> breaks;  ///< rising class limits of a graduated style; empty where the style has none
};

}  // namespace bailiwick::layers
