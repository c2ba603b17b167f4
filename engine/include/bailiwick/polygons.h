/// Polygons as flat columns, in the layout of GeoArrow's multipolygon.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace bailiwick {

/// Borrowed polygons. Shape s owns the parts [shape_offsets[s], shape_offsets[s + 1]), part p the rings
/// [part_offsets[p], part_offsets[p + 1]), ring r the vertices [ring_offsets[r], ring_offsets[r + 1]).
/// Every offset span is one longer than what it counts and begins with 0.
///
/// Rings are closed: the last vertex repeats the first. The inside of a shape is the even-odd rule over ALL its rings;
/// parts and the order and direction of rings matter for drawing only. A ring of fewer than four vertices has no inside.
struct PolygonsView {
  std::span<const double> x, y;
  std::span<const std::uint32_t> ring_offsets;
  std::span<const std::uint32_t> part_offsets;
  std::span<const std::uint32_t> shape_offsets;

  [[nodiscard]] std::size_t size() const { return shape_offsets.empty() ? 0 : shape_offsets.size() - 1; }

  struct Range {
    std::uint32_t begin, end;
  };
  /// The rings of a shape, over all its parts: they are contiguous.
  [[nodiscard]] Range rings_of(std::size_t shape) const {
    return {part_offsets[shape_offsets[shape]], part_offsets[shape_offsets[shape + 1]]};
  }
  /// The vertices of a ring, closing vertex included.
  [[nodiscard]] Range vertices_of(std::size_t ring) const { return {ring_offsets[ring], ring_offsets[ring + 1]}; }
  /// The vertices of a shape, over all its rings: they are contiguous.
  [[nodiscard]] Range vertices_of_shape(std::size_t shape) const {
    const auto rings = rings_of(shape);
    return {ring_offsets[rings.begin], ring_offsets[rings.end]};
  }
};

/// Owned polygons, built front to back: add_vertex() ..., end_ring(), ... end_part(), ... end_shape().
struct Polygons {
  std::vector<double> x, y;
  std::vector<std::uint32_t> ring_offsets{0};
  std::vector<std::uint32_t> part_offsets{0};
  std::vector<std::uint32_t> shape_offsets{0};

  [[nodiscard]] PolygonsView view() const { return {x, y, ring_offsets, part_offsets, shape_offsets}; }
  [[nodiscard]] std::size_t size() const { return shape_offsets.size() - 1; }

  void add_vertex(double vx, double vy) {
    x.push_back(vx);
    y.push_back(vy);
  }
  void end_ring() { ring_offsets.push_back(static_cast<std::uint32_t>(x.size())); }
  void end_part() { part_offsets.push_back(static_cast<std::uint32_t>(ring_offsets.size() - 1)); }
  void end_shape() { shape_offsets.push_back(static_cast<std::uint32_t>(part_offsets.size() - 1)); }

  /// Appends shape `shape` of `from` as the next shape.
  void append(const PolygonsView& from, std::size_t shape);
};

}  // namespace bailiwick
