/// A weighted place, the order of places, and places dealt out to bands.
#pragma once

#include <bailiwick/context.h>
#include <bailiwick/reports.h>

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "run/large_array.h"

namespace bailiwick::density_room {

struct Place {
  double y, x, weight;
};

/// Places are compared by one coordinate, then the other, then the weight.
template <double Place::*first, double Place::*second>
[[nodiscard]] inline bool before(const Place& a, const Place& b) {
  if (a.*first != b.*first) return a.*first < b.*first;
  if (a.*second != b.*second) return a.*second < b.*second;
  return a.weight < b.weight;
}

/// Sorts the places of one band after the other; keeps its memory.
template <double Place::*first, double Place::*second>
class PlaceSorter {
 public:
  /// The places in their order, where they stood or in memory of the sorter, until the next call. The first coordinate of all lies in [low, high],
  /// which only tells where to look: any bounds give the same order.
  std::span<const Place> operator()(std::span<Place> places, double low, double high);

 private:
  bool deal_out(std::span<const Place> places, double low, double high);

  std::vector<Place> dealt_;
  std::vector<std::uint32_t> end_;
};

extern template class PlaceSorter<&Place::y, &Place::x>;
extern template class PlaceSorter<&Place::x, &Place::y>;

/// Calls take(place) for each of the sorted places, equal ones as one, their weights added in rising order.
template <typename Take>
void for_merged(std::span<const Place> sorted, Take take) {
  for (std::size_t i = 0; i < sorted.size();) {
    Place place = sorted[i];
    while (++i < sorted.size() && sorted[i].y == place.y && sorted[i].x == place.x) place.weight += sorted[i].weight;
    take(place);
  }
}

/// Places of band b are place.part(begin[b], begin[b + 1]), in no particular order.
struct DealtPlaces {
  run::LargeArray<Place> place;
  std::vector<std::size_t> begin;
};

inline constexpr std::uint32_t kNoBand = ~0U;

/// Writes the bands of a few reports.
using BandsOf = std::function<void(MetricView reports, std::span<std::uint32_t> band)>;

/// Deals reports out to `bands` bands, fewer than 2^16; those in kNoBand and, where `weightless` is false, those that weigh nothing are left out.
[[nodiscard]] DealtPlaces dealt_places(MetricView reports, std::span<const double> weight, bool weightless, std::size_t bands, const BandsOf& bands_of,
                                       const Context& context);

/// How many bands make bands that fit a cache.
[[nodiscard]] std::size_t fitting_bands(std::size_t reports, std::size_t most);

}  // namespace bailiwick::density_room
