#include "index/area_order.h"

#include "index/exact_sum.h"
#include "index/orient.h"

#include <algorithm>
#include <numeric>

namespace bailiwick::index {
namespace {

using Range = PolygonsView::Range;

struct Box {
  double west, south, east, north;
  [[nodiscard]] bool holds(double x, double y) const { return x >= west && x <= east && y >= south && y <= north; }
};

Box box_of(const PolygonsView& shapes, Range v) {
  const auto [west, east] = std::minmax_element(shapes.x.begin() + v.begin, shapes.x.begin() + v.end);
  const auto [south, north] = std::minmax_element(shapes.y.begin() + v.begin, shapes.y.begin() + v.end);
  return {*west, *south, *east, *north};
}

/// Twice the area of a ring, never negative.
ExactSum double_area(const PolygonsView& shapes, Range v) {
  ExactSum sum;
  for (auto i = v.begin; i + 1 < v.end; ++i) {
    sum.add_product(flushed(shapes.x[i]), flushed(shapes.y[i + 1]));
    sum.add_product(-flushed(shapes.x[i + 1]), flushed(shapes.y[i]));
  }
  sum.carry();
  if (sum.sign() >= 0) return sum;
  ExactSum positive;
  positive.add(sum, -1);
  return positive;
}

enum class Where { outside, inside, on };

/// Where a place lies in one ring, by crossings of the ray to its left.
Where where(const PolygonsView& shapes, Range v, double x, double y) {
  bool inside = false;
  for (auto i = v.begin; i + 1 < v.end; ++i) {
    auto a = i;
    auto b = i + 1;
    if (shapes.y[b] < shapes.y[a]) std::swap(a, b);
    if (y < shapes.y[a] || y > shapes.y[b]) continue;
    const int side = orient(shapes.x[a], shapes.y[a], shapes.x[b], shapes.y[b], x, y);
    if (side == 0 && x >= std::min(shapes.x[a], shapes.x[b]) && x <= std::max(shapes.x[a], shapes.x[b])) return Where::on;
    if (y < shapes.y[b] && side < 0) inside = !inside;
  }
  return inside ? Where::inside : Where::outside;
}

/// Whether `inner` lies inside `outer`: told by the first vertex off outer's border; a ring whose every vertex lies on it counts as inside
/// when the middle of its first edge does.
bool lies_inside(const PolygonsView& shapes, Range inner, Range outer) {
  for (auto i = inner.begin; i < inner.end; ++i) {
    const Where place = where(shapes, outer, shapes.x[i], shapes.y[i]);
    if (place != Where::on) return place == Where::inside;
  }
  const auto i = inner.begin;
  return where(shapes, outer, (shapes.x[i] + shapes.x[i + 1]) / 2, (shapes.y[i] + shapes.y[i + 1]) / 2) == Where::inside;
}

/// Twice the area of a zone.
ExactSum double_area_of_zone(const PolygonsView& shapes, std::size_t zone) {
  std::vector<Range> rings;
  std::vector<Box> boxes;
  for (auto r = shapes.rings_of(zone).begin; r < shapes.rings_of(zone).end; ++r) {
    const Range v = shapes.vertices_of(r);
    if (v.end - v.begin < 4) continue;  // no inside
    rings.push_back(v);
    boxes.push_back(box_of(shapes, v));
  }
  ExactSum total;
  for (std::size_t r = 0; r < rings.size(); ++r) {
    bool hole = false;
    for (std::size_t other = 0; other < rings.size(); ++other) {
      if (other == r || !boxes[other].holds(shapes.x[rings[r].begin], shapes.y[rings[r].begin])) continue;
      if (lies_inside(shapes, rings[r], rings[other])) hole = !hole;
    }
    total.add(double_area(shapes, rings[r]), hole ? -1 : 1);
  }
  return total;
}

}  // namespace

std::vector<std::uint32_t> area_ranks(const Zones& zones) {
  std::vector<std::uint32_t> rank(zones.size());
  const auto shapes = zones.shapes.view();
  for (const auto& level : zones.levels) {
    std::vector<ExactSum> area(level.zone_count);
    for (std::uint32_t z = 0; z < level.zone_count; ++z) area[z] = double_area_of_zone(shapes, level.first_zone + z);
    std::vector<std::uint32_t> order(level.zone_count);
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return area[a] < area[b]; });
    std::uint32_t place = 0;
    for (std::uint32_t i = 0; i < level.zone_count; ++i) {
      if (i > 0 && area[order[i - 1]] != area[order[i]]) place = i;
      rank[level.first_zone + order[i]] = place;
    }
  }
  return rank;
}

}  // namespace bailiwick::index
