#include "arrow_in.h"

#include <cerrno>
#include <limits>

namespace bailiwick::c {
namespace {

constexpr int kDeepest = 16;
constexpr std::int64_t kMostChildren = 10'000;

std::uint32_t read_length(const char*& at) {
  std::int32_t length = 0;
  std::memcpy(&length, at, sizeof length);
  at += sizeof length;
  if (length < 0) refuse("schema: expected lengths of metadata of 0 or more, found " + std::to_string(length));
  return static_cast<std::uint32_t>(length);
}

std::map<std::string, std::string> metadata_of(const char* at) {
  std::map<std::string, std::string> out;
  if (at == nullptr) return out;
  for (auto pairs = read_length(at); pairs-- > 0;) {
    const auto key_length = read_length(at);
    std::string key(at, key_length);
    at += key_length;
    const auto length = read_length(at);
    out.insert_or_assign(std::move(key), std::string(at, length));
    at += length;
  }
  return out;
}

Field field_of(const ArrowSchema& schema, int depth) {
  if (depth > kDeepest || schema.format == nullptr || schema.release == nullptr || schema.n_children < 0 || schema.n_children > kMostChildren ||
      (schema.n_children > 0 && schema.children == nullptr)) {
    refuse("schema: expected types nested 16 deep at most with all their children, found another");
  }
  Field field{or_empty(schema.name), schema.format, metadata_of(schema.metadata), {}, nullptr};
  for (std::int64_t i = 0; i < schema.n_children; ++i) field.children.push_back(field_of(needed(schema.children[i], "schema"), depth + 1));
  if (schema.dictionary != nullptr) field.dictionary = std::make_unique<Field>(field_of(*schema.dictionary, depth + 1));
  return field;
}

/// How many buffers a type has; -1: any.
std::int64_t buffers_of(const std::string& format) {
  if (format == "n") return 0;
  if (format == "vu" || format == "vz") return -1;
  if (format == "u" || format == "U" || format == "z" || format == "Z") return 3;
  if (format == "+s" || format.starts_with("+w:")) return 1;
  if (format.starts_with("+")) return format == "+l" || format == "+L" ? 2 : -1;
  return 2;
}

/// Entries that may be null have all that their type needs before any of it is followed.
void check(const View& view) {
  const auto& a = *view.array;
  const auto& format = view.field->format;
  const auto expected = buffers_of(format);
  bool sound = a.release != nullptr && a.length >= 0 && a.offset >= 0 && a.length <= std::numeric_limits<std::int64_t>::max() - a.offset;
  sound = sound && view.offset >= 0 && view.length >= 0 && view.offset + view.length <= a.offset + a.length;
  sound = sound && a.n_buffers >= 0 && (expected < 0 ? a.n_buffers >= (format.starts_with("v") ? 3 : 0) : a.n_buffers == expected);
  sound = sound && (a.n_buffers == 0 || a.buffers != nullptr) && a.n_children == static_cast<std::int64_t>(view.field->children.size());
  sound = sound && (a.n_children == 0 || a.children != nullptr) && (view.field->dictionary == nullptr) == (a.dictionary == nullptr);
  if (sound && a.null_count > 0 && a.n_buffers > 0 && a.buffers[0] == nullptr) sound = false;
  if (!sound) view.refuse("an array that fits its type '" + view.field->said() + "', found lengths, buffers or children that do not");
  const bool holds = format != "n" && !format.starts_with("+s") && !format.starts_with("+w") && !format.starts_with("v");
  if (holds && view.length > 0 && a.buffers[1] == nullptr) view.refuse("a buffer of values, found none");
}

}  // namespace

std::string Field::extension() const {
  const auto found = metadata.find("ARROW:extension:name");
  return found == metadata.end() ? std::string() : found->second;
}

std::string Field::said() const {
  if (const auto name = extension(); !name.empty()) return name;
  return dictionary ? "dictionary of " + dictionary->said() : format;
}

bool View::valid(std::int64_t i) const {
  if (field->format == "n") return false;
  if (array->n_buffers == 0 || array->buffers[0] == nullptr || array->null_count == 0) return true;
  const auto bit = offset + i;
  return (static_cast<const std::uint8_t*>(array->buffers[0])[bit / 8] >> (bit % 8) & 1U) != 0;
}

bool View::has_nulls() const {
  if (field->format == "n") return length > 0;
  return array->n_buffers > 0 && array->buffers[0] != nullptr && array->null_count != 0;
}

View View::child(std::size_t number, std::int64_t from, std::int64_t count) const {
  const auto& of = needed(array->children[number], "array");
  View view{&field->children[number], &of, of.offset + from, count, place};
  check(view);
  return view;
}

void View::refuse(const std::string& expected, std::int64_t row) const {
  throw Error(ErrorCode::invalid_argument, place + (row >= 0 ? ", row " + std::to_string(row) : std::string()) + ": expected " + expected, {}, row, field->name);
}

Batch::Batch(ArrowArray array, const Field& schema, std::string place) : array_(array), schema_(&schema), place_(std::move(place)) {}
Batch::Batch(Batch&& other) noexcept : array_(other.array_), schema_(other.schema_), place_(std::move(other.place_)) { other.array_.release = nullptr; }
Batch::~Batch() {
  if (array_.release != nullptr) array_.release(&array_);
}

View Batch::column(std::size_t number) const {
  const View whole{schema_, &array_, array_.offset, array_.length, place_};
  check(whole);
  auto view = whole.child(number, array_.offset, array_.length);
  view.place = place_ + ", column '" + view.field->name + "'";
  return view;
}

Stream::Stream(ArrowArrayStream* from, std::string place) : place_(std::move(place)) {
  if (from == nullptr) refuse(place_ + ": expected an Arrow stream, found NULL");
  if (from->release == nullptr || from->get_schema == nullptr || from->get_next == nullptr) refuse(place_ + ": expected an Arrow stream in use, found one that was released");
  stream_ = *from;
  from->release = nullptr;
  ArrowSchema schema{};
  try {
    if (const int code = stream_.get_schema(&stream_, &schema); code != 0 || schema.release == nullptr) {
      const char* const why = stream_.get_last_error != nullptr ? stream_.get_last_error(&stream_) : nullptr;
      refuse(place_ + ": expected a stream with a schema, found an error: " + (why != nullptr ? std::string(why) : "number " + std::to_string(code)));
    }
    schema_ = field_of(schema, 0);
  } catch (...) {
    if (schema.release != nullptr) schema.release(&schema);
    stream_.release(&stream_);
    throw;
  }
  schema.release(&schema);
  if (schema_.format == "+s") return;
  stream_.release(&stream_);
  refuse(place_ + ": expected a stream of record batches, found one of type '" + schema_.said() + "'");
}

Stream::~Stream() {
  if (stream_.release != nullptr) stream_.release(&stream_);
}

std::optional<Batch> Stream::next() {
  ArrowArray array{};
  if (const int code = stream_.get_next(&stream_, &array); code != 0) {
    const char* const why = stream_.get_last_error != nullptr ? stream_.get_last_error(&stream_) : nullptr;
    const auto said = place_ + ": expected another batch, found an error: " + (why != nullptr ? std::string(why) : "number " + std::to_string(code));
    throw Error(code == ECANCELED || code == EINTR ? ErrorCode::cancelled : code == ENOMEM ? ErrorCode::out_of_memory : ErrorCode::unreadable_file, said, place_);
  }
  if (array.release == nullptr) return std::nullopt;
  Batch batch(array, schema_, place_);
  const View whole{&schema_, &array, array.offset, array.length, place_};
  check(whole);
  if (array.n_buffers > 0 && array.buffers[0] != nullptr && array.null_count != 0) {
    for (std::int64_t i = 0; i < array.length; ++i) {
      if (!whole.valid(i)) whole.refuse("rows, found one that is null as a whole", i);
    }
  }
  return batch;
}

std::optional<std::size_t> Stream::find(const char* name, std::initializer_list<std::string_view> defaults) const {
  const auto at = [&](std::string_view wanted) -> std::optional<std::size_t> {
    for (std::size_t i = 0; i < schema_.children.size(); ++i) {
      if (schema_.children[i].name == wanted) return i;
    }
    return std::nullopt;
  };
  if (name != nullptr) {
    if (const auto found = at(name)) return found;
    std::string there;
    for (const auto& child : schema_.children) there += (there.empty() ? "" : ", ") + child.name;
    throw Error(ErrorCode::missing_column, place_ + ": expected a column '" + name + "', found " + there, place_, -1, name);
  }
  for (const auto wanted : defaults) {
    if (const auto found = at(wanted)) return found;
  }
  return std::nullopt;
}

namespace {

template <class T>
void widen(const View& view, std::vector<double>& out) {
  if (view.length == 0) return;  // may have no address
  const auto* const values = static_cast<const T*>(view.array->buffers[1]) + view.offset;
  for (std::int64_t i = 0; i < view.length; ++i) out.push_back(static_cast<double>(values[i]));
}

/// The numbers of a type of fixed width, nulls not yet looked at; false: the type is no number.
bool widened(const View& view, std::vector<double>& out) {
  const auto& f = view.field->format;
  if (f.size() != 1) return false;
  out.reserve(static_cast<std::size_t>(view.length));
  switch (f[0]) {
    case 'c': widen<std::int8_t>(view, out); return true;
    case 'C': widen<std::uint8_t>(view, out); return true;
    case 's': widen<std::int16_t>(view, out); return true;
    case 'S': widen<std::uint16_t>(view, out); return true;
    case 'i': widen<std::int32_t>(view, out); return true;
    case 'I': widen<std::uint32_t>(view, out); return true;
    case 'l': widen<std::int64_t>(view, out); return true;
    case 'L': widen<std::uint64_t>(view, out); return true;
    case 'f': widen<float>(view, out); return true;
    case 'g': widen<double>(view, out); return true;
    default: return false;
  }
}

}  // namespace

std::vector<std::int64_t> dictionary_index(const View& view) {
  const auto& format = view.field->format;
  if (format.size() != 1 || std::string_view("cCsSiIlL").find(format[0]) == std::string_view::npos) {
    view.refuse("a dictionary with whole numbers as indices, found '" + format + "'");
  }
  const auto& dictionary = needed(view.array->dictionary, "dictionary");
  check({view.field->dictionary.get(), &dictionary, dictionary.offset, dictionary.length, view.place});
  std::vector<double> wide;
  (void)widened(view, wide);
  std::vector<std::int64_t> index(wide.size(), -1);
  for (std::int64_t i = 0; i < view.length; ++i) {
    if (!view.valid(i)) continue;
    const double at = wide[static_cast<std::size_t>(i)];
    if (!(at >= 0 && at < static_cast<double>(dictionary.length))) view.refuse("indices into its dictionary, found one beyond it", i);
    index[static_cast<std::size_t>(i)] = static_cast<std::int64_t>(at);
  }
  return index;
}

Numbers numbers_of(const View& view) {
  Numbers numbers;
  if (view.field->dictionary) {
    const auto index = dictionary_index(view);
    const auto& dictionary = *view.array->dictionary;
    const auto values = numbers_of({view.field->dictionary.get(), &dictionary, dictionary.offset, dictionary.length, view.place});
    for (const auto at : index) numbers.own.push_back(at < 0 ? std::numeric_limits<double>::quiet_NaN() : values.values[static_cast<std::size_t>(at)]);
    numbers.values = numbers.own;
    return numbers;
  }
  if (view.field->format == "g" && !view.has_nulls()) {
    if (view.length > 0) numbers.values = {static_cast<const double*>(view.array->buffers[1]) + view.offset, static_cast<std::size_t>(view.length)};
    return numbers;
  }
  if (view.field->format == "n") numbers.own.assign(static_cast<std::size_t>(view.length), std::numeric_limits<double>::quiet_NaN());
  else if (!widened(view, numbers.own)) view.refuse("numbers, found type '" + view.field->said() + "'");
  if (view.has_nulls()) {
    for (std::int64_t i = 0; i < view.length; ++i) {
      if (!view.valid(i)) numbers.own[static_cast<std::size_t>(i)] = std::numeric_limits<double>::quiet_NaN();
    }
  }
  numbers.values = numbers.own;
  return numbers;
}

}  // namespace bailiwick::c
