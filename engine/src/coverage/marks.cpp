#include "coverage/marks.h"

#include <algorithm>

namespace bailiwick::coverage {

Marks::Marks(const Box& whole, std::size_t side, double slack)
    : whole_(whole), side_(side), slack_(slack), per_x_(static_cast<double>(side) / std::max(whole.east - whole.west, 1e-300)),
      per_y_(static_cast<double>(side) / std::max(whole.north - whole.south, 1e-300)), steps_((side + 1) * (side + 1), 0) {}

Marks::Range Marks::range_of(const Box& box, double margin) const {
  const auto cell = [this](double at) { return static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(side_ - 1))); };
  return {cell((box.west - margin - whole_.west) * per_x_), cell((box.south - margin - whole_.south) * per_y_),
          cell((box.east + margin - whole_.west) * per_x_), cell((box.north + margin - whole_.south) * per_y_)};
}

void Marks::mark(const Box& box) {
  const auto r = range_of(box, slack_);
  ++step(r.west, r.south);
  --step(r.east + 1, r.south);
  --step(r.west, r.north + 1);
  ++step(r.east + 1, r.north + 1);
}

void Marks::close() {
  sums_.assign((side_ + 1) * (side_ + 1), 0);
  std::vector<std::int32_t> covering(side_ + 1, 0);
  for (std::size_t row = 0; row < side_; ++row) {
    std::int32_t along = 0;
    std::uint32_t marked = 0;
    for (std::size_t column = 0; column < side_; ++column) {
      along += step(column, row);
      covering[column] += along;
      marked += covering[column] > 0 ? 1 : 0;
      sums_[(row + 1) * (side_ + 1) + column + 1] = sums_[row * (side_ + 1) + column + 1] + marked;
    }
  }
  steps_ = {};
}

std::uint32_t Marks::counted(const Range& r) const {
  const auto sum = [this](std::size_t column, std::size_t row) { return sums_[row * (side_ + 1) + column]; };
  return sum(r.east + 1, r.north + 1) - sum(r.west, r.north + 1) - sum(r.east + 1, r.south) + sum(r.west, r.south);
}

bool Marks::all(const Box& box) const {
  const auto r = range_of(box, 0);
  return counted(r) == (r.east - r.west + 1) * (r.north - r.south + 1);
}

}  // namespace bailiwick::coverage
