/// Places on an integer grid of 1e-9 degree (0.1 mm): what is printed is what was decided, bit for bit.
#pragma once

#include <cstdint>
#include <vector>

namespace generator {

inline constexpr std::int64_t kPerDegree = 1'000'000'000;
__extension__ using Wide = __int128;

struct Place {
  std::int64_t lon = 0, lat = 0;
  friend bool operator==(const Place&, const Place&) = default;
  friend auto operator<=>(const Place&, const Place&) = default;
};

using Ring = std::vector<Place>;  ///< the last place joins the first; neither is repeated
/// A polygon: the first ring is the shell, anticlockwise; the others are holes, clockwise.
using Polygon = std::vector<Ring>;

/// > 0: c lies left of a -> b. Exact.
inline Wide cross(const Place& a, const Place& b, const Place& c) {
  return static_cast<Wide>(b.lon - a.lon) * (c.lat - a.lat) - static_cast<Wide>(b.lat - a.lat) * (c.lon - a.lon);
}

/// Twice the signed area in square quanta; > 0: anticlockwise. Exact.
Wide doubled_area(const Ring& ring);
/// Even-odd over all rings, exact; a place on a border is counted half-open, towards north and east.
bool contains(const Polygon& polygon, const Place& place);
bool contains(const std::vector<Polygon>& polygons, const Place& place);
/// Whether the segments a-b and c-d meet anywhere but in a shared end. Segments that run back over each other meet.
bool meet(const Place& a, const Place& b, const Place& c, const Place& d);

struct Box {
  std::int64_t west, south, east, north;
};
Box box_of(const std::vector<Polygon>& polygons);

}  // namespace generator
