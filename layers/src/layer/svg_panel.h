/// The panel beside the map: who acts where, where the map of responsibility fails, and what the colours mean.
#pragma once

#include "layer/svg_faults.h"
#include "layer/svg_layers.h"

#include <string>

namespace bailiwick::layers::svg {

struct Panel {
  std::string elements;
  double bottom = 0;  ///< where it ends
};

[[nodiscard]] Panel panel(const Sorted& layers, const std::vector<Fault>& faulty, const Words& words, double left, double top, double width);

}  // namespace bailiwick::layers::svg
