#include "arrow_out.h"

#include "wkb.h"

#include <bailiwick/reports.h>

#include <cerrno>
#include <cmath>
#include <limits>
#include <new>

namespace bailiwick::c {
namespace {

template <class T>
const void* kept(OutArray& array, std::vector<T> values) {
  auto owner = std::make_shared<const std::vector<T>>(std::move(values));
  array.owners.push_back(owner);
  static constexpr std::uint64_t kNothing[8] = {};  // an empty buffer may not be null
  return owner->empty() ? static_cast<const void*>(kNothing) : owner->data();
}

/// The bitmap of the entries that are there; null where all are.
template <class There>
const void* bitmap(OutArray& array, There there) {
  std::vector<std::uint8_t> bits(static_cast<std::size_t>(array.length + 7) / 8, 0);
  array.null_count = 0;
  for (std::int64_t i = 0; i < array.length; ++i) {
    if (there(static_cast<std::size_t>(i))) bits[static_cast<std::size_t>(i / 8)] |= static_cast<std::uint8_t>(1U << (i % 8));
    else ++array.null_count;
  }
  return array.null_count == 0 ? nullptr : kept(array, std::move(bits));
}

/// Offsets and bytes of entries one after the other.
struct Bytes {
  std::vector<std::int32_t> offsets{0};
  std::vector<char> bytes;
  void add(std::string_view entry) {
    bytes.insert(bytes.end(), entry.begin(), entry.end());
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
      throw Error(ErrorCode::limit_exceeded, "a column of the result: expected at most 2 GiB of text in a batch, found more; hand in smaller batches");
    }
    offsets.push_back(static_cast<std::int32_t>(bytes.size()));
  }
};

template <class There>
OutColumn bytes_column(Bytes bytes, There there) {
  auto array = std::make_shared<OutArray>();
  array->length = static_cast<std::int64_t>(bytes.offsets.size()) - 1;
  const void* const valid = bitmap(*array, there);
  array->buffers = {valid, kept(*array, std::move(bytes.offsets)), kept(*array, std::move(bytes.bytes))};
  return array;
}

}  // namespace

OutColumn doubles(std::vector<double> values, bool nan_is_null) {
  auto array = std::make_shared<OutArray>();
  array->length = static_cast<std::int64_t>(values.size());
  const void* const valid = nan_is_null ? bitmap(*array, [&](std::size_t i) { return !std::isnan(values[i]); }) : nullptr;
  array->buffers = {valid, kept(*array, std::move(values))};
  return array;
}

OutColumn integers(std::vector<std::int64_t> values) {
  auto array = std::make_shared<OutArray>();
  array->length = static_cast<std::int64_t>(values.size());
  array->buffers = {nullptr, kept(*array, std::move(values))};
  return array;
}

OutColumn integers(std::vector<std::int64_t> values, std::int64_t null) {
  auto array = std::make_shared<OutArray>();
  array->length = static_cast<std::int64_t>(values.size());
  const void* const valid = bitmap(*array, [&](std::size_t i) { return values[i] != null; });
  array->buffers = {valid, kept(*array, std::move(values))};
  return array;
}

OutColumn times(std::vector<std::int64_t> values) { return integers(std::move(values), kNoTime); }

OutColumn flags(const std::vector<std::uint8_t>& values) {
  auto array = std::make_shared<OutArray>();
  array->length = static_cast<std::int64_t>(values.size());
  std::vector<std::uint8_t> bits((values.size() + 7) / 8, 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] != 0) bits[i / 8] |= static_cast<std::uint8_t>(1U << (i % 8));
  }
  array->buffers = {nullptr, kept(*array, std::move(bits))};
  return array;
}

OutColumn texts(const std::vector<std::string>& values) {
  Bytes bytes;
  for (const auto& value : values) bytes.add(value);
  return bytes_column(std::move(bytes), [&](std::size_t i) { return !values[i].empty(); });
}

OutColumn word_list(const std::vector<std::string_view>& words) {
  Bytes bytes;
  for (const auto& word : words) bytes.add(word);
  return bytes_column(std::move(bytes), [](std::size_t) { return true; });
}

OutColumn words(std::vector<std::int32_t> index, OutColumn list) {
  auto array = std::make_shared<OutArray>();
  array->length = static_cast<std::int64_t>(index.size());
  const void* const valid = bitmap(*array, [&](std::size_t i) { return index[i] >= 0; });
  for (auto& i : index) i = std::max(i, 0);
  array->buffers = {valid, kept(*array, std::move(index))};
  array->dictionary = std::move(list);
  return array;
}

OutColumn wkb(const PolygonsView& shapes) {
  Bytes bytes;
  std::string one;
  const auto parts = [&](std::size_t i) { return shapes.shape_offsets[i + 1] - shapes.shape_offsets[i]; };
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    one.clear();
    if (parts(i) > 0) write_multipolygon(shapes, i, one);
    bytes.add(one);
  }
  return bytes_column(std::move(bytes), [&](std::size_t i) { return parts(i) > 0; });
}

OutColumn rows(std::vector<OutColumn> columns, std::int64_t length) {
  auto array = std::make_shared<OutArray>();
  array->length = length;
  array->buffers = {nullptr};
  array->children = std::move(columns);
  return array;
}

OutField double_field(std::string name) { return {std::move(name), "g", {}, {}, nullptr}; }
OutField integer_field(std::string name) { return {std::move(name), "l", {}, {}, nullptr}; }
OutField time_field(std::string name) { return {std::move(name), "tsm:UTC", {}, {}, nullptr}; }
OutField flag_field(std::string name) { return {std::move(name), "b", {}, {}, nullptr}; }
OutField text_field(std::string name) { return {std::move(name), "u", {}, {}, nullptr}; }
OutField words_field(std::string name) { return {std::move(name), "i", {}, {}, std::make_shared<const OutField>(text_field(""))}; }
OutField wkb_field(std::string name, const std::string& crs) {
  std::string quoted;
  for (const char c : crs) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) quoted += c;
  }
  const auto said = crs.empty() || crs == "local" ? std::string("{}") : "{\"crs\": \"" + quoted + "\"}";
  return {std::move(name), "z", {{"ARROW:extension:name", "geoarrow.wkb"}, {"ARROW:extension:metadata", said}}, {}, nullptr};
}
OutField rows_field(std::vector<OutField> columns) { return {"", "+s", {}, std::move(columns), nullptr}; }

}  // namespace bailiwick::c
