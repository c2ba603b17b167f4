/// Arrow streams of others, checked before anything of them is followed.
#pragma once

#include "guard.h"

#include <bailiwick/polygons.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bailiwick::c {

/// A column's type, copied out of an ArrowSchema.
struct Field {
  std::string name, format;
  std::map<std::string, std::string> metadata;
  std::vector<Field> children;
  std::unique_ptr<Field> dictionary;

  [[nodiscard]] std::string extension() const;  ///< "geoarrow.wkb", ...; empty: none
  [[nodiscard]] std::string said() const;       ///< the type for messages: "f", "dictionary of u", "geoarrow.wkb"
};

/// Entries [offset, offset + length) of an array and their type.
struct View {
  const Field* field = nullptr;
  const ArrowArray* array = nullptr;
  std::int64_t offset = 0, length = 0;
  std::string place;  ///< "zones of level block, column 'id'"

  [[nodiscard]] bool valid(std::int64_t i) const;  ///< entry i is not null
  [[nodiscard]] bool has_nulls() const;
  /// Entries [from, from + count) of child `number`, counted in the child's own slots: of a struct those of the same rows.
  [[nodiscard]] View child(std::size_t number, std::int64_t from, std::int64_t count) const;
  [[noreturn]] void refuse(const std::string& expected, std::int64_t row = -1) const;
};

/// One batch, released with it.
class Batch {
 public:
  Batch(ArrowArray array, const Field& schema, std::string place);
  ~Batch();
  Batch(Batch&& other) noexcept;
  Batch& operator=(Batch&&) = delete;

  [[nodiscard]] std::int64_t length() const { return array_.length; }
  [[nodiscard]] View column(std::size_t number) const;

 private:
  ArrowArray array_{};
  const Field* schema_;
  std::string place_;
};

/// A stream that was handed in: moved here and released here.
class Stream {
 public:
  /// `place` names it in messages: "reports". Throws Error(invalid_argument) where it is no stream of record batches.
  Stream(ArrowArrayStream* from, std::string place);
  ~Stream();
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  [[nodiscard]] const Field& schema() const { return schema_; }
  [[nodiscard]] const std::string& place() const { return place_; }
  [[nodiscard]] std::optional<Batch> next();
  /// The column of this name where one is given, else the first of the defaults that is there; throws Error(missing_column) for a name that is not there.
  [[nodiscard]] std::optional<std::size_t> find(const char* name, std::initializer_list<std::string_view> defaults) const;

 private:
  ArrowArrayStream stream_{};
  std::string place_;
  Field schema_;
};

/// Moves a stream out of the hands of the caller when a function that takes it fails before it is read.
class Taken {
 public:
  explicit Taken(ArrowArrayStream* stream) : stream_(stream) {}
  ~Taken() {
    if (stream_ != nullptr && stream_->release != nullptr) stream_->release(stream_);
  }
  Taken(const Taken&) = delete;
  Taken& operator=(const Taken&) = delete;

 private:
  ArrowArrayStream* stream_;
};

/// Where each entry of a dictionary column points, -1 where null; checked.
[[nodiscard]] std::vector<std::int64_t> dictionary_index(const View& view);

/// Numbers as doubles: read in place where they are, NaN where null.
struct Numbers {
  std::span<const double> values;
  std::vector<double> own;
};
[[nodiscard]] Numbers numbers_of(const View& view);

/// Text as it is, whole numbers as their digits. Dictionaries are looked up.
[[nodiscard]] std::vector<std::optional<std::string>> texts_of(const View& view);

/// Milliseconds since 1970-01-01 UTC of timestamps (those without a zone as they stand), dates or whole numbers of milliseconds; kNoTime where null.
[[nodiscard]] std::vector<std::int64_t> times_of(const View& view);

/// Points, NaN where null.
struct Points {
  Numbers x, y;
};
[[nodiscard]] Points points_of(const View& view);

/// Appends one shape per entry. A null or an empty geometry is refused by row; `first_row` counts those before.
void append_polygons(const View& view, std::int64_t first_row, Polygons& shapes);

/// The column that says that it is a geometry, else the first of these names.
[[nodiscard]] std::optional<std::size_t> geometry_of(const Stream& stream, const char* name);
/// What a geometry column says of its system: "EPSG:4490", "OGC:CRS84", ...; empty: nothing that can be named.
[[nodiscard]] std::string crs_of(const Field& geometry);

}  // namespace bailiwick::c
