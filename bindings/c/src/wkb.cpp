#include "wkb.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>

namespace bailiwick::c {
namespace {

constexpr std::uint32_t kPoint = 1, kPolygon = 3, kMultiPolygon = 6;
constexpr Fault kShort = "well-known binary that is whole, found it cut short", kOdd = "well-known binary, found other bytes";

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  template <class T>
  bool read(T& value) {
    if (bytes_.size() < sizeof value) return false;
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_.remove_prefix(sizeof value);
    if (swap_) {
      auto* const raw = reinterpret_cast<unsigned char*>(&value);
      for (std::size_t i = 0; i < sizeof value / 2; ++i) std::swap(raw[i], raw[sizeof value - 1 - i]);
    }
    return true;
  }

  /// Byte order, type and how many numbers a vertex has.
  Fault header(std::uint32_t& type) {
    if (bytes_.empty()) return kShort;
    const auto order = static_cast<unsigned char>(bytes_.front());
    if (order > 1) return kOdd;
    bytes_.remove_prefix(1);
    swap_ = (order == 0) != (std::endian::native == std::endian::big);
    std::uint32_t code = 0, srid = 0;
    if (!read(code)) return kShort;
    if ((code & 0x20000000U) != 0 && !read(srid)) return kShort;
    numbers_ = 2 + ((code & 0x80000000U) != 0) + ((code & 0x40000000U) != 0);
    code &= 0x0fffffffU;
    const auto iso = code / 1000;
    if (iso > 3) return kOdd;
    if (iso != 0) numbers_ = iso == 3 ? 4 : 3;
    type = code % 1000;
    return nullptr;
  }

  bool vertex(double& x, double& y) {
    double further = 0;
    if (!read(x) || !read(y)) return false;
    for (int k = 2; k < numbers_; ++k) {
      if (!read(further)) return false;
    }
    return true;
  }
  /// A count of things of which each takes at least `each` bytes.
  bool count(std::uint32_t& n, std::size_t each) { return read(n) && n <= bytes_.size() / each; }
  [[nodiscard]] std::size_t vertex_bytes() const { return static_cast<std::size_t>(numbers_) * sizeof(double); }

 private:
  std::string_view bytes_;
  bool swap_ = false;
  int numbers_ = 2;
};

Fault append_part(Reader& in, Polygons& shapes) {
  std::uint32_t rings = 0, vertices = 0;
  if (!in.count(rings, sizeof(std::uint32_t))) return kShort;
  bool shell = false;  // without one its holes are in nothing
  for (std::uint32_t r = 0; r < rings; ++r) {
    if (!in.count(vertices, in.vertex_bytes())) return kShort;
    const auto begin = shapes.x.size();
    for (std::uint32_t v = 0; v < vertices; ++v) {
      double x = 0, y = 0;
      if (!in.vertex(x, y)) return kShort;
      if (r == 0 || shell) shapes.add_vertex(x, y);
    }
    if (r == 0) shell = end_ring(shapes, begin);
    else if (shell) (void)end_ring(shapes, begin);
  }
  if (shell) shapes.end_part();
  return nullptr;
}

template <class T>
void put(std::string& wkb, T value) {
  static_assert(std::endian::native == std::endian::little);
  wkb.append(reinterpret_cast<const char*>(&value), sizeof value);
}

}  // namespace

bool end_ring(Polygons& shapes, std::size_t begin) {
  const auto count = shapes.x.size() - begin;
  const bool closed = count >= 2 && shapes.x[begin] == shapes.x.back() && shapes.y[begin] == shapes.y.back();
  if (count + (closed ? 0 : 1) < 4) {
    shapes.x.resize(begin);
    shapes.y.resize(begin);
    return false;
  }
  if (!closed) shapes.add_vertex(double{shapes.x[begin]}, double{shapes.y[begin]});
  shapes.end_ring();
  return true;
}

Fault read_point(std::string_view wkb, double& x, double& y) {
  Reader in(wkb);
  std::uint32_t type = 0;
  if (const Fault fault = in.header(type)) return fault;
  if (type != kPoint) return "a point, found another kind of geometry";
  return in.vertex(x, y) ? nullptr : kShort;
}

Fault append_shape(std::string_view wkb, Polygons& shapes) {
  Reader in(wkb);
  std::uint32_t type = 0, parts = 1;
  if (const Fault fault = in.header(type)) return fault;
  if (type != kPolygon && type != kMultiPolygon) return "a polygon or multipolygon, found another kind of geometry";
  if (type == kMultiPolygon && !in.count(parts, 9)) return kShort;
  const auto before = shapes.part_offsets.size();
  for (std::uint32_t p = 0; p < parts; ++p) {
    if (type == kMultiPolygon) {
      std::uint32_t inner = 0;
      if (const Fault fault = in.header(inner)) return fault;
      if (inner != kPolygon) return kOdd;
    }
    if (const Fault fault = append_part(in, shapes)) return fault;
  }
  if (shapes.part_offsets.size() == before) return "a polygon, found one without an inside";
  shapes.end_shape();
  return nullptr;
}

void write_multipolygon(const PolygonsView& shapes, std::size_t shape, std::string& wkb) {
  const auto head = [&](std::uint32_t type, std::uint32_t count) {
    wkb += '\1';
    put(wkb, type);
    put(wkb, count);
  };
  head(kMultiPolygon, shapes.shape_offsets[shape + 1] - shapes.shape_offsets[shape]);
  for (auto p = shapes.shape_offsets[shape]; p < shapes.shape_offsets[shape + 1]; ++p) {
    head(kPolygon, shapes.part_offsets[p + 1] - shapes.part_offsets[p]);
    for (auto r = shapes.part_offsets[p]; r < shapes.part_offsets[p + 1]; ++r) {
      put(wkb, shapes.ring_offsets[r + 1] - shapes.ring_offsets[r]);
      for (auto v = shapes.ring_offsets[r]; v < shapes.ring_offsets[r + 1]; ++v) {
        put(wkb, shapes.x[v]);
        put(wkb, shapes.y[v]);
      }
    }
  }
}

}  // namespace bailiwick::c
