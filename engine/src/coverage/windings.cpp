#include "coverage/windings.h"

#include "coverage/places.h"
#include "coverage/sides.h"

#include <algorithm>
#include <numeric>

namespace bailiwick::coverage {
namespace {

/// Adds what one side contributes to the winding number at the spot.
class Ray {
 public:
  explicit Ray(const Spot& spot) : spot_(spot) {}

  void pass(const Side& side) {
    const auto& s = side.segment;
    const bool spans = !starts_east(s.a) && starts_east(s.b);
    if (!spans && !reaches(s)) return;
    const int above = orientation_to(s.a, s.b);
    if (spans && above > 0) add(side, side.toggle.winding);
    if (above != 0) return;
    const bool starts_here = !spot_.crossing && s.a == spot_.place;
    const bool ends_here = !spot_.crossing && s.b == spot_.place;
    if (!starts_here && !ends_here && !runs_through(s)) return;
    if (!ends_here && is_turned_over(s, true)) add(side, side.toggle.winding);
    if (!starts_here && is_turned_over(s, false)) add(side, -side.toggle.winding);
  }

  std::vector<Toggle> take() {
    combine(sum_);
    return std::move(sum_);
  }

 private:
  /// Whether p lies east of the ray, which itself runs a hair to the east of the spot.
  [[nodiscard]] bool starts_east(Point p) const {
    if (!spot_.crossing) return p.x > spot_.place.x;
    return compare_abscissa(spot_.crossing->first, spot_.crossing->second, p.x) < 0;
  }

  /// Whether s may end at the spot, or stand upright over or under it.
  [[nodiscard]] bool reaches(const Segment& s) const {
    if (!spot_.crossing) return s.b == spot_.place || (s.a.x == s.b.x && s.a.x == spot_.place.x);
    return !starts_east(s.a) && compare_abscissa(spot_.crossing->first, spot_.crossing->second, s.b.x) <= 0;
  }

  [[nodiscard]] int orientation_to(Point a, Point b) const {
    if (!spot_.crossing) return orientation(a, b, spot_.place);
    return orientation_of_crossing(a, b, spot_.crossing->first, spot_.crossing->second);
  }

  /// Whether the spot, known to lie on the line of s, lies strictly between its ends.
  [[nodiscard]] bool runs_through(const Segment& s) const {
    if (!spot_.crossing) return strictly_within(s, spot_.place);
    const auto& [p, q] = *spot_.crossing;
    if (s.a.x != s.b.x) return compare_abscissa(p, q, s.a.x) > 0 && compare_abscissa(p, q, s.b.x) < 0;
    // upright: on which side of a level line through its ends
    return orientation_of_crossing(s.a, {s.a.x + 1, s.a.y}, p, q) > 0 && orientation_of_crossing(s.b, {s.b.x + 1, s.b.y}, p, q) < 0;
  }

  /// Whether, turning counter-clockwise from straight down up to the spot's edge and over it, one comes over this one.
  [[nodiscard]] bool is_turned_over(const Segment& s, bool forward) const {
    if (forward != spot_.forward) return forward;
    return turn(spot_.along, s) <= 0;
  }

  void add(const Side& side, std::int32_t winding) { sum_.push_back({side.toggle.label, winding}); }

  const Spot& spot_;
  std::vector<Toggle> sum_;
};

}  // namespace

Windings::Windings(const Sheet& sheet, const std::vector<Box>& own_boxes) : sheet_(sheet), own_boxes_(own_boxes) {
  for_each_shape(sheet, [&](Label label, const PolygonsView& shapes, std::uint32_t shape) {
    if (!sheet.is_own(label)) for_each_side(shapes, shape, label, [&](const Side& side) { others_.push_back(side); });
  });
  Box all;
  for (const auto& side : others_) {
    all.take(side.segment.a);
    all.take(side.segment.b);
  }
  for (const auto& box : own_boxes) {
    if (!(box.west <= box.east)) continue;
    all.take({box.west, box.south});
    all.take({box.east, box.north});
  }
  slack_ = rounding_of(all);
  west_ = all.west;
  east_ = all.east;
  build_slabs();
  build_cells();
}

std::size_t Windings::slab_of(double x) const {
  const auto slabs = slab_offsets_.size() - 1;
  if (!(east_ > west_)) return 0;
  return std::min(slabs - 1, static_cast<std::size_t>(std::max(0.0, (x - west_) / (east_ - west_) * static_cast<double>(slabs))));
}

std::size_t Windings::cell_of(double x) const {
  const auto cells = cell_offsets_.size() - 1;
  if (!(east_ > west_)) return 0;
  return std::min(cells - 1, static_cast<std::size_t>(std::max(0.0, (x - west_) / (east_ - west_) * static_cast<double>(cells))));
}

void Windings::build_slabs() {
  slab_offsets_.assign(std::clamp<std::size_t>(others_.size() / 8, 1, 1 << 14) + 1, 0);
  for (const auto& side : others_) {
    for (auto k = slab_of(side.segment.a.x); k <= slab_of(side.segment.b.x); ++k) ++slab_offsets_[k + 1];
  }
  std::partial_sum(slab_offsets_.begin(), slab_offsets_.end(), slab_offsets_.begin());
  slab_sides_.resize(slab_offsets_.back());
  auto free = slab_offsets_;
  for (std::uint32_t i = 0; i < others_.size(); ++i) {
    for (auto k = slab_of(others_[i].segment.a.x); k <= slab_of(others_[i].segment.b.x); ++k) slab_sides_[free[k]++] = i;
  }
}

void Windings::build_cells() {
  cell_offsets_.assign(std::clamp<std::size_t>(own_boxes_.size() / 8, 1, 1 << 12) + 1, 0);
  const auto for_each_cell = [&](auto visit) {
    for (std::uint32_t i = 0; i < own_boxes_.size(); ++i) {
      if (!(own_boxes_[i].west <= own_boxes_[i].east)) continue;
      for (auto k = cell_of(own_boxes_[i].west); k <= cell_of(own_boxes_[i].east); ++k) visit(k, i);
    }
  };
  for_each_cell([&](std::size_t k, std::uint32_t) { ++cell_offsets_[k + 1]; });
  std::partial_sum(cell_offsets_.begin(), cell_offsets_.end(), cell_offsets_.begin());
  cell_zones_.resize(cell_offsets_.back());
  auto free = cell_offsets_;
  for_each_cell([&](std::size_t k, std::uint32_t i) { cell_zones_[free[k]++] = i; });
}

std::vector<Toggle> Windings::others_left_of(const Spot& spot) const {
  Ray ray(spot);
  // A crossing is good to an ulp or two: its neighbours count as well.
  const double slack = spot.crossing ? slack_ : 0;
  const auto first = slab_of(spot.place.x - slack);
  const auto last = slab_of(spot.place.x + slack);
  for (auto k = first; k <= last; ++k) {
    for (auto i = slab_offsets_[k]; i < slab_offsets_[k + 1]; ++i) {
      const auto& side = others_[slab_sides_[i]];
      if (k == std::max(first, slab_of(side.segment.a.x))) ray.pass(side);
    }
  }
  return ray.take();
}

std::vector<Toggle> Windings::left_of(const Spot& spot) const {
  auto result = others_left_of(spot);
  Ray ray(spot);
  const double slack = spot.crossing ? slack_ : 0;
  const Point low{spot.place.x - slack, spot.place.y - slack};
  const Point high{spot.place.x + slack, spot.place.y + slack};
  const auto first = cell_of(low.x);
  const auto last = cell_of(high.x);
  for (auto k = first; k <= last; ++k) {
    for (auto i = cell_offsets_[k]; i < cell_offsets_[k + 1]; ++i) {
      const auto zone = cell_zones_[i];
      const auto& box = own_boxes_[zone];
      if (k != std::max(first, cell_of(box.west))) continue;
      if (box.east < low.x || high.x < box.west || box.north < low.y || high.y < box.south) continue;
      for_each_side(sheet_.zones, sheet_.first + zone, sheet_.first + zone, [&](const Side& side) { ray.pass(side); });
    }
  }
  const auto own = ray.take();
  result.insert(result.end(), own.begin(), own.end());
  combine(result);
  return result;
}

}  // namespace bailiwick::coverage
