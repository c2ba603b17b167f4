#include <bailiwick/clusters.h>

#include <algorithm>
#include <cmath>

namespace bailiwick {

std::vector<Pile> piles(std::span<const double> x, std::span<const double> y, double least_share, std::uint64_t least, std::size_t most) {
  std::vector<std::pair<double, double>> places;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::isfinite(x[i]) && std::isfinite(y[i])) places.emplace_back(x[i] + 0.0, y[i] + 0.0);  // + 0.0: -0 is 0
  }
  std::sort(places.begin(), places.end());
  std::vector<Pile> found;
  for (std::size_t first = 0, last = 0; first < places.size(); first = last) {
    while (last < places.size() && places[last] == places[first]) ++last;
    const std::uint64_t reports = last - first;
    const double share = static_cast<double>(reports) / static_cast<double>(places.size());
    if (reports >= least && share >= least_share) found.push_back({places[first].first, places[first].second, reports, share});
  }
  std::stable_sort(found.begin(), found.end(), [](const Pile& a, const Pile& b) { return a.reports > b.reports; });
  if (found.size() > most) found.resize(most);
  return found;
}

}  // namespace bailiwick
