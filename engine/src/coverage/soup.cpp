#include "coverage/soup.h"

#include <bailiwick/error.h>

#include "index/orient.h"

#include <algorithm>
#include <string>
#include <tuple>

namespace bailiwick::coverage {
namespace {

double twice_area(const PolygonsView& shapes, std::uint32_t begin, std::uint32_t end) {
  double sum = 0;
  const double ox = shapes.x[begin];
  const double oy = shapes.y[begin];
  for (auto v = begin + 1; v + 1 < end; ++v) {
    sum += (shapes.x[v] - ox) * (shapes.y[v + 1] - oy) - (shapes.x[v + 1] - ox) * (shapes.y[v] - oy);
  }
  return sum;
}

/// -0 becomes 0: equal places have equal bits.
Point place(const PolygonsView& shapes, std::uint32_t v) {
  const double x = shapes.x[v];
  const double y = shapes.y[v];
  if (!index::usable(x) || !index::usable(y)) {
    throw Error(ErrorCode::invalid_coordinate,
                "coverage, vertex " + std::to_string(v) + ": expected finite coordinates of magnitude 1e15 at most, found " + std::to_string(x) +
                    " " + std::to_string(y));
  }
  return {index::flushed(x) + 0.0, index::flushed(y) + 0.0};
}

}  // namespace

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
  for (auto p = shapes.shape_offsets[shape]; p < shapes.shape_offsets[shape + 1]; ++p) {
    const auto first = shapes.part_offsets[p];
    for (auto r = first; r < shapes.part_offsets[p + 1]; ++r) add_ring(shapes, r, label, r != first);
  }
}

void SoupBuilder::add_ring(const PolygonsView& shapes, std::size_t ring, Label label, bool hole) {
  const auto [begin, end] = shapes.vertices_of(ring);
  if (end - begin < 4) return;
  const std::int32_t turn = (twice_area(shapes, begin, end) < 0) == hole ? 1 : -1;
  for (auto v = begin; v + 1 < end; ++v) {
    const auto a = place(shapes, v);
    const auto b = place(shapes, v + 1);
    if (a == b) continue;
    if (a < b) {
      sides_.push_back({{a, b}, {label, turn}});
    } else {
      sides_.push_back({{b, a}, {label, -turn}});
    }
  }
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
