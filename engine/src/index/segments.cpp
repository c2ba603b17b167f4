#include "index/segments.h"

#include "index/orient.h"

#include <algorithm>
#include <tuple>

namespace bailiwick::index {
namespace {

struct Use {
  Segment segment;
  std::uint32_t zone;
};

auto key(const Segment& s) { return std::tie(s.ay, s.ax, s.by, s.bx); }

/// Every edge of every ring that has a length.
std::vector<Use> all_uses(const Zones& zones) {
  const auto shapes = zones.shapes.view();
  std::vector<Use> uses;
  uses.reserve(shapes.x.size());
  for (std::uint32_t z = 0; z < zones.size(); ++z) {
    for (auto r = shapes.rings_of(z).begin; r < shapes.rings_of(z).end; ++r) {
      const auto v = shapes.vertices_of(r);
      for (auto i = v.begin; i + 1 < v.end; ++i) {
        // + 0.0 turns -0 into 0
        Segment s{flushed(shapes.x[i]) + 0.0, flushed(shapes.y[i]) + 0.0, flushed(shapes.x[i + 1]) + 0.0, flushed(shapes.y[i + 1]) + 0.0};
        if (s.ax == s.bx && s.ay == s.by) continue;
        if (std::tie(s.by, s.bx) < std::tie(s.ay, s.ax)) s = {s.bx, s.by, s.ax, s.ay};
        uses.push_back({s, z});
      }
    }
  }
  return uses;
}

}  // namespace

Segments distinct_segments(const Zones& zones) {
  auto uses = all_uses(zones);
  std::sort(uses.begin(), uses.end(), [](const Use& a, const Use& b) {
    return std::tuple_cat(key(a.segment), std::tie(a.zone)) < std::tuple_cat(key(b.segment), std::tie(b.zone));
  });
  Segments out;
  out.user_offsets.push_back(0);
  for (std::size_t i = 0; i < uses.size();) {
    const Segment& segment = uses[i].segment;
    const std::size_t first_user = out.users.size();
    while (i < uses.size() && key(uses[i].segment) == key(segment)) {
      std::size_t end = i;
      while (end < uses.size() && key(uses[end].segment) == key(segment) && uses[end].zone == uses[i].zone) ++end;
      if ((end - i) % 2 == 1) out.users.push_back(uses[i].zone);
      i = end;
    }
    if (out.users.size() == first_user) continue;
    out.segment.push_back(segment);
    out.user_offsets.push_back(static_cast<std::uint32_t>(out.users.size()));
  }
  return out;
}

}  // namespace bailiwick::index
