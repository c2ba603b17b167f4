#include "index/frame.h"

#include "index/orient.h"

#include <algorithm>
#include <cmath>

namespace bailiwick::index {
namespace {

constexpr double kSegmentsPerTop = 6;    // a top cell of so many segments is cut once or twice
constexpr double kMostColumns = 2000;    // below 2^11
constexpr double kMostTops = 1 << 20;

double power_of_two_at_least(double v) { return std::exp2(std::ceil(std::log2(v))); }

}  // namespace

Frame frame_over(std::span<const Segment> segments) {
  Frame frame;
  if (segments.empty()) return frame;
  double west = segments[0].ax, east = west, south = segments[0].ay, north = south;
  for (const auto& s : segments) {
    west = std::min({west, s.ax, s.bx});
    east = std::max({east, s.ax, s.bx});
    south = std::min(south, s.ay);
    north = std::max(north, s.by);
  }
  const double extent = std::max(east - west, north - south);
  const double largest = std::max({std::abs(west), std::abs(east), std::abs(south), std::abs(north)});
  const double tops = std::clamp(static_cast<double>(segments.size()) / kSegmentsPerTop, 1.0, kMostTops);
  const double wanted = std::sqrt((east - west) / tops) * std::sqrt(north - south);
  // Finest units are 2^-20 of a top cell: at least 2^-50 of the largest coordinate, and ten times what counts as 0.
  const double least = std::max(largest * 0x1p-30, 10 * kSmallest * 0x1p20);
  const double size = power_of_two_at_least(std::max({wanted * 0.75, extent / kMostColumns, least}));
  const auto cells = [&](double low, double high) { return std::floor(high / size) - std::floor(low / size) + 3; };
  frame.top_size = size;
  frame.units = std::exp2(kTopBits) / size;
  frame.columns = static_cast<std::uint32_t>(cells(west, east));
  frame.rows = static_cast<std::uint32_t>(cells(south, north));
  frame.west = (std::floor(west / size) - 1) * size;
  frame.south = (std::floor(south / size) - 1) * size;
  frame.east = Frame::far_side(frame.west, frame.columns, size);
  frame.north = Frame::far_side(frame.south, frame.rows, size);
  return frame;
}

}  // namespace bailiwick::index
