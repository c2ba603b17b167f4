#include "hotspots/outline.h"

#include <algorithm>
#include <array>
#include <map>

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
    const auto reach = [&](std::uint32_t cell) {
      if (waiting[cell] != 0) group.push_back(cell);
      waiting[cell] = 0;
    };
    for (std::size_t next = 0; next < group.size(); ++next) {
      const auto cell = group[next];
      const std::uint32_t column = cell % lattice.columns, row = cell / lattice.columns;
      if (column > 0) reach(cell - 1);
      if (column + 1 < lattice.columns) reach(cell + 1);
      if (row > 0) reach(cell - lattice.columns);
      if (row + 1 < lattice.rows) reach(cell + lattice.columns);
    }
    std::sort(group.begin(), group.end());
    groups.push_back(std::move(group));
  }
  return groups;
}

void append_outline(const Lattice& lattice, std::span<const std::uint32_t> cells, Polygons& shapes) {
  Sides sides(lattice, cells);
  std::vector<std::vector<Corner>> rings;
  for (std::vector<Corner> ring; sides.take_ring(ring);) rings.push_back(ring);
  std::stable_partition(rings.begin(), rings.end(), [](const auto& ring) { return doubled_area(ring) > 0; });
  for (const auto& ring : rings) append_ring(lattice, ring, shapes);
  shapes.end_part();
  shapes.end_shape();
}

}  // namespace bailiwick::hotspots_room
