/// The two planes, and the way from one to the other.
///
/// The location plane is the one in which the zones' edges are straight (their own CRS); all topology is decided there.
/// The metric planes are where things are measured, in metres. The engine gets the way over as a function, so it needs no PROJ.
#pragma once

#include <bailiwick/polygons.h>

#include <functional>
#include <span>
#include <string>

namespace bailiwick {

/// Transforms x and y in place, from the location plane to a metric plane or back. Thread-safe. Values it cannot transform become
/// infinite.
using PlaneMap = std::function<void(std::span<double> x, std::span<double> y)>;

/// What every measuring stage needs to know of the ground.
struct Planes {
  std::string location_crs;  ///< label, e.g. "EPSG:4490"; "local" for an unnamed city grid
  std::string metric_crs;    ///< label of the plane of cells, distances and densities
  std::string area_crs;      ///< label of the equal-area plane; the same as metric_crs unless that was overridden
  bool geographic = true;    ///< location coordinates are degrees
  PlaneMap to_metric;        ///< location -> metric; identity for "local"
  PlaneMap to_area;          ///< location -> equal area
  PlaneMap from_metric;      ///< metric -> location, for shapes the engine made
};

/// The ground on which gaps, cells and coverage are judged. One shape in the location plane; may have holes (a lake that
/// `--area` leaves out), even-odd like every shape.
struct StudyArea {
  Polygons shape;
  bool given = false;  ///< from --area; else the union of the top partition level with its holes filled
};

/// `shapes` carried over `map` with every edge densified so that the straight pieces bow by at most `tolerance_m` (metres of the
/// target plane) from the true curve. Pieces of an edge are laid from its lexicographically smaller end, so that an edge shared by
/// two shapes gets the same vertices in both.
[[nodiscard]] Polygons densified(const PolygonsView& shapes, const PlaneMap& map, double tolerance_m = 0.001);

/// The area of each shape by the even-odd rule: |exact shoelace sum| where the rings of a shape are simple and properly nested.
/// Rings that self-cross or overlap are resolved by the coverage room, not here. Sums are taken about a local origin.
[[nodiscard]] std::vector<double> signed_ring_areas(const PolygonsView& shapes);

}  // namespace bailiwick
