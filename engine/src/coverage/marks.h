/// Parts of the plane marked cell by cell.
#pragma once

#include "coverage/sheet.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bailiwick::coverage {

/// Marks boxes; once closed it tells whether any or all cells that a box touches are marked.
class Marks {
 public:
  /// `side` x `side` cells over `whole`. `slack` is how far places may be off by rounding: marked boxes are larger by it.
  Marks(const Box& whole, std::size_t side, double slack);
  void mark(const Box& box);
  void close();
  [[nodiscard]] bool any(const Box& box) const { return counted(range_of(box, 0)) > 0; }
  [[nodiscard]] bool all(const Box& box) const;

 private:
  struct Range {
    std::size_t west, south, east, north;  ///< cells, all included
  };
  [[nodiscard]] Range range_of(const Box& box, double margin) const;
  [[nodiscard]] std::uint32_t counted(const Range& r) const;
  std::int32_t& step(std::size_t column, std::size_t row) { return steps_[row * (side_ + 1) + column]; }

  Box whole_;
  std::size_t side_;
  double slack_, per_x_, per_y_;
  std::vector<std::int32_t> steps_;    ///< differences, while boxes are marked
  std::vector<std::uint32_t> sums_;    ///< marked cells south-west of each corner, once closed
};

}  // namespace bailiwick::coverage
