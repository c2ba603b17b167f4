/// Streets of the large city: random walks with a steady heading, and the strips around them.
#pragma once

#include "city.h"

#include <vector>

namespace generator {

struct Walk {
  std::vector<Spot> line;
  double width_m = 0;
};

/// `count` walks of 120 vertices inside the city, 16 to 40 m wide.
std::vector<Walk> random_walks(const City& city, std::uint32_t count, std::uint64_t seed);

/// The strip around a walk: left and right of every vertex, flat ends. Anticlockwise.
Ring strip(const Walk& walk, const Ground& ground);

}  // namespace generator
