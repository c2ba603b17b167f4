/// The map of a picture.
#pragma once

#include "layer/svg_faults.h"
#include "layer/svg_layers.h"
#include "layer/svg_view.h"

#include <string>

namespace bailiwick::layers::svg {

/// The box of what is to be seen, metric plane.
[[nodiscard]] Box box_of(const Sorted& layers, const Planes& planes);

/// Zones as soft fills and outlines, reports as dots, hotspot cells (where none is significant, density), faults of the map with the letters of
/// `faulty`, hotspot areas with their numbers, which
/// stand beside what they would hide. Elements only, in the pixels of the window. `tolerance`: simplification in tenths of a pixel; larger makes a smaller file.
[[nodiscard]] std::string map(const Sorted& layers, const std::vector<Fault>& faulty, const Planes& planes, const View& view, double tolerance,
                              const Words& words);

/// A bar of a round length that ends at `right`, its words before it on the line `y`. Outside the map: there is no corner that no city fills.
[[nodiscard]] std::string scale_bar(double right, double y, const View& view, const Words& words);
[[nodiscard]] std::string north_arrow(double x, double y, const Words& words);

}  // namespace bailiwick::layers::svg
