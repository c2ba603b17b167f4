/// Attributes of features into typed columns.
#pragma once

#include "gdal/gdal_features.h"
#include "gdal/gdal_handles.h"

namespace bailiwick::layers::gdal {

/// Integers, reals and booleans keep their type, dates and times become ISO 8601 text (with Z where the file says UTC), everything else text.
[[nodiscard]] std::vector<FieldHead> field_heads(const OGRFeatureDefn& definition);

class AttributeReader {
 public:
  AttributeReader(const OGRFeatureDefn& definition, const std::function<bool(const std::string&)>& wanted, std::size_t longest_text);

  /// Appends one row; returns a fault, or an empty text.
  std::string append(const OGRFeature& feature);
  [[nodiscard]] std::uint64_t bad_text() const { return bad_text_; }
  [[nodiscard]] Table take();

 private:
  void append_text(Column& column, std::string text, std::string& fault);

  std::vector<int> fields_;  ///< field number of each column
  std::size_t longest_text_;
  std::uint64_t bad_text_ = 0;
  std::size_t rows_ = 0;
  Table table_;
};

}  // namespace bailiwick::layers::gdal
