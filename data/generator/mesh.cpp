#include "mesh.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <unordered_map>

namespace generator {
namespace {

void append(Ring& ring, const std::vector<Place>& line, bool backward) {
  if (backward)
    ring.insert(ring.end(), line.rbegin(), std::prev(line.rend()));
  else
    ring.insert(ring.end(), line.begin(), std::prev(line.end()));
}

/// Sides of the faces whose opposite is not among them, by the node they leave. Nodes have degree 3, so at most one leaves each.
std::map<std::uint32_t, Side> border_sides(const Mesh& mesh, const std::vector<std::uint32_t>& faces, std::vector<Side>& loops) {
  std::unordered_map<std::uint32_t, int> uses;
  for (const auto face : faces)
    for (const auto& ring : mesh.faces[face].rings)
      for (const Side& side : ring) ++uses[side.arc];
  std::map<std::uint32_t, Side> leaving;
  for (const auto face : faces)
    for (const auto& ring : mesh.faces[face].rings)
      for (const Side& side : ring) {
        if (uses[side.arc] == 2) continue;
        const Arc& arc = mesh.arcs[side.arc];
        if (arc.from == arc.to)
          loops.push_back(side);
        else if (!leaving.emplace(side.backward ? arc.to : arc.from, side).second)
          throw std::logic_error("a border passes a node twice");
      }
  return leaving;
}

std::vector<Ring> joined(const Mesh& mesh, std::map<std::uint32_t, Side> leaving, const std::vector<Side>& loops, const OwnLines& own) {
  const auto line = [&](std::uint32_t arc) -> const std::vector<Place>& {
    const auto found = own.find(arc);
    return found == own.end() ? mesh.arcs[arc].line : found->second;
  };
  std::vector<Ring> rings;
  while (!leaving.empty()) {
    Ring ring;
    auto at = leaving.begin();
    while (at != leaving.end()) {
      const Side side = at->second;
      leaving.erase(at);
      append(ring, line(side.arc), side.backward);
      at = leaving.find(side.backward ? mesh.arcs[side.arc].from : mesh.arcs[side.arc].to);
    }
    rings.push_back(std::move(ring));
  }
  for (const Side& side : loops) {
    Ring ring;
    append(ring, line(side.arc), side.backward);
    rings.push_back(std::move(ring));
  }
  return rings;
}

std::vector<Polygon> polygons(std::vector<Ring> rings) {
  std::vector<Polygon> parts;
  std::vector<Ring> holes;
  for (Ring& ring : rings) {
    if (doubled_area(ring) > 0)
      parts.push_back({std::move(ring)});
    else
      holes.push_back(std::move(ring));
  }
  for (Ring& hole : holes) {
    std::size_t best = parts.size();
    for (std::size_t i = 0; i < parts.size(); ++i)
      if (contains(Polygon{parts[i].front()}, hole.front()) &&
          (best == parts.size() || doubled_area(parts[i].front()) < doubled_area(parts[best].front())))
        best = i;
    if (best == parts.size()) throw std::logic_error("a hole without a shell");
    parts[best].push_back(std::move(hole));
  }
  return parts;
}

struct Segment {
  std::uint32_t arc, at;
};

}  // namespace

Place Ground::at(Spot spot) const {
  const auto snapped = [this](double value) { return static_cast<std::int64_t>(std::llround(value / static_cast<double>(quantum))) * quantum; };
  return {middle.lon + snapped(spot.x * lon_per_m), middle.lat + snapped(spot.y * lat_per_m)};
}

Spot Ground::spot(const Place& place) const {
  return {static_cast<double>(place.lon - middle.lon) / lon_per_m, static_cast<double>(place.lat - middle.lat) / lat_per_m};
}

Ground ground_at(double lon_degrees, double lat_degrees, std::int64_t quantum) {
  constexpr double kRadians = 0.017453292519943295, kA = 6378137, kE2 = 0.00669438002290;  // CGCS2000
  const double sine = std::sin(lat_degrees * kRadians), w = std::sqrt(1 - kE2 * sine * sine);
  const double east = kA / w * std::cos(lat_degrees * kRadians) * kRadians, north = kA * (1 - kE2) / (w * w * w) * kRadians;
  const auto quanta = [](double value) { return static_cast<std::int64_t>(std::llround(value * 1e4)) * (kPerDegree / 10000); };
  return {{quanta(lon_degrees), quanta(lat_degrees)}, kPerDegree / east, kPerDegree / north, quantum};
}

void Mesh::link() {
  beside.assign(arcs.size(), {kNoFace, kNoFace});
  for (std::uint32_t face = 0; face < faces.size(); ++face)
    for (const auto& ring : faces[face].rings)
      for (const Side& side : ring) {
        auto& place = beside[side.arc][side.backward ? 1 : 0];
        if (place != kNoFace) throw std::logic_error("two faces on one side of an arc");
        place = face;
      }
}

std::uint32_t Mesh::across(std::uint32_t face, const Side& side) const {
  const auto& pair = beside[side.arc];
  return pair[0] == face ? pair[1] : pair[0];
}

std::vector<std::uint32_t> Mesh::neighbours(std::uint32_t face) const {
  std::vector<std::uint32_t> found;
  for (const auto& ring : faces[face].rings)
    for (const Side& side : ring)
      if (const auto other = across(face, side); other != kNoFace) found.push_back(other);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

bool Mesh::on_rim(std::uint32_t face) const {
  for (const auto& ring : faces[face].rings)
    for (const Side& side : ring)
      if (across(face, side) == kNoFace) return true;
  return false;
}

std::vector<Polygon> dissolved(const Mesh& mesh, const std::vector<std::uint32_t>& faces, const OwnLines& own) {
  std::vector<Side> loops;
  auto leaving = border_sides(mesh, faces, loops);
  return polygons(joined(mesh, std::move(leaving), loops, own));
}

std::vector<std::array<std::uint32_t, 2>> meeting_arcs(const std::vector<Arc>& arcs) {
  // Segments are sorted into square bins of about their mean extent; only segments that share a bin are compared.
  std::int64_t extent = 1, segments = 0;
  for (const Arc& arc : arcs)
    for (std::size_t i = 0; i + 1 < arc.line.size(); ++i, ++segments)
      extent += std::max(std::abs(arc.line[i + 1].lon - arc.line[i].lon), std::abs(arc.line[i + 1].lat - arc.line[i].lat));
  const std::int64_t bin = std::max<std::int64_t>(1, 2 * extent / std::max<std::int64_t>(1, segments));
  std::vector<std::pair<std::array<std::int64_t, 2>, Segment>> listed;
  for (std::uint32_t a = 0; a < arcs.size(); ++a)
    for (std::uint32_t i = 0; i + 1 < arcs[a].line.size(); ++i) {
      const Place &p = arcs[a].line[i], &q = arcs[a].line[i + 1];
      for (std::int64_t u = std::min(p.lon, q.lon) / bin; u <= std::max(p.lon, q.lon) / bin; ++u)
        for (std::int64_t v = std::min(p.lat, q.lat) / bin; v <= std::max(p.lat, q.lat) / bin; ++v) listed.push_back({{u, v}, {a, i}});
    }
  std::sort(listed.begin(), listed.end(), [](const auto& left, const auto& right) {
    return std::tuple(left.first, left.second.arc, left.second.at) < std::tuple(right.first, right.second.arc, right.second.at);
  });
  std::vector<std::array<std::uint32_t, 2>> found;
  for (std::size_t i = 0; i < listed.size(); ++i)
    for (std::size_t j = i + 1; j < listed.size() && listed[j].first == listed[i].first; ++j) {
      const Segment s = listed[i].second, t = listed[j].second;
      const auto &one = arcs[s.arc].line, &two = arcs[t.arc].line;
      if (meet(one[s.at], one[s.at + 1], two[t.at], two[t.at + 1])) found.push_back({s.arc, t.arc});
    }
  return found;
}

}  // namespace generator
