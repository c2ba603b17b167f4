/// The faults of the map of responsibility that a picture names, with a letter on the map and a line in the list.
#pragma once

#include "layer/svg_layers.h"

#include <string>
#include <vector>

namespace bailiwick::layers::svg {

inline constexpr std::size_t kLettered = 6;

struct Fault {
  const Layer* layer;
  std::size_t row;
  const char* colour;
  std::string problem;  ///< "gap of 310 m² that nobody answers for"
  std::string place;    ///< names of the zones
  std::string unit;     ///< the suggested unit; may be empty
  double reports = 0, area_m2 = 0;
};

/// The worst ones, by reports, then area; ground that several levels show once. At most kLettered.
[[nodiscard]] std::vector<Fault> worst_faults(const Sorted& layers, const Words& words);

}  // namespace bailiwick::layers::svg
