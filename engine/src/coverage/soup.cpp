#include "coverage/soup.h"

#include "coverage/sides.h"

#include <algorithm>
#include <tuple>

namespace bailiwick::coverage {
void combine(std::vector<Toggle>& toggles) {
  std::sort(toggles.begin(), toggles.end(), [](const Toggle& s, const Toggle& t) { return s.label < t.label; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < toggles.size();) {
    Toggle sum = toggles[i++];
    while (i < toggles.size() && toggles[i].label == sum.label) sum.winding += toggles[i++].winding;
    if (sum.winding != 0) toggles[kept++] = sum;
  }
  toggles.resize(kept);
}

void SoupBuilder::add(const PolygonsView& shapes, std::size_t shape, Label label) {
  for_each_side(shapes, shape, label, [this](const Side& side) { sides_.push_back(side); });
}

Soup SoupBuilder::match() && {
  std::sort(sides_.begin(), sides_.end(), [](const Side& s, const Side& t) {
    return std::tie(s.segment.a.x, s.segment.a.y, s.segment.b.x, s.segment.b.y, s.toggle.label, s.toggle.winding) <
           std::tie(t.segment.a.x, t.segment.a.y, t.segment.b.x, t.segment.b.y, t.toggle.label, t.toggle.winding);
  });
  Soup soup;
  std::vector<Toggle> here;
  for (std::size_t i = 0; i < sides_.size();) {
    const auto segment = sides_[i].segment;
    here.clear();
    for (; i < sides_.size() && sides_[i].segment.a == segment.a && sides_[i].segment.b == segment.b; ++i) here.push_back(sides_[i].toggle);
    combine(here);
    if (here.empty()) continue;
    soup.segments.push_back(segment);
    soup.toggles.insert(soup.toggles.end(), here.begin(), here.end());
    soup.toggle_offsets.push_back(static_cast<std::uint32_t>(soup.toggles.size()));
  }
  sides_ = {};
  return soup;
}

}  // namespace bailiwick::coverage
