#include "gdal/gdal_attributes.h"

#include "read/text.h"

#include <fmt/format.h>

#include <cmath>

namespace bailiwick::layers::gdal {
namespace {

Type type_of(const OGRFieldDefn& field) {
  switch (field.GetType()) {
    case OFTInteger: return field.GetSubType() == OFSTBoolean ? Type::boolean : Type::integer;
    case OFTInteger64: return Type::integer;
    case OFTReal: return Type::real;
    default: return Type::text;
  }
}

/// OGR's flag: 0 unknown, 1 local, 100 UTC, each step a quarter of an hour.
std::string zone_text(int flag) {
  if (flag <= 1) return {};
  if (flag == 100) return "Z";
  const int minutes = (flag - 100) * 15;
  return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60, std::abs(minutes) % 60);
}

std::string time_text(const OGRFeature& feature, int field, OGRFieldType type) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, flag = 0;
  float second = 0;
  if (feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &flag) == 0) return {};
  if (type == OFTDate) return fmt::format("{:04}-{:02}-{:02}", year, month, day);
  const int ms = static_cast<int>(std::lround(static_cast<double>(second) * 1000));
  auto clock = fmt::format("{:02}:{:02}:{:02}", hour, minute, ms / 1000);
  if (ms % 1000 != 0) clock += fmt::format(".{:03}", ms % 1000);
  if (type == OFTTime) return clock;
  return fmt::format("{:04}-{:02}-{:02}T{}{}", year, month, day, clock, zone_text(flag));
}

}  // namespace

std::vector<FieldHead> field_heads(const OGRFeatureDefn& definition) {
  std::vector<FieldHead> heads;
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    const auto* field = definition.GetFieldDefn(i);
    heads.push_back({valid_utf8(field->GetNameRef()), type_of(*field)});
  }
  return heads;
}

AttributeReader::AttributeReader(const OGRFeatureDefn& definition, const std::function<bool(const std::string&)>& wanted,
                                 std::size_t longest_text)
    : longest_text_(longest_text) {
  const auto heads = field_heads(definition);
  for (std::size_t i = 0; i < heads.size(); ++i) {
    if (wanted && !wanted(heads[i].name)) continue;
    fields_.push_back(static_cast<int>(i));
    Column column;
    column.name = heads[i].name;
    column.type = heads[i].type;
    table_.columns.push_back(std::move(column));
  }
}

void AttributeReader::append_text(Column& column, std::string text, std::string& fault) {
  if (text.size() > longest_text_) {
    fault = fmt::format("field '{}' holds {} bytes, more than the limit of {}", column.name, text.size(), longest_text_);
    text.clear();
  }
  if (!is_utf8(text)) {
    ++bad_text_;
    text = valid_utf8(text);
  }
  column.text.push_back(std::move(text));
}

std::string AttributeReader::append(const OGRFeature& feature) {
  std::string fault;
  for (std::size_t c = 0; c < fields_.size(); ++c) {
    const int field = fields_[c];
    auto& column = table_.columns[c];
    bool null = feature.IsFieldSetAndNotNull(field) == 0;
    switch (column.type) {
      case Type::integer:
      case Type::boolean: column.integer.push_back(null ? 0 : feature.GetFieldAsInteger64(field)); break;
      case Type::real: {
        const double value = null ? 0 : feature.GetFieldAsDouble(field);
        null = null || !std::isfinite(value);
        column.real.push_back(null ? 0 : value);
        break;
      }
      default: {
        const auto type = feature.GetDefnRef()->GetFieldDefn(field)->GetType();
        const bool is_time = type == OFTDate || type == OFTDateTime || type == OFTTime;
        append_text(column, null ? std::string{} : is_time ? time_text(feature, field, type) : feature.GetFieldAsString(field), fault);
      }
    }
    if (null && column.null.empty()) column.null.resize(rows_, 0);
    if (null || !column.null.empty()) column.null.push_back(null ? 1 : 0);
  }
  ++rows_;
  return fault;
}

Table AttributeReader::take() { return std::move(table_); }

}  // namespace bailiwick::layers::gdal
