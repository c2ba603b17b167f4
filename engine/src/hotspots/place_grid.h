/// Places in a grid of square bins, to find those near a point.
#pragma once

#include <bailiwick/reports.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace bailiwick::hotspots_room {

class PlaceGrid {
 public:
  /// Bins of about `bin_m`, enlarged so that there are not many more bins than places. Throws Error(invalid_coordinate) naming the first place
  /// that is not finite.
  PlaceGrid(MetricView places, double bin_m);

  [[nodiscard]] double bin_m() const { return bin_m_; }
  /// Calls visit(place) for every place in the bins within `steps` bins of the one that holds (x, y); any of them within steps x bin_m of (x, y).
  template <typename Visit>
  void near(double x, double y, std::int64_t steps, Visit visit) const {
    const std::int64_t column = along(x, west_, columns_), row = along(y, south_, rows_);
    for (std::int64_t r = std::max<std::int64_t>(0, row - steps); r <= std::min(rows_ - 1, row + steps); ++r) {
      for (std::int64_t c = std::max<std::int64_t>(0, column - steps); c <= std::min(columns_ - 1, column + steps); ++c) {
        const auto bin = static_cast<std::size_t>(r * columns_ + c);
        for (auto i = begin_[bin]; i < begin_[bin + 1]; ++i) visit(place_[i]);
      }
    }
  }
  /// Steps after which near() has visited everything.
  [[nodiscard]] std::int64_t most_steps() const { return std::max(columns_, rows_); }

 private:
  [[nodiscard]] std::int64_t along(double value, double origin, std::int64_t bins) const {
    const auto bin = static_cast<std::int64_t>((value - origin) / bin_m_);
    return bin < 0 ? 0 : bin >= bins ? bins - 1 : bin;
  }

  double bin_m_, west_ = 0, south_ = 0;
  std::int64_t columns_ = 1, rows_ = 1;
  std::vector<std::uint32_t> begin_, place_;
};

}  // namespace bailiwick::hotspots_room
