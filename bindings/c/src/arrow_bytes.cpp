#include "arrow_bytes.h"

#include <cmath>

namespace bailiwick::c {
namespace {

/// RFC 3629: no stray bytes, nothing overlong, no surrogates.
bool is_utf8(std::string_view text) {
  const auto* at = reinterpret_cast<const unsigned char*>(text.data());
  const auto* const end = at + text.size();
  while (at < end) {
    const unsigned lead = *at++;
    if (lead < 0x80) continue;
    const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4 || end - at < more) return false;
    if ((lead == 0xe0 && *at < 0xa0) || (lead == 0xed && *at > 0x9f) || (lead == 0xf0 && *at < 0x90) || (lead == 0xf4 && *at > 0x8f)) return false;
    for (int k = 0; k < more; ++k, ++at) {
      if ((*at & 0xc0U) != 0x80U) return false;
    }
  }
  return true;
}

template <class T>
std::string digits_at(const View& view, std::int64_t i) {
  return std::to_string(static_cast<const T*>(view.array->buffers[1])[view.offset + i]);
}

/// Whole numbers as text.
std::string digits(const View& view, std::int64_t i) {
  switch (view.field->format[0]) {
    case 'c': return digits_at<std::int8_t>(view, i);
    case 'C': return digits_at<std::uint8_t>(view, i);
    case 's': return digits_at<std::int16_t>(view, i);
    case 'S': return digits_at<std::uint16_t>(view, i);
    case 'i': return digits_at<std::int32_t>(view, i);
    case 'I': return digits_at<std::uint32_t>(view, i);
    case 'l': return digits_at<std::int64_t>(view, i);
    default: return digits_at<std::uint64_t>(view, i);
  }
}

bool is_whole(const std::string& format) { return format.size() == 1 && std::string_view("cCsSiIlL").find(format[0]) != std::string_view::npos; }

}  // namespace

BytesColumn::BytesColumn(const View& view) : view_(view), kind_(view.field->format[0] == 'v' ? 'v' : view.field->format == "U" || view.field->format == "Z" ? '8' : '4') {}

bool BytesColumn::fits(const Field& field) {
  const auto& f = field.format;
  return !field.dictionary && (f == "u" || f == "U" || f == "vu" || f == "z" || f == "Z" || f == "vz");
}

template <class Offset>
std::string_view BytesColumn::between(std::int64_t i) const {
  const auto* const offsets = static_cast<const Offset*>(view_.array->buffers[1]) + view_.offset + i;
  if (offsets[0] < 0 || offsets[1] < offsets[0]) view_.refuse("offsets that rise, found others", i);
  const auto length = static_cast<std::size_t>(offsets[1] - offsets[0]);
  if (length == 0) return {};
  if (view_.array->buffers[2] == nullptr) view_.refuse("a buffer of bytes, found none", i);
  return {static_cast<const char*>(view_.array->buffers[2]) + offsets[0], length};
}

/// Sixteen bytes: length, then the text itself up to 12 bytes, else its first four, the number of a buffer and a place in it.
std::string_view BytesColumn::viewed(std::int64_t i) const {
  const auto& a = *view_.array;
  if (a.buffers[1] == nullptr) view_.refuse("a buffer of views, found none", i);
  const char* const entry = static_cast<const char*>(a.buffers[1]) + (view_.offset + i) * 16;
  std::int32_t length = 0, buffer = 0, begin = 0;
  std::memcpy(&length, entry, 4);
  if (length < 0) view_.refuse("lengths of 0 or more, found " + std::to_string(length), i);
  if (length <= 12) return {entry + 4, static_cast<std::size_t>(length)};
  std::memcpy(&buffer, entry + 8, 4);
  std::memcpy(&begin, entry + 12, 4);
  const auto buffers = a.n_buffers - 3;  // validity, views, those of data, and their sizes last
  const auto* const sizes = static_cast<const std::int64_t*>(a.buffers[a.n_buffers - 1]);
  const bool sound = buffer >= 0 && buffer < buffers && begin >= 0 && sizes != nullptr && std::int64_t{begin} + length <= sizes[buffer] && a.buffers[2 + buffer] != nullptr;
  if (!sound) view_.refuse("views into its buffers, found one beyond them", i);
  return {static_cast<const char*>(a.buffers[2 + buffer]) + begin, static_cast<std::size_t>(length)};
}

std::string_view BytesColumn::at(std::int64_t i) const {
  if (kind_ == 'v') return viewed(i);
  return kind_ == '8' ? between<std::int64_t>(i) : between<std::int32_t>(i);
}

std::vector<std::optional<std::string>> texts_of(const View& view) {
  std::vector<std::optional<std::string>> texts(static_cast<std::size_t>(view.length));
  const auto& format = view.field->format;
  if (view.field->dictionary) {
    const auto& dictionary = needed(view.array->dictionary, "dictionary");
    View values{view.field->dictionary.get(), &dictionary, dictionary.offset, dictionary.length, view.place};
    const auto words = texts_of(values);
    const auto index = dictionary_index(view);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (index[i] >= 0) texts[i] = words[static_cast<std::size_t>(index[i])];
    }
    return texts;
  }
  const bool text = format == "u" || format == "U" || format == "vu";
  if (!text && !is_whole(format) && format != "n") view.refuse("text or whole numbers, found type '" + view.field->said() + "'");
  const BytesColumn bytes(view);
  for (std::int64_t i = 0; i < view.length; ++i) {
    if (!view.valid(i)) continue;
    auto& to = texts[static_cast<std::size_t>(i)];
    to = text ? std::string(bytes.at(i)) : digits(view, i);
    if (text && !is_utf8(*to)) view.refuse("text in UTF-8, found other bytes", i);
  }
  return texts;
}

}  // namespace bailiwick::c
