#include <bailiwick/error.h>
#include <bailiwick/weights.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "density/round_numbers.h"
#include "hotspots/place_grid.h"

namespace bailiwick {
namespace {

using hotspots_room::PlaceGrid;
using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// Rows from pairs (place, neighbour) in any order, repeats allowed.
Weights from_pairs(Pairs pairs, std::size_t places, std::string rule) {
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  Weights weights;
  weights.rule = std::move(rule);
  weights.begin.assign(places + 1, 0);
  for (const auto& [place, neighbour] : pairs) {
    ++weights.begin[place + 1];
    weights.neighbour.push_back(neighbour);
  }
  for (std::size_t i = 1; i <= places; ++i) weights.begin[i] += weights.begin[i - 1];
  return weights;
}

/// What two shapes may have in common: a vertex (the second point is not used) or an undirected edge.
struct Feature {
  std::array<double, 4> at;
  std::uint32_t shape;
  auto operator<=>(const Feature&) const = default;
};

std::vector<Feature> features_of(const PolygonsView& shapes, Neighbours neighbours) {
  std::vector<Feature> features;
  for (std::uint32_t shape = 0; shape < shapes.size(); ++shape) {
    const auto rings = shapes.rings_of(shape);
    for (auto ring = rings.begin; ring < rings.end; ++ring) {
      const auto vertices = shapes.vertices_of(ring);
      for (auto v = vertices.begin; v + 1 < vertices.end; ++v) {
        std::pair a{shapes.x[v] + 0.0, shapes.y[v] + 0.0}, b{shapes.x[v + 1] + 0.0, shapes.y[v + 1] + 0.0};  // + 0.0: -0 is 0
        if (neighbours == Neighbours::queen) b = {0, 0};
        if (neighbours == Neighbours::rook && b < a) std::swap(a, b);
        features.push_back({{a.first, a.second, b.first, b.second}, shape});
      }
    }
  }
  std::sort(features.begin(), features.end());
  return features;
}

void check_distance(double distance_m) {
  if (!std::isfinite(distance_m) || distance_m <= 0) {
    throw Error(ErrorCode::invalid_argument, "distance band: expected a positive number of metres, found another value; name one such as 500m");
  }
}

/// Bins that hold about two places each.
PlaceGrid grid_for_nearest(MetricView places) {
  double low_x = std::numeric_limits<double>::infinity(), high_x = -low_x, low_y = low_x, high_y = -low_x;
  for (std::size_t i = 0; i < places.size(); ++i) {
    low_x = std::min(low_x, places.x_m[i]);
    high_x = std::max(high_x, places.x_m[i]);
    low_y = std::min(low_y, places.y_m[i]);
    high_y = std::max(high_y, places.y_m[i]);
  }
  const double extent = std::max(high_x - low_x, high_y - low_y);
  return PlaceGrid(places, extent > 0 && std::isfinite(extent) ? extent / std::sqrt(static_cast<double>(places.size())) : 1.0);
}

struct Near {
  double squared_distance;
  std::uint32_t place;
  auto operator<=>(const Near&) const = default;
};

/// The k nearest other places, by distance, then number.
std::vector<Near> nearest_to(const PlaceGrid& grid, MetricView places, std::uint32_t place, std::size_t k) {
  std::vector<Near> found;
  for (std::int64_t steps = 1;; steps *= 2) {
    found.clear();
    grid.near(places.x_m[place], places.y_m[place], steps, [&](std::uint32_t other) {
      const double dx = places.x_m[other] - places.x_m[place], dy = places.y_m[other] - places.y_m[place];
      if (other != place) found.push_back({dx * dx + dy * dy, other});
    });
    const double certain = static_cast<double>(steps) * grid.bin_m();
    const bool all = steps >= grid.most_steps();
    if (found.size() < k && !all) continue;
    const auto kept = std::min(k, found.size());
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end());
    found.resize(kept);
    if (all || (kept > 0 && found.back().squared_distance < certain * certain * (1 - 1e-9))) return found;  // strictly: ties lie inside too
  }
}

}  // namespace

Weights contiguity(const PolygonsView& shapes, Neighbours neighbours) {
  const auto features = features_of(shapes, neighbours);
  Pairs pairs;
  for (std::size_t first = 0, last = 0; first < features.size(); first = last) {
    while (last < features.size() && features[last].at == features[first].at) ++last;
    for (std::size_t a = first; a < last; ++a) {
      for (std::size_t b = first; b < last; ++b) {
        if (features[a].shape != features[b].shape) pairs.emplace_back(features[a].shape, features[b].shape);
      }
    }
  }
  return from_pairs(std::move(pairs), shapes.size(), std::string(code(neighbours)));
}

Weights distance_band(MetricView places, double distance_m) {
  check_distance(distance_m);
  const PlaceGrid grid(places, distance_m);
  const double squared = distance_m * distance_m;
  Pairs pairs;
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    const auto steps = static_cast<std::int64_t>(std::ceil(distance_m / grid.bin_m()));
    grid.near(places.x_m[i], places.y_m[i], steps, [&](std::uint32_t other) {
      const double dx = places.x_m[other] - places.x_m[i], dy = places.y_m[other] - places.y_m[i];
      if (other != i && dx * dx + dy * dy <= squared) pairs.emplace_back(i, other);
    });
  }
  return from_pairs(std::move(pairs), places.size(), "band:" + density_room::text(distance_m, 3) + "m");
}

Weights nearest(MetricView places, std::uint32_t k) {
  const PlaceGrid grid = grid_for_nearest(places);
  Pairs pairs;
  for (std::uint32_t i = 0; i < places.size() && k > 0; ++i) {
    for (const auto& near : nearest_to(grid, places, i, k)) pairs.emplace_back(i, near.place);
  }
  return from_pairs(std::move(pairs), places.size(), "nearest:" + std::to_string(k));
}

double smallest_full_band(MetricView places) {
  const PlaceGrid grid = grid_for_nearest(places);
  double largest = 0;
  for (std::uint32_t i = 0; i < places.size() && places.size() > 1; ++i) {
    largest = std::max(largest, nearest_to(grid, places, i, 1).front().squared_distance);
  }
  return std::sqrt(largest);
}

Weights lattice_weights(const Lattice& lattice, std::span<const std::uint8_t> inside, Neighbours neighbours) {
  std::vector<std::uint32_t> number(lattice.size(), kNoCell);
  std::uint32_t places = 0;
  for (std::size_t cell = 0; cell < number.size(); ++cell) {
    if (inside.empty() || inside[cell] != 0) number[cell] = places++;
  }
  Weights weights;
  weights.rule = lattice.shape == CellShape::hexagon ? "hexagon" : std::string(code(neighbours));
  for (std::uint32_t cell = 0; cell < number.size(); ++cell) {
    if (number[cell] == kNoCell) continue;
    for (const auto other : cells_beside(lattice, cell, neighbours == Neighbours::queen)) {
      if (number[other] != kNoCell) weights.neighbour.push_back(number[other]);
    }
    weights.begin.push_back(static_cast<std::uint32_t>(weights.neighbour.size()));
  }
  return weights;
}

}  // namespace bailiwick
