/// Arrow streams of our own: columns that any consumer may keep as long as it likes.
#pragma once

#include "guard.h"

#include <bailiwick/polygons.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bailiwick::c {

/// A column's type as it is handed out.
struct OutField {
  std::string name, format;
  std::vector<std::pair<std::string, std::string>> metadata;
  std::vector<OutField> children;
  std::shared_ptr<const OutField> dictionary;
};

/// An array that its readers share.
struct OutArray {
  std::int64_t length = 0, null_count = 0;
  std::vector<const void*> buffers;
  std::vector<std::shared_ptr<const OutArray>> children;
  std::shared_ptr<const OutArray> dictionary;
  std::vector<std::shared_ptr<const void>> owners;
};
using OutColumn = std::shared_ptr<const OutArray>;

/// Columns from values; what `null` says of an entry is null.
[[nodiscard]] OutColumn doubles(std::vector<double> values, bool nan_is_null);
[[nodiscard]] OutColumn integers(std::vector<std::int64_t> values);
/// The same; those equal to `null` are.
[[nodiscard]] OutColumn integers(std::vector<std::int64_t> values, std::int64_t null);
[[nodiscard]] OutColumn flags(const std::vector<std::uint8_t>& values);
/// Milliseconds since 1970-01-01 UTC; kNoTime is null.
[[nodiscard]] OutColumn times(std::vector<std::int64_t> values);
/// Empty text is null.
[[nodiscard]] OutColumn texts(const std::vector<std::string>& values);
/// One word per entry, by its number in `words`; a negative number is null.
[[nodiscard]] OutColumn words(std::vector<std::int32_t> index, OutColumn words);
/// Words for words(): none is null.
[[nodiscard]] OutColumn word_list(const std::vector<std::string_view>& words);
/// Multipolygons as WKB, one per shape; shapes without parts are null.
[[nodiscard]] OutColumn wkb(const PolygonsView& shapes);
[[nodiscard]] OutColumn rows(std::vector<OutColumn> columns, std::int64_t length);

[[nodiscard]] OutField double_field(std::string name);
[[nodiscard]] OutField integer_field(std::string name);
[[nodiscard]] OutField time_field(std::string name);
[[nodiscard]] OutField flag_field(std::string name);
[[nodiscard]] OutField text_field(std::string name);
[[nodiscard]] OutField words_field(std::string name);
[[nodiscard]] OutField wkb_field(std::string name, const std::string& crs);
[[nodiscard]] OutField rows_field(std::vector<OutField> columns);

/// A stream whose batches are made when they are asked for; null ends it.
void hand_out(OutField schema, std::function<OutColumn()> next, ArrowArrayStream* out);
/// A stream of one batch.
void hand_out(OutField schema, OutColumn batch, ArrowArrayStream* out);

}  // namespace bailiwick::c
