#include "density/place.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "run/blocks.h"

namespace bailiwick::density_room {
namespace {

/// Sorts places that are nearly in order.
template <double Place::*first, double Place::*second>
void insert_each(std::span<Place> places) {
  for (std::size_t i = 1; i < places.size(); ++i) {
    if (places[i - 1].*first < places[i].*first) continue;  // as nearly always
    const Place moved = places[i];
    std::size_t at = i;
    for (; at > 0 && before<first, second>(moved, places[at - 1]); --at) places[at] = places[at - 1];
    places[at] = moved;
  }
}

constexpr std::size_t kFew = 12;           // are sorted as they stand
constexpr std::uint32_t kMostTogether = 64;  // more in one part of a band: the places are not spread evenly

}  // namespace

/// Deals places out to even parts of [low, high]; false where some part holds too many.
template <double Place::*first, double Place::*second>
bool PlaceSorter<first, second>::deal_out(std::span<const Place> places, double low, double high) {
  const std::size_t parts = places.size();
  const double scale = high > low ? static_cast<double>(parts) / (high - low) : 0.0, last = static_cast<double>(parts - 1);
  if (!std::isnormal(scale)) return false;  // no extent, or one that numbers cannot tell
  const auto part_of = [&](const Place& place) { return static_cast<std::size_t>(std::clamp((place.*first - low) * scale, 0.0, last)); };
  end_.assign(parts + 1, 0);
  for (const auto& place : places) ++end_[part_of(place) + 1];
  if (*std::max_element(end_.begin(), end_.end()) > kMostTogether) return false;
  for (std::size_t p = 1; p < end_.size(); ++p) end_[p] += end_[p - 1];
  dealt_.resize(places.size());
  for (const auto& place : places) dealt_[end_[part_of(place)]++] = place;
  return true;
}

template <double Place::*first, double Place::*second>
std::span<const Place> PlaceSorter<first, second>::operator()(std::span<Place> places, double low, double high) {
  if (places.size() <= kFew) {
    insert_each<first, second>(places);
    return places;
  }
  if (deal_out(places, low, high)) {
    insert_each<first, second>(dealt_);
    return dealt_;
  }
  std::sort(places.begin(), places.end(), before<first, second>);
  return places;
}

template class PlaceSorter<&Place::y, &Place::x>;
template class PlaceSorter<&Place::x, &Place::y>;

DealtPlaces dealt_places(MetricView reports, std::span<const double> weight, bool weightless, std::size_t bands, const BandsOf& bands_of, const Context& context) {
  constexpr std::size_t kBlock = std::size_t{1} << 20U, kFewReports = 1024;
  const auto each = [&](const run::Block& block, const auto& take) {
    std::array<std::uint32_t, kFewReports> band{};
    for (auto begin = block.begin; begin < block.end; begin += kFewReports) {
      const auto n = std::min(kFewReports, block.end - begin);
      bands_of({reports.x_m.subspan(begin, n), reports.y_m.subspan(begin, n)}, std::span(band).first(n));
      for (std::size_t i = 0; i < n; ++i) {
        if (band[i] == kNoBand || (!weightless && !weight.empty() && !(weight[begin + i] > 0))) continue;
        take(begin + i, band[i]);
      }
    }
  };
  std::vector<std::vector<std::size_t>> next(run::block_count(reports.size(), kBlock), std::vector<std::size_t>(bands, 0));
  run::for_blocks(reports.size(), kBlock, run::portion(context, 0, 0.5), "density", [&](const run::Block& block) {
    each(block, [&, count = next[block.block].data()](std::size_t, std::uint32_t band) { ++count[band]; });
  });
  DealtPlaces dealt;
  dealt.begin.assign(bands + 1, 0);
  std::size_t all = 0;
  for (std::size_t band = 0; band < bands; ++band) {
    dealt.begin[band] = all;
    for (auto& of_block : next) all += std::exchange(of_block[band], all);
  }
  dealt.begin[bands] = all;
  dealt.place = run::LargeArray<Place>(all);
  run::for_blocks(reports.size(), kBlock, run::portion(context, 0.5, 1), "density", [&](const run::Block& block) {
    each(block, [&, to = next[block.block].data(), place = dealt.place.data()](std::size_t i, std::uint32_t band) {
      place[to[band]++] = {reports.y_m[i] + 0.0, reports.x_m[i] + 0.0, weight.empty() ? 1.0 : weight[i] + 0.0};  // + 0.0 makes -0 and 0 one place
    });
  });
  return dealt;
}

std::size_t fitting_bands(std::size_t reports, std::size_t most) {
  constexpr std::size_t kFitting = 32768, kMostBands = 1024;
  return std::max<std::size_t>(1, std::min({reports / kFitting, most, kMostBands}));
}

}  // namespace bailiwick::density_room
