#include "read/zone_fields.h"

#include "read/field_guess.h"
#include "read/text.h"

#include <fast_float/fast_float.h>
#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <set>

namespace bailiwick::layers {
namespace {

std::string cell_text(const Column& column, std::size_t row) {
  if (column.is_null(row)) return {};
  switch (column.type) {
    case Type::text: return column.text[row];
    case Type::real: return number_text(column.real[row]);
    case Type::boolean: return column.integer[row] != 0 ? "true" : "false";
    default: return std::to_string(column.integer[row]);
  }
}

}  // namespace

std::vector<std::string> column_names(const Table& table) {
  std::vector<std::string> names;
  for (const auto& column : table.columns) names.push_back(column.name);
  return names;
}

std::string cell_text(const Table& table, int field, std::size_t row) {
  return field < 0 ? std::string{} : std::string(trimmed(cell_text(table.columns[static_cast<std::size_t>(field)], row)));
}

double number_or_nan(const std::string& text) {
  double value = 0;
  const auto done = fast_float::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = done.ec == std::errc() && done.ptr == text.data() + text.size() && !text.empty();
  return whole && std::isfinite(value) ? value : std::numeric_limits<double>::quiet_NaN();
}

namespace {

/// Resolves one field, writes the choice back into `named` and its reason to `reasons`; returns the column.
int resolve(const std::vector<std::string>& names, FieldRole role, std::string& named, const std::string& place,
            std::vector<std::string>& reasons) {
  const auto guess = choose_field(names, role, named, place);
  if (!guess.reason.empty()) reasons.push_back(place + ": " + guess.reason);
  named = guess.field.empty() ? "-" : guess.field;
  return guess.field.empty() ? -1 : find_field(names, guess.field, place);
}

/// Ids should tell zones apart: of the fields that could hold them the first without repeats, if there is one.
void prefer_distinct_id(const Table& table, ZoneSource& source, const std::string& place, std::vector<std::string>& reasons) {
  if (!source.id.empty()) return;
  const auto names = column_names(table);
  const auto fields = candidates(names, FieldRole::id, place);
  for (std::size_t k = 0; k < fields.size(); ++k) {
    const int field = find_field(names, fields[k], place);
    std::set<std::string> seen;
    bool distinct = true;
    for (std::size_t row = 0; row < table.rows() && distinct; ++row) {
      const auto id = cell_text(table, field, row);
      distinct = id.empty() || seen.insert(id).second;
    }
    if (!distinct || seen.empty()) continue;
    reasons.push_back(fmt::format("{}: id is field '{}', by its name and since its values do not repeat", place, shown(fields[k])));
    source.id = fields[k];
    return;
  }
}

/// A layer of neighbourhoods that also names their borough: of the fields that could hold names the first that tells most zones apart, else the one that
/// tells most.
void prefer_telling_name(const Table& table, ZoneSource& source, const std::string& place, std::vector<std::string>& reasons) {
  if (!source.name.empty()) return;
  const auto names = column_names(table);
  const auto fields = candidates(names, FieldRole::name, place);
  std::vector<std::uint64_t> distinct;
  for (const auto& field : fields) {
    std::set<std::string> seen;
    for (std::size_t row = 0; row < table.rows(); ++row) seen.insert(cell_text(table, find_field(names, field, place), row));
    seen.erase(std::string());
    distinct.push_back(seen.size());
  }
  const auto best = most_telling(distinct, table.rows());
  if (best == 0) return;  // by its name, as ever
  reasons.push_back(fmt::format("{}: name is field '{}', by its name and since '{}' repeats", place, shown(fields[best]), shown(fields[0])));
  source.name = fields[best];
}

/// DataV files keep a whole object in `parent`; that is no id.
bool holds_objects(const Table& table, int field) {
  if (field < 0) return false;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (cell_text(table, field, row).rfind('{', 0) == 0) return true;
  }
  return false;
}

}  // namespace

ZoneFields resolve_zone_fields(const Table& table, ZoneSource& source, const std::string& place, std::vector<std::string>& reasons) {
  const auto names = column_names(table);
  ZoneFields fields;
  const bool parent_named = !source.parent.empty(), id_named = !source.id.empty();
  prefer_distinct_id(table, source, place, reasons);
  std::vector<std::string> said;
  fields.id = resolve(names, FieldRole::id, source.id, place, id_named || source.id.empty() ? reasons : said);
  if (fields.id < 0) reasons.push_back(place + ": no field was found for ids, so the feature's number is the id; the order of features then matters");
  fields.unit = resolve(names, FieldRole::unit, source.unit, place, reasons);
  fields.unit_name = resolve(names, FieldRole::unit_name, source.unit_name, place, reasons);
  if (fields.unit < 0 && fields.unit_name >= 0) {
    fields.unit = fields.unit_name;
    source.unit = source.unit_name;
  }
  fields.person = resolve(names, FieldRole::person, source.person, place, reasons);
  const bool name_named = !source.name.empty();
  prefer_telling_name(table, source, place, reasons);
  fields.name = resolve(names, FieldRole::name, source.name, place, name_named || source.name.empty() ? reasons : said);
  fields.parent = resolve(names, FieldRole::parent, source.parent, place, reasons);
  if (!parent_named && holds_objects(table, fields.parent)) {
    reasons.push_back(fmt::format("{}: field '{}' holds objects, so it is not taken for the parent's id", place, shown(source.parent)));
    fields.parent = -1;
    source.parent = std::string("-");
  }
  fields.priority = resolve(names, FieldRole::priority, source.priority, place, reasons);
  return fields;
}

ZoneRow zone_row(const Table& table, const ZoneFields& fields, std::size_t row, std::int64_t fid) {
  ZoneRow zone;
  zone.id = fields.id < 0 ? std::to_string(fid) : cell_text(table, fields.id, row);
  zone.name = cell_text(table, fields.name, row);
  zone.person = cell_text(table, fields.person, row);
  zone.parent_id = cell_text(table, fields.parent, row);
  zone.unit_id = cell_text(table, fields.unit, row);
  zone.unit_name = cell_text(table, fields.unit_name, row);
  if (zone.unit_name.empty()) zone.unit_name = zone.unit_id;
  zone.priority = number_or_nan(cell_text(table, fields.priority, row));
  return zone;
}

}  // namespace bailiwick::layers
