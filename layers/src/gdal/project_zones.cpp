#include "gdal/project_zones.h"

#include <cmath>
#include <map>

namespace bailiwick::layers {
namespace {

bool is_prefix(int prefix) { return (prefix >= 13 && prefix <= 23) || (prefix >= 25 && prefix <= 45); }

}  // namespace

std::optional<int> zone_prefix(std::span<const double> values) {
  std::map<int, std::size_t> found;
  for (const double v : values) {
    if (!(v > 13e6 && v < 46e6)) continue;
    const int prefix = static_cast<int>(v / 1e6);
    if (is_prefix(prefix) && std::abs(v - prefix * 1e6 - 500'000) <= kHalfZone_m) ++found[prefix];
  }
  for (const auto& [prefix, count] : found) {
    if (count * 10 >= values.size() * 9) return prefix;
  }
  return {};
}

int zone_code(int prefix) { return prefix <= 23 ? 4491 + prefix - 13 : 4513 + prefix - 25; }

}  // namespace bailiwick::layers
