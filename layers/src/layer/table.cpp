#include <bailiwick/layers/table.h>

#include <bailiwick/reports.h>

#include <cmath>
#include <utility>

namespace bailiwick::layers {
namespace {

/// Marks the entries for which `missing` holds; leaves `null` empty when there are none.
template <class Values, class Missing>
void mark_nulls(Column& column, const Values& values, Missing missing) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!missing(values[i])) continue;
    if (column.null.empty()) column.null.resize(values.size(), 0);
    column.null[i] = 1;
  }
}

template <class T>
std::vector<T> taken(const std::vector<T>& from, const std::vector<std::uint32_t>& rows) {
  std::vector<T> out;
  if (from.empty()) return out;
  out.reserve(rows.size());
  for (const auto r : rows) out.push_back(from[r]);
  return out;
}

}  // namespace

std::size_t Column::size() const {
  switch (type) {
    case Type::text: return text.size();
    case Type::real: return real.size();
    case Type::integer:
    case Type::boolean:
    case Type::datetime: break;
  }
  return integer.size();
}

Column text_column(std::string name, std::vector<std::string> values) {
  Column c;
  c.name = std::move(name);
  c.text = std::move(values);
  return c;
}

Column integer_column(std::string name, std::vector<std::int64_t> values) {
  Column c;
  c.name = std::move(name);
  c.type = Type::integer;
  c.integer = std::move(values);
  return c;
}

Column real_column(std::string name, std::vector<double> values) {
  Column c;
  c.name = std::move(name);
  c.type = Type::real;
  mark_nulls(c, values, [](double v) { return std::isnan(v); });
  c.real = std::move(values);
  return c;
}

Column boolean_column(std::string name, std::vector<std::int64_t> values) {
  Column c = integer_column(std::move(name), std::move(values));
  c.type = Type::boolean;
  return c;
}

Column datetime_column(std::string name, std::vector<std::int64_t> values, std::vector<std::int16_t> offset_min) {
  Column c = integer_column(std::move(name), std::move(values));
  c.type = Type::datetime;
  c.offset_min = std::move(offset_min);
  mark_nulls(c, c.integer, [](std::int64_t v) { return v == kNoTime; });
  return c;
}

Column take(const Column& column, const std::vector<std::uint32_t>& rows) {
  Column c;
  c.name = column.name;
  c.type = column.type;
  c.text = taken(column.text, rows);
  c.integer = taken(column.integer, rows);
  c.real = taken(column.real, rows);
  c.null = taken(column.null, rows);
  c.offset_min = taken(column.offset_min, rows);
  return c;
}

const Column* Table::find(const std::string& name) const {
  for (const auto& c : columns) {
    if (c.name == name) return &c;
  }
  return nullptr;
}

}  // namespace bailiwick::layers
