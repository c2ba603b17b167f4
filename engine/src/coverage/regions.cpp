#include "coverage/regions.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace bailiwick::coverage {
namespace {

class Joiner {
 public:
  explicit Joiner(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0U); }
  std::uint32_t root(std::uint32_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(std::uint32_t i, std::uint32_t k) {
    const auto p = root(i);
    const auto q = root(k);
    parent_[std::max(p, q)] = std::min(p, q);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

using Ring = std::vector<HalfEdge>;

/// The rim of one region, walked.
class Walker {
 public:
  Walker(const Arrangement& a, const Membership& membership, const Region& region)
      : a_(a), membership_(membership), region_(region), seen_(region.rim.size(), 0) {}

  std::vector<Ring> rings() {
    for (std::size_t i = 0; i < region_.rim.size(); ++i) {
      if (seen_[i] == 0) walk(region_.rim[i]);
    }
    put_shell_first();
    return std::move(rings_);
  }

 private:
  /// Round the node at the end of h through the region's own faces, to the next edge that bounds it.
  [[nodiscard]] HalfEdge following(HalfEdge h) const {
    auto g = a_.next[h];
    while (membership_.item(a_.face(twin(g)), region_.in_class) != Membership::kNone) g = a_.next[twin(g)];
    return g;
  }

  void mark(HalfEdge h) {
    const auto at = std::lower_bound(region_.rim.begin(), region_.rim.end(), h) - region_.rim.begin();
    seen_[static_cast<std::size_t>(at)] = 1;
  }

  /// A walk that comes back to a node has closed a ring there: it is cut off, so that every ring is simple.
  void walk(HalfEdge start) {
    Ring open;
    std::unordered_map<std::uint32_t, std::size_t> left_at;
    auto h = start;
    do {
      mark(h);
      const auto [found, fresh] = left_at.try_emplace(a_.origin(h), open.size());
      if (!fresh) {
        const auto from = found->second;
        for (auto i = from + 1; i < open.size(); ++i) left_at.erase(a_.origin(open[i]));
        rings_.emplace_back(open.begin() + static_cast<std::ptrdiff_t>(from), open.end());
        open.resize(from);
      }
      open.push_back(h);
      h = following(h);
    } while (h != start);
    rings_.push_back(std::move(open));
  }

  [[nodiscard]] Point smallest(const Ring& ring) const {
    Point result = a_.edges.nodes[a_.origin(ring.front())];
    for (const auto h : ring) result = std::min(result, a_.edges.nodes[a_.origin(h)]);
    return result;
  }

  [[nodiscard]] double twice_area(const Ring& ring) const {
    const auto o = a_.edges.nodes[a_.origin(ring.front())];
    double sum = 0;
    for (const auto h : ring) {
      const auto p = a_.edges.nodes[a_.origin(h)];
      const auto q = a_.edges.nodes[a_.origin(twin(h))];
      sum += (p.x - o.x) * (q.y - o.y) - (q.x - o.x) * (p.y - o.y);
    }
    return sum;
  }

  /// A region that hangs together has one shell, and it reaches farthest west.
  void put_shell_first() {
    const auto shell = std::min_element(rings_.begin(), rings_.end(), [this](const Ring& r, const Ring& s) {
      const auto p = smallest(r);
      const auto q = smallest(s);
      return p < q || (p == q && twice_area(r) > twice_area(s));
    });
    if (shell != rings_.end()) std::iter_swap(rings_.begin(), shell);
  }

  const Arrangement& a_;
  const Membership& membership_;
  const Region& region_;
  std::vector<std::uint8_t> seen_;
  std::vector<Ring> rings_;
};

}  // namespace

std::uint32_t Membership::item(Face f, std::uint32_t in_class) const {
  const auto classes = of(f);
  const auto found = std::lower_bound(classes.begin(), classes.end(), in_class);
  if (found == classes.end() || *found != in_class) return kNone;
  return offsets_[f] + static_cast<std::uint32_t>(found - classes.begin());
}

std::vector<Region> regions(const Arrangement& a, const Membership& membership) {
  Joiner joiner(membership.item_count());
  for (Face f = 0; f < membership.face_count(); ++f) {
    for (const auto c : membership.of(f)) {
      const auto own = membership.item(f, c);
      a.for_each_half_edge(f, [&](HalfEdge h) {
        const auto other = membership.item(a.face(twin(h)), c);
        if (other != Membership::kNone && other > own) joiner.join(own, other);
      });
    }
  }
  std::vector<Region> result;
  std::unordered_map<std::uint32_t, std::size_t> number;
  for (Face f = 0; f < membership.face_count(); ++f) {
    for (const auto c : membership.of(f)) {
      const auto [found, fresh] = number.try_emplace(joiner.root(membership.item(f, c)), result.size());
      if (fresh) result.push_back({c, {}, {}});
      auto& region = result[found->second];
      region.faces.push_back(f);
      a.for_each_half_edge(f, [&](HalfEdge h) {
        if (membership.item(a.face(twin(h)), c) == Membership::kNone) region.rim.push_back(h);
      });
    }
  }
  for (auto& region : result) std::sort(region.rim.begin(), region.rim.end());
  std::stable_sort(result.begin(), result.end(), [](const Region& r, const Region& s) { return r.in_class < s.in_class; });
  return result;
}

void draw(const Arrangement& a, const Membership& membership, const Region& region, Polygons& to, std::vector<std::uint32_t>* nodes) {
  for (const auto& ring : Walker(a, membership, region).rings()) {
    const auto first = std::min_element(ring.begin(), ring.end(), [&](HalfEdge g, HalfEdge h) {
      return a.edges.nodes[a.origin(g)] < a.edges.nodes[a.origin(h)];
    });
    const auto start = static_cast<std::size_t>(first - ring.begin());
    for (std::size_t i = 0; i <= ring.size(); ++i) {
      const auto node = a.origin(ring[(start + i) % ring.size()]);
      to.add_vertex(a.edges.nodes[node].x, a.edges.nodes[node].y);
      if (nodes != nullptr) nodes->push_back(node);
    }
    to.end_ring();
  }
  to.end_part();
}

}  // namespace bailiwick::coverage
