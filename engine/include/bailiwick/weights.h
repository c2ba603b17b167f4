/// Who is whose neighbour.
#pragma once

#include <bailiwick/hotspots.h>
#include <bailiwick/polygons.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace bailiwick {

/// Spatial weights: place i has the neighbours [begin[i], begin[i + 1]) of `neighbour`, ascending, never itself. A place without
/// neighbours (an island) is kept: its statistics say that there is nothing to compare it with.
struct Weights {
  std::vector<std::uint32_t> begin{0};
  std::vector<std::uint32_t> neighbour;
  std::string rule;  ///< "queen", "rook", "hexagon", "band:500m", "nearest:8"
  Style style = Style::customary;

  [[nodiscard]] std::size_t size() const { return begin.size() - 1; }
  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t place) const {
    return std::span(neighbour).subspan(begin[place], begin[place + 1] - begin[place]);
  }
};

/// Shapes that share a vertex (queen) or a whole edge between two vertices (rook), coordinates compared bit for bit: the rule of PySAL and GeoDa.
/// Borders that are not edge-matched (a vertex of one on the middle of an edge of the other) do not count; the coverage audit lists them.
[[nodiscard]] Weights contiguity(const PolygonsView& shapes, Neighbours neighbours);

/// Places at most `distance_m` apart, the distance itself included. Places are in the metric plane.
[[nodiscard]] Weights distance_band(MetricView places, double distance_m);

/// The k nearest other places; of equally far ones the smaller number. Not symmetric.
[[nodiscard]] Weights nearest(MetricView places, std::uint32_t k);

/// The smallest band in which every place has a neighbour: the largest distance to a nearest neighbour (Esri's default for hot spot analysis).
[[nodiscard]] double smallest_full_band(MetricView places);

/// The neighbours of the cells that take part, numbered in the order of the lattice without the others.
[[nodiscard]] Weights lattice_weights(const Lattice& lattice, std::span<const std::uint8_t> inside, Neighbours neighbours);

}  // namespace bailiwick
