/// The edge right below a place.
#pragma once

#include "coverage/noding.h"

#include <cstdint>
#include <vector>

namespace bailiwick::coverage {

/// Finds, exactly, the piece that a ray straight down from a place meets first, the ray thought a hair to the east.
class BelowFinder {
 public:
  static constexpr std::uint32_t kNothing = 0xffffffffU;

  BelowFinder(const Soup& soup, const Noded& edges);
  /// `p` must lie on no segment but such as end there.
  [[nodiscard]] std::uint32_t find(Point p) const;

 private:
  [[nodiscard]] std::size_t slab_of(double x) const;
  [[nodiscard]] std::uint32_t piece_over(std::uint32_t segment, double x) const;

  const Soup& soup_;
  const Noded& edges_;
  double west_ = 0, east_ = 0;
  std::vector<std::uint32_t> slab_offsets_{0};
  std::vector<std::uint32_t> slab_segments_;
};

}  // namespace bailiwick::coverage
