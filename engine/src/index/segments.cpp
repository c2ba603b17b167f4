#include "index/segments.h"

#include "index/orient.h"
#include "run/blocks.h"

#include <algorithm>
#include <span>
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

constexpr std::size_t kUsesPerBucket = 8;
constexpr std::size_t kBucketsPerBlock = 2048;

/// Uses in buckets that rise with ay: sorting each sorts all.
struct Buckets {
  std::vector<Use> uses;
  std::vector<std::size_t> offsets;

  [[nodiscard]] std::size_t size() const { return offsets.size() - 1; }
};

Buckets in_buckets(const std::vector<Use>& uses) {
  double south = 0, north = 0;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    const double y = uses[i].segment.ay;
    south = i == 0 ? y : std::min(south, y);
    north = i == 0 ? y : std::max(north, y);
  }
  const auto count = std::clamp<std::size_t>(uses.size() / kUsesPerBucket, 1, std::size_t{1} << 22);
  const double per = north > south ? static_cast<double>(count) / (north - south) : 0.0;
  // Rises with y: rounding is monotone. Zones of no height give 0 times infinity, which no comparison takes.
  const auto bucket = [&](const Use& use) {
    const double at = (use.segment.ay - south) * per;
    return at > 0 ? (at < static_cast<double>(count) ? static_cast<std::size_t>(at) : count - 1) : std::size_t{0};
  };
  Buckets out;
  out.offsets.assign(count + 1, 0);
  for (const auto& use : uses) ++out.offsets[bucket(use) + 1];
  for (std::size_t b = 0; b < count; ++b) out.offsets[b + 1] += out.offsets[b];
  auto next = out.offsets;
  out.uses.resize(uses.size());
  for (const auto& use : uses) out.uses[next[bucket(use)]++] = use;
  return out;
}

/// The distinct segments of sorted uses; user offsets count from 0.
void add_distinct(std::span<const Use> uses, Segments& out) {
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
}

}  // namespace

Segments distinct_segments(const Zones& zones, const Context& context) {
  Buckets buckets = in_buckets(all_uses(zones));
  std::vector<Segments> parts(run::block_count(buckets.size(), kBucketsPerBlock));
  run::for_blocks(buckets.size(), kBucketsPerBlock, context, "index", [&](const run::Block& block) {
    for (auto b = block.begin; b < block.end; ++b) {
      const auto first = buckets.uses.begin() + static_cast<std::ptrdiff_t>(buckets.offsets[b]);
      const auto last = buckets.uses.begin() + static_cast<std::ptrdiff_t>(buckets.offsets[b + 1]);
      std::sort(first, last, [](const Use& a, const Use& c) {
        return std::tuple_cat(key(a.segment), std::tie(a.zone)) < std::tuple_cat(key(c.segment), std::tie(c.zone));
      });
    }
    // Equal segments lie in one bucket, so no segment is cut by the end of a block.
    const auto begin = buckets.offsets[block.begin], end = buckets.offsets[block.end];
    add_distinct(std::span(buckets.uses).subspan(begin, end - begin), parts[block.block]);
  });
  Segments out;
  out.user_offsets.push_back(0);
  for (const auto& part : parts) {
    const auto first = static_cast<std::uint32_t>(out.users.size());
    for (const auto offset : part.user_offsets) out.user_offsets.push_back(first + offset);
    out.segment.insert(out.segment.end(), part.segment.begin(), part.segment.end());
    out.users.insert(out.users.end(), part.users.begin(), part.users.end());
  }
  return out;
}

}  // namespace bailiwick::index
