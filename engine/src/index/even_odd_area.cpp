#include "index/even_odd_area.h"

#include "index/orient.h"

#include <bailiwick/error.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace bailiwick::index {
namespace {

using boost::multiprecision::cpp_int;

/// One edge of a zone's rings; `ring` and its place tell which edges follow each other.
struct Edge {
  double ax, ay, bx, by;
  std::uint32_t ring, place, ring_edges;

  [[nodiscard]] double low() const { return std::min(ay, by); }
  [[nodiscard]] double high() const { return std::max(ay, by); }
  [[nodiscard]] double west() const { return std::min(ax, bx); }
  [[nodiscard]] double east() const { return std::max(ax, bx); }
  [[nodiscard]] bool level() const { return ay == by; }
};

/// The edges that have a length, ring by ring.
std::vector<Edge> edges_of(const PolygonsView& shapes, std::size_t zone) {
  std::vector<Edge> edges;
  const auto rings = shapes.rings_of(zone);
  for (auto r = rings.begin; r < rings.end; ++r) {
    const auto v = shapes.vertices_of(r);
    const auto first = edges.size();
    for (auto i = v.begin; i + 1 < v.end; ++i) {
      const Edge edge{flushed(shapes.x[i]), flushed(shapes.y[i]), flushed(shapes.x[i + 1]), flushed(shapes.y[i + 1]), static_cast<std::uint32_t>(r),
                      static_cast<std::uint32_t>(edges.size() - first), 0};
      if (edge.ax != edge.bx || edge.ay != edge.by) edges.push_back(edge);
    }
    for (auto i = first; i < edges.size(); ++i) edges[i].ring_edges = static_cast<std::uint32_t>(edges.size() - first);
  }
  return edges;
}

int side(const Edge& e, double x, double y) { return orient(e.ax, e.ay, e.bx, e.by, x, y); }

/// Whether `next` begins where `e` ends in their ring.
bool follows(const Edge& next, const Edge& e) { return next.ring == e.ring && next.place == (e.place + 1) % e.ring_edges; }

/// Whether two edges that share a vertex of their ring lie on one another beyond it.
bool folds_back(const Edge& e, const Edge& next) {
  const bool back = e.ax != e.bx ? (e.ax < e.bx) != (next.ax < next.bx) && next.ax != next.bx : (e.ay < e.by) != (next.ay < next.by);
  return back && side(e, next.bx, next.by) == 0;
}

bool boxes_meet(const Edge& e, const Edge& f) { return e.east() >= f.west() && f.east() >= e.west() && e.high() >= f.low() && f.high() >= e.low(); }

/// Whether two edges meet anywhere but in the vertex that they share as neighbours in their ring.
bool meet(const Edge& e, const Edge& f) {
  if (!boxes_meet(e, f)) return false;
  const bool before = follows(f, e), after = follows(e, f);
  if (before || after) return (before && folds_back(e, f)) || (after && folds_back(f, e));
  if (side(e, f.ax, f.ay) * side(e, f.bx, f.by) > 0) return false;
  return side(f, e.ax, e.ay) * side(f, e.bx, e.by) <= 0;  // boxes that meet settle what lies on one line
}

using Meetings = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// The pairs of edges that meet, by a sweep along the axis on which edges are shorter.
Meetings meetings_of(const std::vector<Edge>& edges) {
  double west = 0, east = 0, south = 0, north = 0, wide = 0, tall = 0;
  for (std::size_t e = 0; e < edges.size(); ++e) {
    const auto& edge = edges[e];
    west = e == 0 ? edge.west() : std::min(west, edge.west());
    east = e == 0 ? edge.east() : std::max(east, edge.east());
    south = e == 0 ? edge.low() : std::min(south, edge.low());
    north = e == 0 ? edge.high() : std::max(north, edge.high());
    wide += edge.east() - edge.west();
    tall += edge.high() - edge.low();
  }
  const bool upward = tall * (east - west) <= wide * (north - south);
  struct Span {
    double from, to, left, right;
    std::uint32_t edge;
  };
  std::vector<Span> spans, active;
  spans.reserve(edges.size());
  for (std::uint32_t e = 0; e < edges.size(); ++e) {
    const auto& edge = edges[e];
    if (upward) spans.push_back({edge.low(), edge.high(), edge.west(), edge.east(), e});
    else spans.push_back({edge.west(), edge.east(), edge.low(), edge.high(), e});
  }
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return std::pair(a.from, a.edge) < std::pair(b.from, b.edge); });
  Meetings met;
  for (const auto& span : spans) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < active.size(); ++i) {
      const Span other = active[i];
      if (other.to < span.from) continue;
      active[kept++] = other;
      if (other.left > span.right || other.right < span.left || !meet(edges[other.edge], edges[span.edge])) continue;
      met.emplace_back(other.edge, span.edge);
      met.emplace_back(span.edge, other.edge);
    }
    if (met.size() > 2 * kMostMeetings) {
      throw Error(ErrorCode::limit_exceeded, "index: expected zones whose rings meet themselves fewer than " + std::to_string(kMostMeetings) +
                                                 " times, found one that does more often; draw it anew or leave it out");
    }
    active.resize(kept);
    active.push_back(span);
  }
  std::sort(met.begin(), met.end());
  return met;
}

/// A height between the ends of a piece of an edge, as a double where there is one.
struct Height {
  Rational exact;
  std::optional<double> plain;

  Height(const Rational& from, const Rational& to) : exact((from + to) / 2) {
    const auto middle = static_cast<double>(exact);
    if (from < middle && Rational(middle) < to) exact = middle, plain = middle;
  }
};

Rational x_at(const Edge& e, const Rational& y) {
  return Rational(e.ax) + (y - Rational(e.ay)) * (Rational(e.bx) - Rational(e.ax)) / (Rational(e.by) - Rational(e.ay));
}

/// Where an edge crosses a height, and the most that rounding can have moved it.
struct Rough {
  double x, error;
};

Rough rough_x_at(const Edge& e, double y) {
  const double wide = e.bx - e.ax;
  return {e.ax + wide * ((y - e.ay) / (e.by - e.ay)), 0x1p-49 * (std::abs(e.ax) + std::abs(e.bx))};  // six roundings of 2^-53
}

/// Which edges lie west of a place, by strips of equal height; so many strips that an edge lies in two or so.
class Strips {
 public:
  explicit Strips(const std::vector<Edge>& edges) : edges_(edges) {
    double tall = 0;
    for (const auto& e : edges) {
      south_ = std::min(south_, e.low());
      north_ = std::max(north_, e.high());
      tall += e.high() - e.low();
    }
    const auto most = static_cast<double>(edges.size());
    const double wanted = tall > 0 ? most * ((north_ - south_) / tall) : 1;
    strips_ = std::clamp(wanted, 1.0, most);
    offsets_.assign(static_cast<std::size_t>(strips_) + 1, 0);
    for_members([&](std::size_t strip, std::uint32_t) { ++offsets_[strip + 1]; });
    std::partial_sum(offsets_.begin(), offsets_.end(), offsets_.begin());
    members_.resize(offsets_.back());
    auto next = offsets_;
    for_members([&](std::size_t strip, std::uint32_t e) { members_[next[strip]++] = e; });
  }

  /// Whether an odd number of edges lies west of edge `e` at a height where it meets none but those that it lies on. Of those the first in number
  /// counts as west.
  [[nodiscard]] bool odd_to_the_west(std::uint32_t e, const Height& height) const {
    bool odd = false;
    if (!height.plain) {
      const Rational x = x_at(edges_[e], height.exact);
      for (std::uint32_t f = 0; f < edges_.size(); ++f) {
        const Edge& other = edges_[f];
        if (f == e || other.level() || height.exact < other.low() || height.exact >= other.high()) continue;
        if (lies_west(f, e, x, height.exact)) odd = !odd;
      }
      return odd;
    }
    const double y = *height.plain;
    const Rough x = rough_x_at(edges_[e], y);
    const auto strip = strip_of(y);
    for (auto i = offsets_[strip]; i < offsets_[strip + 1]; ++i) {
      const auto f = members_[i];
      const Edge& other = edges_[f];
      if (f == e || y < other.low() || y >= other.high()) continue;
      const Rough there = rough_x_at(other, y);
      const double apart = x.x - there.x, error = 2 * (x.error + there.error);
      if (std::abs(apart) > error ? apart > 0 : lies_west(f, e, x_at(edges_[e], height.exact), height.exact)) odd = !odd;
    }
    return odd;
  }

 private:
  [[nodiscard]] bool lies_west(std::uint32_t f, std::uint32_t e, const Rational& x, const Rational& y) const {
    const int order = x_at(edges_[f], y).compare(x);
    return order < 0 || (order == 0 && f < e);
  }
  /// Rises with y, so the strips of an edge's ends enclose those between.
  [[nodiscard]] std::size_t strip_of(double y) const {
    const double share = (y - south_) / (north_ - south_) * strips_;
    return share > 0 ? std::min(static_cast<std::size_t>(share), offsets_.size() - 2) : 0;
  }
  void for_members(const auto& visit) {
    for (std::uint32_t e = 0; e < edges_.size(); ++e) {
      if (edges_[e].level()) continue;
      for (auto strip = strip_of(edges_[e].low()), last = strip_of(edges_[e].high()); strip <= last; ++strip) visit(strip, e);
    }
  }

  const std::vector<Edge>& edges_;
  double south_ = kLargest, north_ = -kLargest, strips_ = 1;
  std::vector<std::size_t> offsets_;
  std::vector<std::uint32_t> members_;
};

/// The heights at which e meets another edge between its ends.
void add_heights(const Edge& e, const Edge& f, std::vector<Rational>& heights) {
  const int a = side(e, f.ax, f.ay), b = side(e, f.bx, f.by);
  const auto add = [&](double y) {
    if (y > e.low() && y < e.high()) heights.emplace_back(y);
  };
  if (a == 0) add(f.ay);
  if (b == 0) add(f.by);
  if (a * b >= 0 || side(f, e.ax, e.ay) * side(f, e.bx, e.by) >= 0) return;
  const Rational ex = Rational(e.bx) - Rational(e.ax), ey = Rational(e.by) - Rational(e.ay);
  const Rational fx = Rational(f.bx) - Rational(f.ax), fy = Rational(f.by) - Rational(f.ay);
  const Rational along = ((Rational(f.ax) - Rational(e.ax)) * fy - (Rational(f.ay) - Rational(e.ay)) * fx) / (ex * fy - ey * fx);
  heights.push_back(Rational(e.ay) + along * ey);
}

/// Twice the integral of x dy over a whole edge.
void add_whole(const Edge& e, double sign, ExactSum& sum) {
  for (const double x : {e.ax, e.bx}) {
    sum.add_product(sign * x, e.high());
    sum.add_product(-sign * x, e.low());
  }
}

/// A sum of fractions. Its exact denominator grows with every one of them, so from many on each is cut to kPlaces binary places: the same ones whatever
/// their order.
class PieceSum {
 public:
  void add(const Rational& piece, bool positive) {
    const cpp_int cut = (numerator(piece) << kPlaces) / denominator(piece);
    cut_ += positive ? cut : -cut;
    if (++count_ <= kExactPieces) exact_ += positive ? piece : -piece;
  }
  [[nodiscard]] Rational total() const { return count_ <= kExactPieces ? exact_ : Rational(cut_, cpp_int(1) << kPlaces); }

 private:
  std::size_t count_ = 0;
  Rational exact_;
  cpp_int cut_;
};

/// Twice the integral of x dy over the pieces of an edge between the others that it meets, each with the sign of its own ground.
void add_pieces(const std::vector<Edge>& edges, const Strips& strips, std::uint32_t e, std::span<const Meetings::value_type> met, PieceSum& sum) {
  const Edge& edge = edges[e];
  std::vector<Rational> heights{Rational(edge.low()), Rational(edge.high())};
  for (const auto& [self, other] : met) add_heights(edge, edges[other], heights);
  std::sort(heights.begin(), heights.end());
  heights.erase(std::unique(heights.begin(), heights.end()), heights.end());
  for (std::size_t i = 0; i + 1 < heights.size(); ++i) {
    const Rational &from = heights[i], &to = heights[i + 1];
    const Rational twice = (x_at(edge, from) + x_at(edge, to)) * (to - from);
    const bool west = strips.odd_to_the_west(e, Height(from, to));
    sum.add(abs(twice), west == (twice > 0));
  }
}

}  // namespace

std::optional<Rational> double_area_of_tangle(const PolygonsView& shapes, std::size_t zone) {
  const auto edges = edges_of(shapes, zone);
  const auto met = meetings_of(edges);
  if (met.empty()) return std::nullopt;
  const Strips strips(edges);
  ExactSum whole;
  PieceSum pieces;
  enum class Ground : std::uint8_t { unknown, left, right };
  auto ground = Ground::unknown;  // seen in the direction of travel: it stays on its side along a ring while nothing meets it
  auto next = met.begin();
  for (std::uint32_t e = 0; e < edges.size(); ++e) {
    const auto first = next;
    while (next != met.end() && next->first == e) ++next;
    const Edge& edge = edges[e];
    if (edge.place == 0 || first != next) ground = Ground::unknown;
    if (edge.level()) continue;
    if (first != next) {
      add_pieces(edges, strips, e, {first, next}, pieces);
      continue;
    }
    const bool up = edge.ay < edge.by;
    if (ground == Ground::unknown) ground = strips.odd_to_the_west(e, Height(edge.low(), edge.high())) == up ? Ground::left : Ground::right;
    add_whole(edge, (ground == Ground::left) == up ? 1 : -1, whole);
  }
  whole.carry();
  return rational(whole) + pieces.total();
}

Rational rational(const ExactSum& sum) {
  cpp_int digits = 0;
  for (std::size_t i = ExactSum::kDigits; i-- > 0;) digits = digits * (std::int64_t{1} << 32) + sum.digit(i);
  return Rational(digits, cpp_int(1) << ExactSum::kLowest);
}

}  // namespace bailiwick::index
