#include "index/grid.h"

#include <algorithm>
#include <cmath>

namespace bailiwick::index {

Axis::Axis(double low, double high, std::uint32_t cells) : high_(high), cells_(high > low ? std::max(1U, cells) : 1U) {
  const double extent = high - low;
  per_unit_ = extent > 0 ? static_cast<double>(cells_) / extent : 0.0;
  side_.resize(cells_ + 1);
  for (std::uint32_t k = 0; k < cells_; ++k) side_[k] = std::min(high, low + extent * (static_cast<double>(k) / static_cast<double>(cells_)));
  side_[cells_] = high;
}

Grid grid_over(const Segments& segments) {
  if (segments.size() == 0) return {};
  double west = segments.segment[0].ax, east = west, south = segments.segment[0].ay, north = south;
  for (const auto& s : segments.segment) {
    west = std::min({west, s.ax, s.bx});
    east = std::max({east, s.ax, s.bx});
    south = std::min(south, s.ay);
    north = std::max(north, s.by);
  }
  const double cells = std::clamp(static_cast<double>(segments.size()), 16.0, 4e6);
  const double aspect = north > south ? std::clamp((east - west) / (north - south), 1e-3, 1e3) : 1e3;
  const double columns = std::max(1.0, std::sqrt(cells * aspect));
  return {Axis(west, east, static_cast<std::uint32_t>(columns)),
          Axis(south, north, static_cast<std::uint32_t>(std::max(1.0, cells / columns)))};
}

}  // namespace bailiwick::index
