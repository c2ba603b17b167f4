#include "density/places.h"

#include <bailiwick/error.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "density/place.h"
#include "run/blocks.h"

namespace bailiwick::density_room {
namespace {

/// Even bands of the ground from south to north.
struct Bands {
  double low, per_band;  ///< bands of a metre
  std::size_t count;

  [[nodiscard]] double of(double y) const { return per_band > 0 ? std::clamp((y - low) * per_band, 0.0, static_cast<double>(count - 1)) : 0.0; }
};

Bands bands_over(std::span<const double> y) {
  const auto count = fitting_bands(y.size(), y.size());
  if (y.empty()) return {0, 0, 1};
  const auto [low, high] = std::minmax_element(y.begin(), y.end());
  const double per_band = static_cast<double>(count) / (*high - *low);
  return {*low, std::isnormal(per_band) ? per_band : 0.0, count};
}

}  // namespace

void check_places(MetricView reports, std::span<const double> weight) {
  if (reports.y_m.size() != reports.size() || (!weight.empty() && weight.size() != reports.size())) {
    throw Error(ErrorCode::invalid_argument, "reports for density: expected columns of one length, found " + std::to_string(reports.size()) +
                                                 " x, " + std::to_string(reports.y_m.size()) + " y and " + std::to_string(weight.size()) +
                                                 " weights");
  }
  for (std::size_t i = 0; i < reports.size(); ++i) {
    if (!std::isfinite(reports.x_m[i]) || !std::isfinite(reports.y_m[i])) {
      throw Error(ErrorCode::invalid_coordinate,
                  "report " + std::to_string(i) + ": expected a finite place in metres, found none; leave it out of the density", {},
                  static_cast<std::int64_t>(i));
    }
    if (!weight.empty() && !(std::isfinite(weight[i]) && weight[i] >= 0)) {
      throw Error(ErrorCode::invalid_argument,
                  "report " + std::to_string(i) + ": expected a weight of 0 or more, found another value; leave it out of the density", {},
                  static_cast<std::int64_t>(i));
    }
  }
}

Places merged_places(MetricView reports, std::span<const double> weight, const Context& context) {
  check_places(reports, weight);
  const auto bands = bands_over(reports.y_m);
  auto dealt = dealt_places(reports, weight, true, bands.count, [&](MetricView some, std::span<std::uint32_t> band) {
    for (std::size_t i = 0; i < band.size(); ++i) band[i] = static_cast<std::uint32_t>(bands.of(some.y_m[i]));
  }, run::portion(context, 0, 0.5));
  std::vector<std::size_t> left(bands.count);
  std::vector<PlaceSorter<&Place::y, &Place::x>> sorters(context.thread_count());
  run::for_blocks(bands.count, 1, run::portion(context, 0.5, 1), "density", [&](const run::Block& block) {
    const double south = bands.per_band > 0 ? bands.low + static_cast<double>(block.block) / bands.per_band : bands.low;
    const double north = bands.per_band > 0 ? south + 1 / bands.per_band : south;
    const auto places = dealt.place.part(dealt.begin[block.block], dealt.begin[block.block + 1]);
    for_merged(sorters[block.worker](places, south, north), [&, kept = places.data()](const Place& place) { kept[left[block.block]++] = place; });
  });
  Places merged;
  std::size_t all = 0;
  for (const auto n : left) all += n;
  for (auto* column : {&merged.x, &merged.y, &merged.weight}) column->reserve(all);
  for (std::size_t band = 0; band < bands.count; ++band) {
    for (const auto& place : dealt.place.part(dealt.begin[band], dealt.begin[band] + left[band])) {
      merged.x.push_back(place.x);
      merged.y.push_back(place.y);
      merged.weight.push_back(place.weight);
      merged.total += place.weight;
    }
  }
  return merged;
}

Places weighty_places(MetricView reports, std::span<const double> weight, const Context& context) {
  const auto all = merged_places(reports, weight, context);
  Places kept;
  kept.total = all.total;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all.weight[i] <= 0) continue;
    kept.x.push_back(all.x[i]);
    kept.y.push_back(all.y[i]);
    kept.weight.push_back(all.weight[i]);
  }
  return kept;
}

Squares squares_of(const Places& places) {
  if (places.size() == 0) return {0, 0};
  double sum_x = 0, sum_y = 0;  // about the first place, so that far origins cost no digits
  for (std::size_t i = 0; i < places.size(); ++i) {
    sum_x += places.weight[i] * (places.x[i] - places.x[0]);
    sum_y += places.weight[i] * (places.y[i] - places.y[0]);
  }
  const double mean_x = places.x[0] + sum_x / places.total, mean_y = places.y[0] + sum_y / places.total;
  Squares squares{0, 0};
  for (std::size_t i = 0; i < places.size(); ++i) {
    squares.x += places.weight[i] * (places.x[i] - mean_x) * (places.x[i] - mean_x);
    squares.y += places.weight[i] * (places.y[i] - mean_y) * (places.y[i] - mean_y);
  }
  return squares;
}

}  // namespace bailiwick::density_room
