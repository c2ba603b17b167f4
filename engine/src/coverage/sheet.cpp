#include "coverage/sheet.h"

#include "coverage/sides.h"

#include <algorithm>
#include <cmath>

namespace bailiwick::coverage {

std::vector<Toggle> unsettled(const Sheet& sheet, std::span<const Toggle> toggles) {
  std::vector<Toggle> rest;
  for (const auto& toggle : toggles) {
    if (toggle.label != Sheet::kStudy && toggle.label >= sheet.exempt_first) continue;
    if (!sheet.is_own(toggle.label) || sheet.odd[toggle.label - sheet.first] != 0) {
      rest.push_back(toggle);
      continue;
    }
    rest.push_back({kCount, toggle.winding});
    for (const auto above : sheet.chains[sheet.kin[toggle.label - sheet.first]]) rest.push_back({above, -toggle.winding});
  }
  combine(rest);
  return rest;
}

bool is_sound(std::span<const Toggle> rest) { return rest.empty() || (rest.size() == 1 && rest[0] == Toggle{kCount, 1}); }

double rounding_of(const Box& box) {
  const double largest = std::max({std::abs(box.west), std::abs(box.east), std::abs(box.south), std::abs(box.north)});
  return std::isfinite(largest) ? 8 * std::numeric_limits<double>::epsilon() * largest : 0;
}

Box box_of(const PolygonsView& shapes, std::size_t shape) {
  Box box;
  for_each_ring(shapes, shape, [&](std::uint32_t begin, std::uint32_t end, bool) {
    for (auto v = begin; v < end; ++v) box.take(place_of(shapes, v));
  });
  return box;
}

}  // namespace bailiwick::coverage
