#include "coverage/noding.h"

#include "coverage/places.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace bailiwick::coverage {
namespace {

/// Vertices of the soup in lexicographic order, and which of them the ends of each segment are.
struct Vertices {
  std::vector<Point> places;
  std::vector<std::uint32_t> end_of;  ///< 2 s: end a of segment s, 2 s + 1: end b

  [[nodiscard]] std::uint32_t at(Point p) const {
    return static_cast<std::uint32_t>(std::lower_bound(places.begin(), places.end(), p) - places.begin());
  }
};

Vertices vertices_of(const std::vector<Segment>& segments) {
  struct End {
    Point place;
    std::uint32_t end;
  };
  std::vector<End> ends;
  ends.reserve(2 * segments.size());
  for (std::uint32_t s = 0; s < segments.size(); ++s) {
    ends.push_back({segments[s].a, 2 * s});
    ends.push_back({segments[s].b, 2 * s + 1});
  }
  std::sort(ends.begin(), ends.end(), [](const End& p, const End& q) { return p.place < q.place; });
  Vertices result;
  result.end_of.resize(ends.size());
  for (const auto& end : ends) {
    if (result.places.empty() || !(result.places.back() == end.place)) result.places.push_back(end.place);
    result.end_of[end.end] = static_cast<std::uint32_t>(result.places.size() - 1);
  }
  return result;
}

/// Something on a segment: a vertex, or the crossing with another segment.
struct Event {
  std::uint32_t segment;
  std::uint32_t point;  ///< vertex, or vertex count + crossing
  std::uint32_t other;  ///< the crossing's other segment
};

class Noder {
 public:
  Noder(const Soup& soup, Meetings meetings, Vertices vertices)
      : soup_(soup), meetings_(std::move(meetings)), vertices_(std::move(vertices)),
        vertex_count_(static_cast<std::uint32_t>(vertices_.places.size())), same_(vertex_count_ + meetings_.crossings.size()) {
    std::iota(same_.begin(), same_.end(), 0U);
  }

  Noded run() {
    collect_events();
    join_equal_places();
    number_nodes();
    cut_segments();
    merge_pieces();
    return std::move(result_);
  }

 private:
  [[nodiscard]] bool is_vertex(const Event& e) const { return e.point < vertex_count_; }

  [[nodiscard]] int compare(const Event& p, const Event& q) const {
    const auto& on = soup_.segments[p.segment];
    if (p.point == q.point) return 0;
    if (is_vertex(p) && is_vertex(q)) return p.point < q.point ? -1 : 1;  // vertices are numbered in lexicographic order
    if (is_vertex(q)) return compare_along(on, soup_.segments[p.other], vertices_.places[q.point]);
    if (is_vertex(p)) return -compare_along(on, soup_.segments[q.other], vertices_.places[p.point]);
    return compare_along(on, soup_.segments[p.other], soup_.segments[q.other]);
  }

  void collect_events() {
    for (const auto& touch : meetings_.touches) events_.push_back({touch.segment, vertices_.at(touch.vertex), 0});
    for (std::uint32_t c = 0; c < meetings_.crossings.size(); ++c) {
      const auto [first, second] = meetings_.crossings[c];
      events_.push_back({first, vertex_count_ + c, second});
      events_.push_back({second, vertex_count_ + c, first});
    }
    std::sort(events_.begin(), events_.end(), [this](const Event& p, const Event& q) {
      if (p.segment != q.segment) return p.segment < q.segment;
      const int order = compare(p, q);
      return order != 0 ? order < 0 : p.point < q.point;
    });
  }

  std::uint32_t root(std::uint32_t point) {
    while (same_[point] != point) point = same_[point] = same_[same_[point]];
    return point;
  }

  /// Crossings of three segments in one place are found as equal neighbours along each of them.
  void join_equal_places() {
    for (std::size_t i = 1; i < events_.size(); ++i) {
      if (events_[i].segment != events_[i - 1].segment || compare(events_[i - 1], events_[i]) != 0) continue;
      const auto p = root(events_[i - 1].point);
      const auto q = root(events_[i].point);
      same_[std::max(p, q)] = std::min(p, q);
    }
  }

  void number_nodes() {
    result_.vertex_count = vertex_count_;
    result_.nodes = vertices_.places;
    node_of_crossing_.resize(meetings_.crossings.size());
    for (std::uint32_t c = 0; c < meetings_.crossings.size(); ++c) {
      const auto point = root(vertex_count_ + c);
      if (point < vertex_count_) {
        node_of_crossing_[c] = point;
      } else if (point < vertex_count_ + c) {
        node_of_crossing_[c] = node_of_crossing_[point - vertex_count_];
      } else {
        node_of_crossing_[c] = static_cast<std::uint32_t>(result_.nodes.size());
        const auto [first, second] = meetings_.crossings[c];
        result_.crossing_of.push_back({first, second});
        const auto place = crossing_place(soup_.segments[first], soup_.segments[second]);
        result_.nodes.push_back(place.near);
        result_.rests.push_back(place.rest);
      }
    }
  }

  [[nodiscard]] std::uint32_t node_of(const Event& e) const { return is_vertex(e) ? e.point : node_of_crossing_[e.point - vertex_count_]; }

  void cut_segments() {
    std::size_t next = 0;
    for (std::uint32_t s = 0; s < soup_.segments.size(); ++s) {
      auto from = vertices_.end_of[2 * s];
      for (; next < events_.size() && events_[next].segment == s; ++next) {
        const auto to = node_of(events_[next]);
        if (to == from) continue;
        result_.cuts.push_back(to);
        result_.pieces.push_back({from, to, s});
        from = to;
      }
      result_.pieces.push_back({from, vertices_.end_of[2 * s + 1], s});
      result_.cut_offsets.push_back(static_cast<std::uint32_t>(result_.cuts.size()));
    }
  }

  /// Pieces of segments that run along each other are one piece; what cancels is none.
  void merge_pieces() {
    auto& pieces = result_.pieces;
    const auto before = [](const Piece& p, const Piece& q) {
      return std::tie(p.from, p.to, p.segment) < std::tie(q.from, q.to, q.segment);
    };
    if (!std::is_sorted(pieces.begin(), pieces.end(), before)) std::sort(pieces.begin(), pieces.end(), before);
    std::size_t kept = 0;
    std::vector<Toggle> here;
    for (std::size_t i = 0; i < pieces.size();) {
      const auto piece = pieces[i];
      here.clear();
      for (; i < pieces.size() && pieces[i].from == piece.from && pieces[i].to == piece.to; ++i) {
        const auto toggles = soup_.toggles_of(pieces[i].segment);
        here.insert(here.end(), toggles.begin(), toggles.end());
      }
      combine(here);
      if (here.empty()) continue;
      pieces[kept++] = piece;
      result_.toggles.insert(result_.toggles.end(), here.begin(), here.end());
      result_.toggle_offsets.push_back(static_cast<std::uint32_t>(result_.toggles.size()));
    }
    pieces.resize(kept);
  }

  const Soup& soup_;
  const Meetings meetings_;
  const Vertices vertices_;
  const std::uint32_t vertex_count_;
  std::vector<std::uint32_t> same_;  ///< union-find over vertices and crossings; the root is the smallest
  std::vector<std::uint32_t> node_of_crossing_;
  std::vector<Event> events_;
  Noded result_;
};

}  // namespace

Noded node(const Soup& soup, const Context& context) {
  return Noder(soup, meetings(soup.segments, context), vertices_of(soup.segments)).run();
}

}  // namespace bailiwick::coverage
