#include "hotspots/place_grid.h"

#include <bailiwick/error.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace bailiwick::hotspots_room {

PlaceGrid::PlaceGrid(MetricView places, double bin_m) : bin_m_(bin_m) {
  if (places.y_m.size() != places.size()) {
    throw Error(ErrorCode::invalid_argument, "places: expected as many y as x, found " + std::to_string(places.y_m.size()) + " and " +
                                                 std::to_string(places.size()));
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!std::isfinite(places.x_m[i]) || !std::isfinite(places.y_m[i])) {
      throw Error(ErrorCode::invalid_coordinate, "place " + std::to_string(i) + ": expected finite metres, found none; leave it out", {},
                  static_cast<std::int64_t>(i));
    }
  }
  begin_.assign(2, 0);
  if (places.size() == 0) return;
  const auto [west, east] = std::minmax_element(places.x_m.begin(), places.x_m.end());
  const auto [south, north] = std::minmax_element(places.y_m.begin(), places.y_m.end());
  west_ = *west;
  south_ = *south;
  const double most = 2 * static_cast<double>(places.size()) + 16;
  const auto bins = [&](double low, double high) { return std::floor((high - low) / bin_m_) + 1; };
  while (!(bins(*west, *east) * bins(*south, *north) <= most)) bin_m_ *= 1.5;
  columns_ = static_cast<std::int64_t>(bins(*west, *east));
  rows_ = static_cast<std::int64_t>(bins(*south, *north));
  begin_.assign(static_cast<std::size_t>(columns_ * rows_) + 1, 0);
  const auto bin_of = [&](std::size_t i) {
    return static_cast<std::size_t>(along(places.y_m[i], south_, rows_) * columns_ + along(places.x_m[i], west_, columns_));
  };
  for (std::size_t i = 0; i < places.size(); ++i) ++begin_[bin_of(i) + 1];
  for (std::size_t b = 1; b < begin_.size(); ++b) begin_[b] += begin_[b - 1];
  place_.resize(places.size());
  std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
  for (std::size_t i = 0; i < places.size(); ++i) place_[next[bin_of(i)]++] = static_cast<std::uint32_t>(i);
}

}  // namespace bailiwick::hotspots_room
