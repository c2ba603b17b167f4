/// The outline of cells joined by edges.
#pragma once

#include <bailiwick/lattice.h>
#include <bailiwick/polygons.h>

#include <cstdint>
#include <span>
#include <vector>

namespace bailiwick::hotspots_room {

/// The groups of chosen cells that are joined by edges; each ascending, groups by their smallest cell.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> joined_by_edges(const Lattice& lattice, std::span<const std::uint8_t> chosen);

/// Appends one shape: the outline of `cells`, which are ascending, with a part for each group that is joined by edges. Outer rings run
/// counter-clockwise, holes clockwise; rings touch themselves nowhere, and each other at corners only.
void append_outline(const Lattice& lattice, std::span<const std::uint32_t> cells, Polygons& shapes);

}  // namespace bailiwick::hotspots_room
