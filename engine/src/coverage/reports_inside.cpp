#include "coverage/draft.h"

#include "coverage/exact.h"
#include "run/blocks.h"

#include <algorithm>
#include <numeric>

namespace bailiwick::coverage {
namespace {

/// Even-odd by the half-open rule: the report counts as shifted by (e^2, e), so one on an edge lies above it, on an upright one right of it.
bool holds(const PolygonsView& shapes, std::size_t shape, Point p) {
  bool inside = false;
  const auto [first, last] = shapes.rings_of(shape);
  for (auto r = first; r < last; ++r) {
    const auto [begin, end] = shapes.vertices_of(r);
    for (auto v = begin; v + 1 < end; ++v) {
      Point a{shapes.x[v], shapes.y[v]};
      Point b{shapes.x[v + 1], shapes.y[v + 1]};
      if ((a.y <= p.y) == (b.y <= p.y)) continue;
      if (b.y < a.y) std::swap(a, b);
      const int side = orientation(a, b, p);
      if (side > 0 || (side == 0 && b.x > a.x)) inside = !inside;  // the edge lies to the right of the shifted report
    }
  }
  return inside;
}

struct ByX {
  std::vector<std::uint32_t> order;
  std::vector<double> x;
};

ByX by_x(ReportsView reports) {
  ByX result;
  result.order.resize(reports.size());
  std::iota(result.order.begin(), result.order.end(), 0U);
  std::sort(result.order.begin(), result.order.end(), [&](auto i, auto k) { return reports.x[i] < reports.x[k]; });
  for (const auto i : result.order) result.x.push_back(reports.x[i]);
  return result;
}

std::uint64_t count_in(const PolygonsView& shapes, std::size_t shape, ReportsView reports, const ByX& sorted) {
  const auto [begin, end] = shapes.vertices_of_shape(shape);
  if (begin == end) return 0;
  const auto [west, east] = std::minmax_element(shapes.x.begin() + begin, shapes.x.begin() + end);
  const auto [south, north] = std::minmax_element(shapes.y.begin() + begin, shapes.y.begin() + end);
  std::uint64_t count = 0;
  for (auto i = std::lower_bound(sorted.x.begin(), sorted.x.end(), *west) - sorted.x.begin(); i < static_cast<std::ptrdiff_t>(sorted.x.size());
       ++i) {
    const auto at = static_cast<std::size_t>(i);
    if (sorted.x[at] > *east) break;
    const double y = reports.y[sorted.order[at]];
    if (y >= *south && y <= *north && holds(shapes, shape, {sorted.x[at], y})) ++count;
  }
  return count;
}

}  // namespace

std::vector<std::uint64_t> reports_inside(const PolygonsView& shapes, ReportsView reports, const Context& context) {
  std::vector<std::uint64_t> counts(shapes.size(), 0);
  if (reports.size() == 0 || shapes.size() == 0) return counts;
  const auto sorted = by_x(reports);
  run::for_blocks(shapes.size(), 64, context, "counting reports in findings", [&](const run::Block& b) {
    for (auto s = b.begin; s < b.end; ++s) counts[s] = count_in(shapes, s, reports, sorted);
  });
  return counts;
}

}  // namespace bailiwick::coverage
