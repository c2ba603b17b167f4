/// The ground plan of a city: faces that meet along shared arcs. Every zone of every level is a set of faces, and its border is what is
/// left after opposite sides of arcs cancel, so borders of neighbours, children and parents are the same places bit for bit.
#pragma once

#include "place.h"

#include <array>
#include <cstdint>
#include <map>
#include <vector>

namespace generator {

/// Planning coordinates: metres east and north of the city's middle.
struct Spot {
  double x = 0, y = 0;
};

/// Planning metres to places: fixed scales at the middle. The plan need not be a map projection, only smooth.
struct Ground {
  Place middle;
  double lon_per_m = 0, lat_per_m = 0;  ///< quanta per metre
  std::int64_t quantum = 1;             ///< places are multiples of it: 1 = 1e-9 degree, 100 = 1e-7
  [[nodiscard]] Place at(Spot spot) const;
  [[nodiscard]] Spot spot(const Place& place) const;
};
Ground ground_at(double lon_degrees, double lat_degrees, std::int64_t quantum);

struct Arc {
  std::uint32_t from = 0, to = 0;  ///< nodes; equal for the loop round an enclave
  std::vector<Place> line;         ///< from node to node, both included
};

struct Side {
  std::uint32_t arc = 0;
  bool backward = false;
};

inline constexpr std::uint32_t kNoFace = 0xffffffffU;

struct Face {
  std::vector<std::vector<Side>> rings;  ///< shell anticlockwise, then holes clockwise
  Spot centre;
  std::int32_t row = 0;                  ///< of the brick grid, from the south: blocks are numbered by rows
  std::uint32_t enclave_of = kNoFace;    ///< the face that surrounds it, for enclaves
};

struct Mesh {
  std::vector<Spot> nodes;
  std::vector<Arc> arcs;
  std::vector<Face> faces;
  /// The faces left and right of each arc; kNoFace outside the city.
  std::vector<std::array<std::uint32_t, 2>> beside;

  void link();  ///< fills `beside`
  [[nodiscard]] std::uint32_t across(std::uint32_t face, const Side& side) const;
  [[nodiscard]] std::vector<std::uint32_t> neighbours(std::uint32_t face) const;
  [[nodiscard]] bool on_rim(std::uint32_t face) const;
};

/// Arcs that a zone draws differently from its neighbours: the planted defects.
using OwnLines = std::map<std::uint32_t, std::vector<Place>>;

/// The border of a set of faces: opposite sides cancel, the rest is joined to rings, holes go to the smallest shell around them.
std::vector<Polygon> dissolved(const Mesh& mesh, const std::vector<std::uint32_t>& faces, const OwnLines& own = {});

/// Pairs of arcs whose lines meet elsewhere than in a common end node (or one arc that meets itself). Exact.
std::vector<std::array<std::uint32_t, 2>> meeting_arcs(const std::vector<Arc>& arcs);

}  // namespace generator
