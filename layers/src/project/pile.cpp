#include "project/pile.h"

#include <algorithm>
#include <bit>
#include <map>
#include <utility>
#include <vector>

namespace bailiwick::layers {
namespace {

constexpr unsigned kBits = 14;  // counters that stay in the nearest cache

std::size_t bucket_of(double x, double y) {
  auto h = std::bit_cast<std::uint64_t>(x) * 0x9E3779B97F4A7C15U;
  h = (h ^ (h >> 29U) ^ std::bit_cast<std::uint64_t>(y)) * 0xBF58476D1CE4E5B9U;
  return h >> (64U - kBits);
}

}  // namespace

// A coordinate is counted by itself only where all that share its bucket are many enough: in most cities nowhere.
std::optional<Pile> largest_pile(std::span<const double> x, std::span<const double> y, std::uint64_t one_in) {
  std::vector<std::uint64_t> buckets(std::size_t{1} << kBits);
  for (std::size_t i = 0; i < x.size(); ++i) ++buckets[bucket_of(x[i], y[i])];
  const auto many = [&](std::uint64_t reports) { return reports * one_in >= x.size(); };
  if (x.empty() || !many(*std::max_element(buckets.begin(), buckets.end()))) return {};
  std::map<std::pair<double, double>, std::uint64_t> counts;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (many(buckets[bucket_of(x[i], y[i])])) ++counts[{x[i], y[i]}];
  }
  const auto most = std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (!many(most->second)) return {};
  return Pile{most->first.first, most->first.second, most->second};
}

}  // namespace bailiwick::layers
