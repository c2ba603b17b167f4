#include "project/pile.h"

#include <algorithm>
#include <map>
#include <utility>

namespace bailiwick::layers {
namespace {

using Counts = std::map<std::pair<double, double>, std::uint64_t>;

/// Every coordinate that may hold one in `one_in` of the reports, in one pass and little memory (Misra and Gries 1982).
Counts candidates(std::span<const double> x, std::span<const double> y, std::uint64_t one_in) {
  Counts counts;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto known = counts.find({x[i], y[i]});
    if (known != counts.end()) {
      ++known->second;
    } else if (counts.size() < one_in) {
      counts.emplace(std::pair(x[i], y[i]), 1);
    } else {
      for (auto& entry : counts) --entry.second;
      std::erase_if(counts, [](const auto& entry) { return entry.second == 0; });
    }
  }
  return counts;
}

}  // namespace

std::optional<Pile> largest_pile(std::span<const double> x, std::span<const double> y, std::uint64_t one_in) {
  auto counts = candidates(x, y, one_in);
  for (auto& entry : counts) entry.second = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (const auto known = counts.find({x[i], y[i]}); known != counts.end()) ++known->second;
  }
  const auto most = std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == counts.end() || most->second * one_in < x.size()) return {};
  return Pile{most->first.first, most->first.second, most->second};
}

}  // namespace bailiwick::layers
