#include "density/places.h"

#include <bailiwick/error.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>

namespace bailiwick::density_room {
namespace {

struct Place {
  double y, x, weight;
  bool operator<(const Place& other) const { return std::tie(y, x, weight) < std::tie(other.y, other.x, other.weight); }
};

std::vector<Place> sorted(MetricView reports, std::span<const double> weight) {
  std::vector<Place> places(reports.size());
  for (std::size_t i = 0; i < places.size(); ++i) {  // + 0.0 makes -0 and 0 one place, bit for bit
    places[i] = {reports.y_m[i] + 0.0, reports.x_m[i] + 0.0, weight.empty() ? 1.0 : weight[i] + 0.0};
  }
  std::sort(places.begin(), places.end());
  return places;
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

Places merged_places(MetricView reports, std::span<const double> weight) {
  check_places(reports, weight);
  const auto places = sorted(reports, weight);
  Places merged;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (i > 0 && places[i].x == places[i - 1].x && places[i].y == places[i - 1].y) {
      merged.weight.back() += places[i].weight;
    } else {
      merged.x.push_back(places[i].x);
      merged.y.push_back(places[i].y);
      merged.weight.push_back(places[i].weight);
    }
  }
  for (const double w : merged.weight) merged.total += w;
  return merged;
}

Places weighty_places(MetricView reports, std::span<const double> weight) {
  const auto all = merged_places(reports, weight);
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
