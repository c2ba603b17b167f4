#include "coverage/crossings.h"

#include <bailiwick/error.h>

#include "run/blocks.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace bailiwick::coverage {
namespace {

constexpr std::size_t kLeaf = 12;    // so few are tried each with each
constexpr unsigned kMaxDepth = 60;   // a box this small holds segments that meet in one place
constexpr unsigned kMaxFruitless = 4;
constexpr std::size_t kMostCrossings = 50'000'000;  // refused before memory is: no map of zones comes near it
constexpr unsigned kShareDepth = 6;  // the upper levels make the boxes that threads share out

struct Box {
  double west, south, east, north;
};

Box box_of(const Segment& s) { return {s.a.x, std::min(s.a.y, s.b.y), s.b.x, std::max(s.a.y, s.b.y)}; }

bool apart(const Box& p, const Box& q) { return p.east < q.west || q.east < p.west || p.north < q.south || q.north < p.south; }

/// Whether the line of s certainly passes the box by. A rounding error may keep a segment that could go, never the reverse.
bool passes_by(const Segment& s, const Box& box) {
  const double dx = s.b.x - s.a.x;
  const double dy = s.b.y - s.a.y;
  const double nearest_x = dy > 0 ? box.west : box.east;
  const double farthest_x = dy > 0 ? box.east : box.west;
  const double low = dx * (box.south - s.a.y) - dy * (farthest_x - s.a.x);
  const double high = dx * (box.north - s.a.y) - dy * (nearest_x - s.a.x);
  const double reach = std::abs(dx) * (std::abs(box.south - s.a.y) + std::abs(box.north - s.a.y)) +
                       std::abs(dy) * (std::abs(box.west - s.a.x) + std::abs(box.east - s.a.x));
  const double slack = 1e-14 * reach;
  return low > slack || high < -slack;
}

class Search {
 public:
  Search(std::span<const Segment> segments, const Context& context) : segments_(segments), context_(context) {}

  /// `fruitless` counts the halvings above that told hardly any members apart: bundles of long parallel segments would be copied without end.
  void descend(const std::vector<std::uint32_t>& members, const Box& box, unsigned depth, unsigned fruitless, Meetings& found) const {
    if (members.size() <= kLeaf || depth >= kMaxDepth || fruitless > kMaxFruitless) return try_all(members, found);
    const bool wide = box.east - box.west >= box.north - box.south;
    auto [first, second] = halves(box, wide);
    auto one = members_of(members, first);
    auto two = members_of(members, second);
    if (one.size() + two.size() > members.size() * 9 / 5) {
      std::tie(first, second) = halves(box, !wide);
      one = members_of(members, first);
      two = members_of(members, second);
      if (one.size() + two.size() > members.size() * 9 / 5) ++fruitless;
    }
    descend(one, first, depth + 1, fruitless, found);
    descend(two, second, depth + 1, fruitless, found);
  }

  /// The boxes of the upper levels with their members.
  struct Task {
    std::vector<std::uint32_t> members;
    Box box;
  };
  void share_out(std::vector<std::uint32_t> members, const Box& box, unsigned depth, std::vector<Task>& tasks) const {
    if (depth == kShareDepth || members.size() <= 64 * kLeaf) {
      tasks.push_back({std::move(members), box});
      return;
    }
    const auto [first, second] = halves(box, box.east - box.west >= box.north - box.south);
    share_out(members_of(members, first), first, depth + 1, tasks);
    share_out(members_of(members, second), second, depth + 1, tasks);
  }

 private:
  static std::pair<Box, Box> halves(const Box& box, bool across) {
    auto first = box;
    auto second = box;
    if (across) {
      first.east = second.west = box.west + (box.east - box.west) / 2;
    } else {
      first.north = second.south = box.south + (box.north - box.south) / 2;
    }
    return {first, second};
  }

  [[nodiscard]] std::vector<std::uint32_t> members_of(const std::vector<std::uint32_t>& members, const Box& box) const {
    std::vector<std::uint32_t> result;
    result.reserve(members.size() / 2 + 8);
    for (const auto m : members) {
      const auto& s = segments_[m];
      if (!apart(box_of(s), box) && !passes_by(s, box)) result.push_back(m);
    }
    return result;
  }

  void try_all(const std::vector<std::uint32_t>& members, Meetings& found) const {
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (i % 64 == 0 && members.size() > 1024) context_.check();
      const auto box = box_of(segments_[members[i]]);
      for (std::size_t k = i + 1; k < members.size(); ++k) {
        if (!apart(box, box_of(segments_[members[k]]))) try_pair(members[i], members[k], found);
      }
    }
  }

  void try_pair(std::uint32_t i, std::uint32_t k, Meetings& found) const {
    const auto& s = segments_[i];
    const auto& t = segments_[k];
    if (s.a == t.a) return try_fan(i, k, s.b, t.b, s.a, found);
    if (s.b == t.b) return try_fan(i, k, s.a, t.a, s.b, found);
    if (s.a == t.b || s.b == t.a) return;  // they continue each other: on one line they still meet in that end only
    const int ta = orientation(s.a, s.b, t.a);
    const int tb = orientation(s.a, s.b, t.b);
    if (ta * tb > 0) return;
    const int sa = orientation(t.a, t.b, s.a);
    const int sb = orientation(t.a, t.b, s.b);
    if (sa * sb > 0) return;
    if (ta * tb < 0 && sa * sb < 0) {
      if (found.crossings.size() >= kMostCrossings) {
        throw Error(ErrorCode::limit_exceeded, "coverage: expected fewer than 50 million crossings of borders, found more; "
                                               "check that the zones of a level divide the ground");
      }
      found.crossings.push_back({std::min(i, k), std::max(i, k)});
      return;
    }
    if (ta == 0 && strictly_within(s, t.a)) found.touches.push_back({i, t.a});
    if (tb == 0 && strictly_within(s, t.b)) found.touches.push_back({i, t.b});
    if (sa == 0 && strictly_within(t, s.a)) found.touches.push_back({k, s.a});
    if (sb == 0 && strictly_within(t, s.b)) found.touches.push_back({k, s.b});
  }

  /// Two segments with one common end on the same side: they meet elsewhere only where one runs along the other.
  static void try_fan(std::uint32_t i, std::uint32_t k, Point end_i, Point end_k, Point common, Meetings& found) {
    if (end_i == end_k || orientation(common, end_i, end_k) != 0) return;
    const bool k_within_i = common < end_i ? end_k < end_i : end_i < end_k;
    if (k_within_i) {
      found.touches.push_back({i, end_k});
    } else {
      found.touches.push_back({k, end_i});
    }
  }

  std::span<const Segment> segments_;
  const Context& context_;
};

void order(Meetings& found) {
  const auto key = [](const Touch& t) { return std::tie(t.segment, t.vertex.x, t.vertex.y); };
  std::sort(found.touches.begin(), found.touches.end(), [&](const Touch& s, const Touch& t) { return key(s) < key(t); });
  const auto same = std::unique(found.touches.begin(), found.touches.end(), [&](const Touch& s, const Touch& t) { return key(s) == key(t); });
  found.touches.erase(same, found.touches.end());
  std::sort(found.crossings.begin(), found.crossings.end());
  found.crossings.erase(std::unique(found.crossings.begin(), found.crossings.end()), found.crossings.end());
}

}  // namespace

Meetings meetings(std::span<const Segment> segments, const Context& context) {
  Meetings found;
  if (segments.empty()) return found;
  auto all = box_of(segments[0]);
  std::vector<std::uint32_t> members(segments.size());
  for (std::uint32_t i = 0; i < segments.size(); ++i) {
    members[i] = i;
    const auto box = box_of(segments[i]);
    all = {std::min(all.west, box.west), std::min(all.south, box.south), std::max(all.east, box.east), std::max(all.north, box.north)};
  }
  const Search search(segments, context);
  std::vector<Search::Task> tasks;
  search.share_out(std::move(members), all, 0, tasks);
  std::vector<Meetings> parts(tasks.size());
  run::for_blocks(tasks.size(), 1, context, "matching edges",
                  [&](const run::Block& b) { search.descend(tasks[b.begin].members, tasks[b.begin].box, kShareDepth, 0, parts[b.begin]); });
  for (const auto& part : parts) {
    found.touches.insert(found.touches.end(), part.touches.begin(), part.touches.end());
    found.crossings.insert(found.crossings.end(), part.crossings.begin(), part.crossings.end());
  }
  order(found);
  return found;
}

}  // namespace bailiwick::coverage
