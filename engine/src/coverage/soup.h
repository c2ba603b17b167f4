/// The edges of many shapes, equal ones matched.
#pragma once

#include <bailiwick/polygons.h>

#include "coverage/exact.h"

#include <cstdint>
#include <span>
#include <vector>

namespace bailiwick::coverage {

/// Names a shape in an arrangement: a zone, an exempt area, the study area.
using Label = std::uint32_t;

/// What changes across an edge: stepping from its right to its left adds `winding` to the winding number of `label`. An odd winding number is
/// inside by the even-odd rule, an even one other than 0 is ground that the rings hold twice and even-odd leaves out.
struct Toggle {
  Label label;
  std::int32_t winding;

  friend bool operator==(const Toggle&, const Toggle&) = default;
};

/// An edge of one shape.
struct Side {
  Segment segment;
  Toggle toggle;
};

/// Distinct edges in the order of their ends, each with what changes across it. Edges that are equal to the bit are one: those of two
/// neighbours carry both zones, and those of one zone that run forth and back cancel.
struct Soup {
  std::vector<Segment> segments;
  std::vector<std::uint32_t> toggle_offsets{0};
  std::vector<Toggle> toggles;

  [[nodiscard]] std::span<const Toggle> toggles_of(std::size_t segment) const {
    return std::span(toggles).subspan(toggle_offsets[segment], toggle_offsets[segment + 1] - toggle_offsets[segment]);
  }
};

/// Collects shapes; then matches their edges.
class SoupBuilder {
 public:
  /// Adds every side of the shape.
  void add(const PolygonsView& shapes, std::size_t shape, Label label);
  void add(const Side& side) { sides_.push_back(side); }
  [[nodiscard]] Soup match() &&;

 private:
  std::vector<Side> sides_;
};

/// Sums toggles of equal labels and leaves out those that cancel; the result is in order of label.
void combine(std::vector<Toggle>& toggles);

}  // namespace bailiwick::coverage
