#include "large_reports.h"

#include "names.h"
#include "random.h"
#include "reports.h"
#include "write.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <stdexcept>

namespace generator {
namespace {

constexpr std::uint32_t kClusters = 2000;

struct Cluster {
  Spot centre;
  double sigma_m = 0;
};

struct Source {
  const City& city;
  const std::vector<Walk>& walks;
  std::uint64_t seed;
  Spot low, high;
  std::vector<Cluster> clusters;
  std::vector<double> weight;  ///< cumulated; cluster k weighs 1 / (k + 1)
};

Source source_of(const City& city, const std::vector<Walk>& walks, std::uint64_t seed) {
  const Box box = box_of(city.area);
  Source source{city, walks, seed, city.ground.spot({box.west, box.south}), city.ground.spot({box.east, box.north}), {}, {}};
  Random random(seed, 13);
  double total = 0;
  for (std::uint32_t k = 0; k < kClusters; ++k) {
    Spot spot;
    do spot = {random.between(source.low.x, source.high.x), random.between(source.low.y, source.high.y)};
    while (!contains(city.area, city.ground.at(spot)));
    source.clusters.push_back({spot, 30 * std::exp(random.between(0, 3))});
    source.weight.push_back(total += 1.0 / (k + 1));
  }
  return source;
}

Spot clustered(const Source& source, Random& random) {
  const double drawn = random.between(0, source.weight.back());
  const auto at = std::lower_bound(source.weight.begin(), source.weight.end(), drawn) - source.weight.begin();
  const Cluster& cluster = source.clusters[static_cast<std::size_t>(at)];
  const double x = random.normal(), y = random.normal();
  return {cluster.centre.x + cluster.sigma_m * x, cluster.centre.y + cluster.sigma_m * y};
}

Spot beside_street(const Source& source, Random& random) {
  const Walk& walk = source.walks[random.below(source.walks.size())];
  const std::size_t i = random.below(walk.line.size() - 1);
  const Spot &a = walk.line[i], &b = walk.line[i + 1];
  const double t = random.uniform(), off = random.between(-10, 10), length = std::hypot(b.x - a.x, b.y - a.y);
  return {a.x + t * (b.x - a.x) - off * (b.y - a.y) / length, a.y + t * (b.y - a.y) + off * (b.x - a.x) / length};
}

/// Report i depends on (seed, i) alone; a repeat copies an earlier report, which is never a repeat of a repeat's stream by chance.
Place place_of(const Source& source, std::uint64_t i) {
  Random random(source.seed, (std::uint64_t{1} << 40U) + i);
  const double kind = random.uniform();
  if (kind < 0.10 && i > 0) return place_of(source, random.below(i));
  Spot spot;
  if (kind < 0.50)
    spot = clustered(source, random);
  else if (kind < 0.83 && !source.walks.empty())
    spot = beside_street(source, random);
  else {
    const double margin = 0.27 * (source.high.x - source.low.x);
    spot = {random.between(source.low.x - margin, source.high.x + margin), random.between(source.low.y - margin, source.high.y + margin)};
  }
  Ground exact = source.city.ground;
  exact.quantum = random.chance(0.5) ? 100 : 1;
  return exact.at(spot);
}

std::string row(const Source& source, std::uint64_t i) {
  Random random(source.seed, (std::uint64_t{2} << 40U) + i);
  const Place place = place_of(source, i);
  const int decimals = place.lon % 100 == 0 && place.lat % 100 == 0 ? 7 : 9;
  const auto minute = static_cast<std::int32_t>(random.below(365 * 1440));
  const Category& category = categories()[random.below(categories().size())];
  return padded(i + 1, 8) + ',' + local_time(minute) + ',' + std::string(category.minor) + ',' + degrees_text(place.lon, decimals) + ',' +
         degrees_text(place.lat, decimals) + '\n';
}

}  // namespace

void write_large_reports(const std::string& folder, const City& city, const std::vector<Walk>& walks, const LargeOptions& options) {
  const Source source = source_of(city, walks, options.seed);
  const std::string path = folder + "/reports.csv";
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  std::string text = "id,created,category,lon,lat\n";
  for (std::uint64_t i = 0; i < options.reports; ++i) {
    text += row(source, i);
    if (text.size() < (1U << 20U)) continue;
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    text.clear();
  }
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path);
}

}  // namespace generator
