#include "index/area_order.h"

#include "index/even_odd_area.h"
#include "index/exact_sum.h"
#include "index/orient.h"
#include "run/blocks.h"

#include <algorithm>
#include <cmath>
#include <compare>
#include <memory>
#include <numeric>
#include <span>

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

/// The rings of a zone that have an inside, each with whether it is a hole.
struct Rings {
  std::vector<Range> ring;
  std::vector<bool> hole;
};

Rings rings_of(const PolygonsView& shapes, std::size_t zone) {
  Rings out;
  std::vector<Box> boxes;
  const auto all = shapes.rings_of(zone);
  for (auto r = all.begin; r < all.end; ++r) {
    const Range v = shapes.vertices_of(r);
    if (v.end - v.begin < 4) continue;  // no inside
    out.ring.push_back(v);
    if (all.end - all.begin > 1) boxes.push_back(box_of(shapes, v));
  }
  out.hole.assign(out.ring.size(), false);
  for (std::size_t r = 0; out.ring.size() > 1 && r < out.ring.size(); ++r) {
    for (std::size_t other = 0; other < out.ring.size(); ++other) {
      if (other == r || !boxes[other].holds(shapes.x[out.ring[r].begin], shapes.y[out.ring[r].begin])) continue;
      if (lies_inside(shapes, out.ring[r], out.ring[other])) out.hole[r] = !out.hole[r];
    }
  }
  return out;
}

/// Twice the area of a zone whose rings do not meet, exactly.
ExactSum double_area_of_zone(const PolygonsView& shapes, std::size_t zone) {
  const Rings rings = rings_of(shapes, zone);
  ExactSum total;
  for (std::size_t r = 0; r < rings.ring.size(); ++r) total.add(double_area(shapes, rings.ring[r]), rings.hole[r] ? -1 : 1);
  return total;
}

/// The same as a double with the most it can be off: tells most zones apart.
struct Rough {
  double value = 0, error = 0;
};

Rough rough_area(const PolygonsView& shapes, std::size_t zone) {
  const Rings rings = rings_of(shapes, zone);
  Rough total;
  for (std::size_t r = 0; r < rings.ring.size(); ++r) {
    const Range v = rings.ring[r];
    const double x0 = flushed(shapes.x[v.begin]), y0 = flushed(shapes.y[v.begin]);  // about a vertex, where the products are small
    double sum = 0, size = 0, px = 0, py = 0;
    for (auto i = v.begin + 1; i < v.end; ++i) {
      const double x = flushed(shapes.x[i]) - x0, y = flushed(shapes.y[i]) - y0;
      const double left = px * y, right = x * py;
      sum += left - right;
      size += std::abs(left) + std::abs(right);
      px = x;
      py = y;
    }
    // Every difference, product and sum is off by 2^-53 of itself at most; n terms are added. Twice that, for what is off in the bound itself.
    total.error += 0x1p-52 * (static_cast<double>(v.end - v.begin) + 8) * size + 0x1p-1000;
    total.value += rings.hole[r] ? -std::abs(sum) : std::abs(sum);
  }
  total.error += 0x1p-52 * static_cast<double>(rings.ring.size() + 1) * (std::abs(total.value) + total.error);
  return total;
}

/// What is worked out of every zone: a double, and the exact area where rings meet, for which no sum of rings stands.
struct Known {
  Rough rough;
  std::unique_ptr<const Rational> tangle;
};

Known known_area(const PolygonsView& shapes, std::size_t zone) {
  const auto tangle = double_area_of_tangle(shapes, zone);
  if (!tangle) return {rough_area(shapes, zone), nullptr};
  const auto value = static_cast<double>(*tangle);
  return {{value, 0x1p-50 * value + 0x1p-1000}, std::make_unique<const Rational>(*tangle)};
}

/// Areas of the zones of one level, compared by the doubles where they can tell and exactly where they cannot.
class Areas {
 public:
  Areas(const PolygonsView& shapes, const Level& level, std::span<const Known> known)
      : shapes_(shapes), first_(level.first_zone), known_(known.subspan(level.first_zone, level.zone_count)), exact_(level.zone_count) {}

  [[nodiscard]] std::strong_ordering compare(std::uint32_t a, std::uint32_t b) {
    const Rough &p = known_[a].rough, &q = known_[b].rough;
    if (p.value + p.error < q.value - q.error) return std::strong_ordering::less;
    if (q.value + q.error < p.value - p.error) return std::strong_ordering::greater;
    if (known_[a].tangle || known_[b].tangle) return fraction(a).compare(fraction(b)) <=> 0;
    return exact(a) < exact(b) ? std::strong_ordering::less : exact(b) < exact(a) ? std::strong_ordering::greater : std::strong_ordering::equal;
  }

 private:
  const ExactSum& exact(std::uint32_t zone) {
    auto& sum = exact_[zone];
    if (!sum) sum = std::make_unique<ExactSum>(double_area_of_zone(shapes_, first_ + zone));
    return *sum;
  }
  Rational fraction(std::uint32_t zone) { return known_[zone].tangle ? *known_[zone].tangle : rational(exact(zone)); }

  const PolygonsView& shapes_;
  std::uint32_t first_;
  std::span<const Known> known_;
  std::vector<std::unique_ptr<ExactSum>> exact_;
};

}  // namespace

std::vector<std::uint32_t> area_ranks(const Zones& zones, const Context& context) {
  std::vector<std::uint32_t> rank(zones.size());
  const auto shapes = zones.shapes.view();
  std::vector<Known> known(zones.size());
  run::for_blocks(zones.size(), 16, context, "index", [&](const run::Block& block) {
    for (auto z = block.begin; z < block.end; ++z) known[z] = known_area(shapes, z);
  });
  for (const auto& level : zones.levels) {
    Areas areas(shapes, level, known);
    std::vector<std::uint32_t> order(level.zone_count);
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return areas.compare(a, b) < 0; });
    std::uint32_t place = 0;
    for (std::uint32_t i = 0; i < level.zone_count; ++i) {
      if (i > 0 && areas.compare(order[i - 1], order[i]) != 0) place = i;
      rank[level.first_zone + order[i]] = place;
    }
  }
  return rank;
}

}  // namespace bailiwick::index
