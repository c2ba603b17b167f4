#include "layer/all_warnings.h"

#include <algorithm>

namespace bailiwick::layers {

std::vector<Warning> all_warnings(const Results& r) {
  std::vector<Warning> all;
  const auto add = [&](const std::vector<Warning>& warnings) {
    for (const auto& warning : warnings) {
      const auto same = std::find_if(all.begin(), all.end(), [&](const Warning& w) { return w.key == warning.key && w.values == warning.values; });
      if (same == all.end()) {
        all.push_back(warning);
      } else {
        same->count += warning.count;
      }
    }
  };
  for (const auto& level : r.levels) add(level.warnings);
  add(r.reports.warnings);
  add(r.city.warnings);
  add(r.located.warnings);
  return all;
}

}  // namespace bailiwick::layers
