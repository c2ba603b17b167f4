#include "coverage/nesting.h"

#include "coverage/places.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace bailiwick::coverage {

BelowFinder::BelowFinder(const Soup& soup, const Noded& edges) : soup_(soup), edges_(edges) {
  const auto& segments = soup.segments;
  west_ = segments.front().a.x;
  east_ = west_;
  for (const auto& s : segments) east_ = std::max(east_, s.b.x);
  slab_offsets_.assign(std::clamp<std::size_t>(segments.size() / 8, 1, 1 << 14) + 1, 0);
  for (const auto& s : segments) {
    for (auto k = slab_of(s.a.x); k <= slab_of(s.b.x); ++k) ++slab_offsets_[k + 1];
  }
  std::partial_sum(slab_offsets_.begin(), slab_offsets_.end(), slab_offsets_.begin());
  slab_segments_.resize(slab_offsets_.back());
  auto free = slab_offsets_;
  for (std::uint32_t i = 0; i < segments.size(); ++i) {
    for (auto k = slab_of(segments[i].a.x); k <= slab_of(segments[i].b.x); ++k) slab_segments_[free[k]++] = i;
  }
}

std::size_t BelowFinder::slab_of(double x) const {
  const auto slabs = slab_offsets_.size() - 1;
  if (!(east_ > west_)) return 0;
  const double share = (x - west_) / (east_ - west_);  // rises with x, so the slabs of a segment's ends enclose those between
  return std::min(slabs - 1, static_cast<std::size_t>(std::max(0.0, share * static_cast<double>(slabs))));
}

std::uint32_t BelowFinder::find(Point p) const {
  std::vector<std::uint32_t> below;
  const auto slab = slab_of(p.x);
  for (auto i = slab_offsets_[slab]; i < slab_offsets_[slab + 1]; ++i) {
    const auto& s = soup_.segments[slab_segments_[i]];
    if (s.a.x <= p.x && p.x < s.b.x && orientation(s.a, s.b, p) > 0) below.push_back(slab_segments_[i]);
  }
  while (!below.empty()) {
    const auto highest = std::max_element(below.begin(), below.end(), [&](std::uint32_t i, std::uint32_t k) {
      return compare_heights(soup_.segments[i], soup_.segments[k], p.x) < 0;
    });
    const auto piece = piece_over(*highest, p.x);
    if (piece != kNothing) return piece;
    below.erase(highest);  // there it runs along another edge that cancels it
  }
  return kNothing;
}

/// The piece of the segment just east of x; nothing when it was cancelled.
std::uint32_t BelowFinder::piece_over(std::uint32_t segment, double x) const {
  const auto& s = soup_.segments[segment];
  const auto vertex = [&](Point p) {
    const auto end = edges_.nodes.begin() + edges_.vertex_count;
    return static_cast<std::uint32_t>(std::lower_bound(edges_.nodes.begin(), end, p) - edges_.nodes.begin());
  };
  std::vector<std::uint32_t> stops{vertex(s.a)};
  stops.insert(stops.end(), edges_.cuts.begin() + edges_.cut_offsets[segment], edges_.cuts.begin() + edges_.cut_offsets[segment + 1]);
  stops.push_back(vertex(s.b));
  const auto is_east = [&](std::uint32_t node) {
    if (node < edges_.vertex_count) return edges_.nodes[node].x > x;
    const auto [first, second] = edges_.crossing_of[node - edges_.vertex_count];
    return compare_abscissa(soup_.segments[first], soup_.segments[second], x) > 0;
  };
  const auto east = std::find_if(stops.begin() + 1, stops.end(), is_east);
  const auto key = std::pair(*(east - 1), *east);
  const auto found = std::lower_bound(edges_.pieces.begin(), edges_.pieces.end(), key,
                                      [](const Piece& p, const auto& k) { return std::pair(p.from, p.to) < k; });
  if (found == edges_.pieces.end() || std::pair(found->from, found->to) != key) return kNothing;
  return static_cast<std::uint32_t>(found - edges_.pieces.begin());
}

}  // namespace bailiwick::coverage
