/// Which shapes hold the ground beside an edge, from the shapes alone.
#pragma once

#include "coverage/sheet.h"

#include <optional>
#include <vector>

namespace bailiwick::coverage {

/// A place from which an edge leaves: the ground asked for lies to its left.
struct Spot {
  Point place;                                        ///< rounded where it is a crossing
  std::optional<std::pair<Segment, Segment>> crossing;  ///< the edges that cross there; nothing where it is a vertex
  Segment along;                                      ///< the edge
  bool forward = true;                                ///< it leaves towards the end of `along`
};

/// Winding numbers by a ray straight down, a hair to the east, and a turn about the spot; decided exactly. Shapes are found by the boxes of own zones
/// and by slabs of the edges of all others.
class Windings {
 public:
  explicit Windings(const Sheet& sheet, const std::vector<Box>& own_boxes);
  [[nodiscard]] std::vector<Toggle> left_of(const Spot& spot) const;
  /// The same for the shapes other than own zones.
  [[nodiscard]] std::vector<Toggle> others_left_of(const Spot& spot) const;

 private:
  [[nodiscard]] std::size_t slab_of(double x) const;
  [[nodiscard]] std::size_t cell_of(double x) const;
  void build_slabs();
  void build_cells();

  const Sheet& sheet_;
  const std::vector<Box>& own_boxes_;
  double west_ = 0, east_ = 0;
  double slack_ = 0;  ///< how far the place of a crossing may be off
  std::vector<Side> others_;
  std::vector<std::uint32_t> slab_offsets_{0}, slab_sides_;
  std::vector<std::uint32_t> cell_offsets_{0}, cell_zones_;  ///< strips of x with the own zones whose boxes reach into them
};

}  // namespace bailiwick::coverage
