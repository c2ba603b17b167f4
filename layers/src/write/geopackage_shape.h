/// GeoPackage's binary geometries (OGC 12-128, clause 2.1.3): a header with the system and the box, then well-known binary.
#pragma once

#include <bailiwick/polygons.h>

#include <cstdint>
#include <limits>
#include <string>

namespace bailiwick::layers::write {

struct Box {
  double min_x = std::numeric_limits<double>::infinity(), max_x = -min_x, min_y = min_x, max_y = -min_x;

  [[nodiscard]] bool empty() const { return !(min_x <= max_x); }
  void add(double x, double y);
  void add(const Box& other);
};

/// Replaces `bytes` by the point, which needs no box in its header.
Box point_bytes(std::string& bytes, std::int32_t srs, double x, double y);
/// Replaces `bytes` by the rings as they are: no vertex moves and no ring is turned round. An empty shape has an empty box and no bytes.
Box multipolygon_bytes(std::string& bytes, std::int32_t srs, const PolygonsView& shapes, std::size_t row);

}  // namespace bailiwick::layers::write
