#include "write/geopackage_shape.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstring>

namespace bailiwick::layers::write {
namespace {

constexpr char kLittle = 1;                              // byte order of the header's flags and of well-known binary alike
constexpr char kFlagBox = 1 << 1;                        // minx, maxx, miny, maxy follow the header
constexpr std::uint32_t kPoint = 1, kPolygon = 3, kMultiPolygon = 6;

template <class Value>
void append(std::string& out, Value value) {
  static_assert(std::endian::native == std::endian::little);
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  out.append(bytes, sizeof value);
}

void begin(std::string& out, std::int32_t srs, char flags) {
  out.assign("GP");
  out += '\0';  // version 1
  out += static_cast<char>(flags | kLittle);
  append(out, srs);
}

void append_head(std::string& out, std::uint32_t type) {
  out += kLittle;
  append(out, type);
}

void append_ring(std::string& out, const PolygonsView& shapes, std::size_t ring) {
  const auto [first, last] = shapes.vertices_of(ring);
  append(out, static_cast<std::uint32_t>(last - first));
  for (auto v = first; v < last; ++v) {
    append(out, shapes.x[v]);
    append(out, shapes.y[v]);
  }
}

}  // namespace

void Box::add(double x, double y) {
  min_x = std::min(min_x, x);
  max_x = std::max(max_x, x);
  min_y = std::min(min_y, y);
  max_y = std::max(max_y, y);
}

void Box::add(const Box& other) {
  if (other.empty()) return;
  add(other.min_x, other.min_y);
  add(other.max_x, other.max_y);
}

Box point_bytes(std::string& bytes, std::int32_t srs, double x, double y) {
  begin(bytes, srs, 0);
  append_head(bytes, kPoint);
  append(bytes, x);
  append(bytes, y);
  return {x, x, y, y};
}

Box multipolygon_bytes(std::string& bytes, std::int32_t srs, const PolygonsView& shapes, std::size_t row) {
  bytes.clear();
  Box box;
  const auto [first, last] = shapes.vertices_of_shape(row);
  for (auto v = first; v < last; ++v) box.add(shapes.x[v], shapes.y[v]);
  if (box.empty()) return box;
  begin(bytes, srs, kFlagBox);
  for (const double side : {box.min_x, box.max_x, box.min_y, box.max_y}) append(bytes, side);
  append_head(bytes, kMultiPolygon);
  append(bytes, static_cast<std::uint32_t>(shapes.shape_offsets[row + 1] - shapes.shape_offsets[row]));
  for (auto part = shapes.shape_offsets[row]; part < shapes.shape_offsets[row + 1]; ++part) {
    append_head(bytes, kPolygon);
    append(bytes, static_cast<std::uint32_t>(shapes.part_offsets[part + 1] - shapes.part_offsets[part]));
    for (auto ring = shapes.part_offsets[part]; ring < shapes.part_offsets[part + 1]; ++ring) append_ring(bytes, shapes, ring);
  }
  return box;
}

}  // namespace bailiwick::layers::write
