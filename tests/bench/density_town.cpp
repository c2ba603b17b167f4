#include "density_town.h"

#include "generator/random.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace bench {
namespace {

using generator::Random;

struct Place {
  double x, y;
};

struct Cluster {
  Place middle;
  double sigma, until;  // `until`: the share of reports up to and with this cluster
};

constexpr std::size_t kClusters = 300;

std::array<Cluster, kClusters> clusters_in(double width, double height) {
  Random dice(40, 0);
  std::array<Cluster, kClusters> clusters;
  double sum = 0;
  for (auto& cluster : clusters) {
    cluster.middle = {dice.between(0, width), dice.between(0, height)};
    cluster.sigma = 300 * std::exp(0.7 * dice.normal());
    sum += std::exp(1.0 * dice.normal());
    cluster.until = sum;
  }
  for (auto& cluster : clusters) cluster.until /= sum;
  return clusters;
}

/// Into [0, size] by mirrors at both ends.
double folded(double v, double size) {
  v = std::abs(std::fmod(v, 2 * size));
  return v > size ? 2 * size - v : v;
}

/// The nearest line of a grid of streets, up to 8 m to its side.
double at_street(double v, Random& dice) { return 100 * std::round(v / 100) + dice.between(-8, 8); }

Place address(std::size_t number, const std::array<Cluster, kClusters>& clusters, double width, double height) {
  Random dice(41, number);
  while (number > 2 && dice.chance(0.3)) {
    number = 2 + dice.below(number - 2);
    dice = Random(41, number);
  }
  if (number < 2) return {number == 0 ? 0 : width, number == 0 ? 0 : height};
  Place place{dice.between(0, width), dice.between(0, height)};
  if (!dice.chance(0.15)) {
    const double share = dice.uniform();
    const auto& cluster = *std::partition_point(clusters.begin(), clusters.end() - 1, [&](const Cluster& c) { return c.until <= share; });
    place = {cluster.middle.x + cluster.sigma * dice.normal(), cluster.middle.y + cluster.sigma * dice.normal()};
  }
  if (dice.chance(0.6)) {
    if (dice.chance(0.5)) place.x = at_street(place.x, dice);
    else place.y = at_street(place.y, dice);
  }
  return {folded(place.x, width), folded(place.y, height)};
}

}  // namespace

Town make_town(std::size_t reports, double width_m, double height_m) {
  const auto clusters = clusters_in(width_m, height_m);
  Town town;
  town.x.reserve(reports);
  town.y.reserve(reports);
  for (std::size_t i = 0; i < reports; ++i) {
    const auto place = address(i, clusters, width_m, height_m);
    town.x.push_back(place.x);
    town.y.push_back(place.y);
  }
  return town;
}

}  // namespace bench
