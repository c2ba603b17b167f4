#include "hotspots/outline.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

namespace bailiwick::hotspots_room {
namespace {

/// A corner of cells, in columns and rows of the lattice.
struct Corner {
  std::uint32_t column, row;
  auto operator<=>(const Corner&) const = default;
};

enum Direction : unsigned { kEast, kNorth, kWest, kSouth };

Corner stepped(Corner at, unsigned direction) {
  switch (direction) {
    case kEast: return {at.column + 1, at.row};
    case kNorth: return {at.column, at.row + 1};
    case kWest: return {at.column - 1, at.row};
    default: return {at.column, at.row - 1};
  }
}

/// The sides of the cells that no other cell shares, each with the cells on its left: where they start, which way they lead.
class Sides {
 public:
  Sides(const Lattice& lattice, std::span<const std::uint32_t> cells) {
    const auto has = [&](std::int64_t column, std::int64_t row) {
      if (column < 0 || row < 0 || column >= lattice.columns || row >= lattice.rows) return false;
      return std::binary_search(cells.begin(), cells.end(), static_cast<std::uint32_t>(row * lattice.columns + column));
    };
    for (const auto cell : cells) {
      const std::uint32_t c = cell % lattice.columns, r = cell / lattice.columns;
      if (!has(c, std::int64_t{r} - 1)) add({c, r}, kEast);
      if (!has(std::int64_t{c} + 1, r)) add({c + 1, r}, kNorth);
      if (!has(c, std::int64_t{r} + 1)) add({c + 1, r + 1}, kWest);
      if (!has(std::int64_t{c} - 1, r)) add({c, r + 1}, kSouth);
    }
  }

  /// Takes the ring through the first side that is left; false when none is.
  bool take_ring(std::vector<Corner>& corners) {
    corners.clear();
    if (leaving_.empty()) return false;
    const Corner start = leaving_.begin()->first;
    unsigned direction = take(start, kNowhere);
    Corner at = stepped(start, direction);
    corners.push_back(start);
    while (at != start) {
      const unsigned next = take(at, direction);
      if (next != direction) corners.push_back(at);
      direction = next;
      at = stepped(at, direction);
    }
    return true;
  }

 private:
  static constexpr unsigned kNowhere = 4;

  void add(Corner from, unsigned direction) { leaving_[from] |= 1U << direction; }

  /// Takes the side that goes on from `at`. Where two cells touch in that corner, the right turn keeps the two rings apart: an edge-joined
  /// area encloses the empty cell on one of the two sides.
  unsigned take(Corner at, unsigned came_by) {
    const auto entry = leaving_.find(at);
    unsigned chosen = kEast;
    const std::array<unsigned, 4> turns{came_by + 3, came_by, came_by + 1, came_by + 2};  // right, straight, left; the start has one anyway
    for (const unsigned turn : turns) {
      chosen = turn % 4;
      if ((entry->second & (1U << chosen)) != 0) break;
    }
    entry->second &= ~(1U << chosen);
    if (entry->second == 0) leaving_.erase(entry);
    return chosen;
  }

  std::map<Corner, unsigned> leaving_;
};

double doubled_area(const std::vector<Corner>& ring) {
  double sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Corner a = ring[i], b = ring[(i + 1) % ring.size()];
    sum += static_cast<double>(a.column) * b.row - static_cast<double>(b.column) * a.row;
  }
  return sum;
}

void append_ring(const Lattice& lattice, const std::vector<Corner>& ring, Polygons& shapes) {
  for (std::size_t i = 0; i <= ring.size(); ++i) {
    const Corner corner = ring[i % ring.size()];
    shapes.add_vertex(static_cast<double>(lattice.first_column + corner.column) * lattice.cell_m,
                      static_cast<double>(lattice.first_row + corner.row) * lattice.cell_m);
  }
  shapes.end_ring();
}

}  // namespace

std::vector<std::vector<std::uint32_t>> joined_by_edges(const Lattice& lattice, std::span<const std::uint8_t> chosen) {
  std::vector<std::uint8_t> waiting(chosen.begin(), chosen.end());
  std::vector<std::vector<std::uint32_t>> groups;
  for (std::size_t first = 0; first < waiting.size(); ++first) {
    if (waiting[first] == 0) continue;
    std::vector<std::uint32_t> group{static_cast<std::uint32_t>(first)};
    waiting[first] = 0;
    for (std::size_t next = 0; next < group.size(); ++next) {
      for (const auto other : cells_beside(lattice, group[next], false)) {
        if (waiting[other] != 0) group.push_back(other);
        waiting[other] = 0;
      }
    }
    std::sort(group.begin(), group.end());
    groups.push_back(std::move(group));
  }
  return groups;
}

namespace {

/// The groups joined by edges of an area whose parts may touch in corners only.
std::vector<std::vector<std::uint32_t>> parts_of(const Lattice& lattice, std::span<const std::uint32_t> cells) {
  std::vector<std::uint32_t> waiting(cells.begin(), cells.end());
  std::vector<std::vector<std::uint32_t>> parts;
  const auto take = [&](std::uint32_t cell) {
    const auto at = std::lower_bound(waiting.begin(), waiting.end(), cell);
    return at != waiting.end() && *at == cell ? at : waiting.end();
  };
  while (!waiting.empty()) {
    std::vector<std::uint32_t> part{waiting.front()};
    std::vector<std::uint8_t> taken(waiting.size(), 0);
    taken[0] = 1;
    for (std::size_t next = 0; next < part.size(); ++next) {
      for (const auto other : cells_beside(lattice, part[next], false)) {
        const auto at = take(other);
        if (at == waiting.end() || taken[static_cast<std::size_t>(at - waiting.begin())] != 0) continue;
        taken[static_cast<std::size_t>(at - waiting.begin())] = 1;
        part.push_back(other);
      }
    }
    std::sort(part.begin(), part.end());
    std::size_t kept = 0;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (taken[i] == 0) waiting[kept++] = waiting[i];
    }
    waiting.resize(kept);
    parts.push_back(std::move(part));
  }
  return parts;
}

/// Rings around hexagons: no more than two sides of the outline meet in a corner, so each leads on to one other.
void append_hexagon_rings(const Lattice& lattice, std::span<const std::uint32_t> cells, Polygons& shapes) {
  using Place = std::pair<double, double>;
  std::set<std::pair<Place, Place>> all;
  for (const auto cell : cells) {
    const auto corners = cell_corners(lattice, cell);
    for (std::size_t i = 0; i < corners.count; ++i) {
      const std::size_t j = (i + 1) % corners.count;
      all.insert({{corners.x_m[i], corners.y_m[i]}, {corners.x_m[j], corners.y_m[j]}});
    }
  }
  std::map<Place, Place> sides;
  for (const auto& [from, to] : all) {
    if (all.count({to, from}) == 0) sides.emplace(from, to);  // a side that two cells share runs both ways
  }
  std::vector<std::vector<Place>> rings;
  while (!sides.empty()) {
    std::vector<Place> ring;
    for (auto side = sides.begin(); side != sides.end(); side = sides.find(ring.back())) {
      if (ring.empty()) ring.push_back(side->first);
      ring.push_back(side->second);
      sides.erase(side);
    }
    rings.push_back(std::move(ring));
  }
  const auto counter_clockwise = [](const std::vector<Place>& ring) {
    double twice = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const double x = ring[i].first - ring[0].first, y = ring[i].second - ring[0].second;
      twice += x * (ring[i + 1].second - ring[0].second) - (ring[i + 1].first - ring[0].first) * y;
    }
    return twice > 0;
  };
  std::stable_partition(rings.begin(), rings.end(), counter_clockwise);
  for (const auto& ring : rings) {
    for (const auto& [x, y] : ring) shapes.add_vertex(x, y);
    shapes.end_ring();
  }
}

void append_square_rings(const Lattice& lattice, std::span<const std::uint32_t> cells, Polygons& shapes) {
  Sides sides(lattice, cells);
  std::vector<std::vector<Corner>> rings;
  for (std::vector<Corner> ring; sides.take_ring(ring);) rings.push_back(ring);
  std::stable_partition(rings.begin(), rings.end(), [](const auto& ring) { return doubled_area(ring) > 0; });
  for (const auto& ring : rings) append_ring(lattice, ring, shapes);
}

}  // namespace

void append_outline(const Lattice& lattice, std::span<const std::uint32_t> cells, Polygons& shapes) {
  for (const auto& part : parts_of(lattice, cells)) {
    if (lattice.shape == CellShape::hexagon) {
      append_hexagon_rings(lattice, part, shapes);
    } else {
      append_square_rings(lattice, part, shapes);
    }
    shapes.end_part();
  }
  shapes.end_shape();
}

}  // namespace bailiwick::hotspots_room
