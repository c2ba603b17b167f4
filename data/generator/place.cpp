#include "place.h"

#include <algorithm>

namespace generator {
namespace {

int sign(Wide value) { return value > 0 ? 1 : (value < 0 ? -1 : 0); }

bool in_box(const Place& a, const Place& b, const Place& p) {
  return std::min(a.lon, b.lon) <= p.lon && p.lon <= std::max(a.lon, b.lon) && std::min(a.lat, b.lat) <= p.lat &&
         p.lat <= std::max(a.lat, b.lat);
}

/// Both segments leave `shared`: they meet elsewhere only if they leave it in one direction.
bool same_direction(const Place& shared, const Place& b, const Place& d) {
  if (cross(shared, b, d) != 0) return false;
  const Wide dot = static_cast<Wide>(b.lon - shared.lon) * (d.lon - shared.lon) + static_cast<Wide>(b.lat - shared.lat) * (d.lat - shared.lat);
  return dot > 0;
}

bool crosses_upwards(const Place& a, const Place& b, const Place& p) {
  if ((a.lat <= p.lat) == (b.lat <= p.lat)) return false;
  const Wide side = cross(a, b, p);
  return b.lat > a.lat ? side >= 0 : side <= 0;
}

}  // namespace

Wide doubled_area(const Ring& ring) {
  Wide sum = 0;
  for (std::size_t i = 1; i + 1 < ring.size(); ++i) sum += cross(ring[0], ring[i], ring[i + 1]);
  return sum;
}

bool contains(const Polygon& polygon, const Place& place) {
  bool inside = false;
  for (const Ring& ring : polygon)
    for (std::size_t i = 0; i < ring.size(); ++i)
      if (crosses_upwards(ring[i], ring[(i + 1) % ring.size()], place)) inside = !inside;
  return inside;
}

bool contains(const std::vector<Polygon>& polygons, const Place& place) {
  return std::any_of(polygons.begin(), polygons.end(), [&](const Polygon& polygon) { return contains(polygon, place); });
}

bool meet(const Place& a, const Place& b, const Place& c, const Place& d) {
  const bool ac = a == c, ad = a == d, bc = b == c, bd = b == d;
  if ((ac && bd) || (ad && bc)) return true;
  if (ac) return same_direction(a, b, d);
  if (ad) return same_direction(a, b, c);
  if (bc) return same_direction(b, a, d);
  if (bd) return same_direction(b, a, c);
  const int c_side = sign(cross(a, b, c)), d_side = sign(cross(a, b, d)), a_side = sign(cross(c, d, a)), b_side = sign(cross(c, d, b));
  if (c_side * d_side < 0 && a_side * b_side < 0) return true;
  return (c_side == 0 && in_box(a, b, c)) || (d_side == 0 && in_box(a, b, d)) || (a_side == 0 && in_box(c, d, a)) ||
         (b_side == 0 && in_box(c, d, b));
}

Box box_of(const std::vector<Polygon>& polygons) {
  Box box{INT64_MAX, INT64_MAX, INT64_MIN, INT64_MIN};
  for (const Polygon& polygon : polygons)
    for (const Place& place : polygon.front())
      box = {std::min(box.west, place.lon), std::min(box.south, place.lat), std::max(box.east, place.lon), std::max(box.north, place.lat)};
  return box;
}

}  // namespace generator
