/// Which attribute of a zone means what, and its values as text.
#pragma once

#include <bailiwick/layers/read.h>

#include <string>
#include <vector>

namespace bailiwick::layers {

/// Column numbers in the attributes; -1: none.
struct ZoneFields {
  int id = -1, unit = -1, unit_name = -1, person = -1, name = -1, parent = -1, priority = -1;
};

/// Chooses the columns by `source` and by their names; every choice is written back into `source` and its reason to `reasons`.
[[nodiscard]] ZoneFields resolve_zone_fields(const Table& table, ZoneSource& source, const std::string& place, std::vector<std::string>& reasons);

/// Feature `row` as a row of its level; `fid` is the id where there is no id column.
[[nodiscard]] ZoneRow zone_row(const Table& table, const ZoneFields& fields, std::size_t row, std::int64_t fid);

[[nodiscard]] std::vector<std::string> column_names(const Table& table);
/// A value as trimmed text; ids of whole numbers have no point. Empty for a null or field -1.
[[nodiscard]] std::string cell_text(const Table& table, int field, std::size_t row);
/// The whole text as a finite number; NaN otherwise.
[[nodiscard]] double number_or_nan(const std::string& text);

}  // namespace bailiwick::layers
