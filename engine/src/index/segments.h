/// The distinct segments of all zones, each with the zones that use it.
#pragma once

#include <bailiwick/context.h>
#include <bailiwick/zones.h>

#include <cstdint>
#include <span>
#include <vector>

namespace bailiwick::index {

/// A segment from its lower end a to its upper end b (of a horizontal one, from its left end), so that both neighbours see the same.
struct Segment {
  double ax, ay, bx, by;
};

/// Every segment once, in the order (ay, ax, by, bx). A zone uses a segment when it occurs an odd number of times in its rings; where it occurs
/// an even number of times the two sides are alike and there is no border.
struct Segments {
  std::vector<Segment> segment;
  std::vector<std::uint32_t> user_offsets;  // users of segment s: [user_offsets[s], user_offsets[s + 1]) of users
  std::vector<std::uint32_t> users;         // zone numbers, rising within a segment

  [[nodiscard]] std::size_t size() const { return segment.size(); }
  [[nodiscard]] std::span<const std::uint32_t> users_of(std::size_t s) const {
    return std::span(users).subspan(user_offsets[s], user_offsets[s + 1] - user_offsets[s]);
  }
};

[[nodiscard]] Segments distinct_segments(const Zones& zones, const Context& context = {});

}  // namespace bailiwick::index
