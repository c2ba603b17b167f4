/// From the location plane to the pixels of a picture.
#pragma once

#include <bailiwick/layers/table.h>
#include <bailiwick/plane.h>

#include <cstdint>
#include <string>
#include <vector>

namespace bailiwick::layers::svg {

/// A place in tenths of a pixel, y downward.
struct Dot {
  std::int32_t x, y;
  friend bool operator==(const Dot&, const Dot&) = default;
};
using Ring = std::vector<Dot>;  ///< closed, the first place is not repeated

struct Box {
  double west = 1e300, south = 1e300, east = -1e300, north = -1e300;
  void add(double x, double y);
  [[nodiscard]] bool empty() const { return !(west <= east); }
};

/// A layer's geometry in the metric plane.
struct Metric {
  std::vector<double> x, y;  ///< of polygons' vertices, or of points

  Metric(const Layer& layer, const Planes& planes);
};

/// The map's window: metres to tenths of a pixel.
class View {
 public:
  /// Fits `box` into the rectangle (pixels), centred.
  View(const Box& box, double left, double top, double width, double height);

  [[nodiscard]] Dot dot(double x_m, double y_m) const;
  [[nodiscard]] double pixels_per_metre() const { return scale_; }
  [[nodiscard]] double right() const { return right_; }  ///< end of the rectangle

 private:
  double scale_, x0_, y0_, right_;
};

/// Vertices that stray less than `tolerance` tenths of a pixel from the line between their neighbours are left out (Douglas and Peucker 1973). Empty where
/// nothing of two dimensions is left.
[[nodiscard]] Ring simplified(const Ring& ring, double tolerance);

/// The rings of one shape in the window, simplified; those that vanish are left out.
[[nodiscard]] std::vector<Ring> rings_of(const Polygons& shapes, const Metric& metric, std::size_t shape, const View& view, double tolerance);

/// Appends to the `d` of a path, in tenths of a pixel: "M12 34l5-6 7 8z".
void append_path(std::string& d, const Ring& ring);

/// Twice the signed area, in square tenths of a pixel.
[[nodiscard]] std::int64_t area2(const Ring& ring);
/// The middle of the widest stretch inside the rings on a level line near their middle: where a name or number finds room. `width` receives the stretch.
[[nodiscard]] Dot label_place(const std::vector<Ring>& rings, double* width = nullptr);

}  // namespace bailiwick::layers::svg
