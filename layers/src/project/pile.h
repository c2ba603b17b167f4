/// Many reports on one coordinate: more often an address search that gave up than a place.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace bailiwick::layers {

struct Pile {
  double x, y;
  std::uint64_t reports;
};

/// The coordinate, bit for bit, that holds most reports, if that is at least one in `one_in` of them; of equal ones the smallest by x, then y.
[[nodiscard]] std::optional<Pile> largest_pile(std::span<const double> x, std::span<const double> y, std::uint64_t one_in);

}  // namespace bailiwick::layers
