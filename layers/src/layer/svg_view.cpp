#include "layer/svg_view.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace bailiwick::layers::svg {
namespace {

/// Distance of p from the segment ab.
double distance(Dot p, Dot a, Dot b) {
  const double dx = b.x - a.x, dy = b.y - a.y, px = p.x - a.x, py = p.y - a.y;
  const double length2 = dx * dx + dy * dy;
  const double t = length2 > 0 ? std::clamp((px * dx + py * dy) / length2, 0.0, 1.0) : 0.0;
  return std::hypot(px - t * dx, py - t * dy);
}

/// Marks the vertices to keep between two kept ones.
void keep_between(const Ring& line, std::size_t first, std::size_t last, double tolerance, std::vector<char>& keep) {
  std::vector<std::pair<std::size_t, std::size_t>> open{{first, last}};
  while (!open.empty()) {
    const auto [a, b] = open.back();
    open.pop_back();
    double worst = tolerance;
    std::size_t at = 0;
    for (auto i = a + 1; i < b; ++i) {
      const double d = distance(line[i], line[a], line[b]);
      if (d > worst) {
        worst = d;
        at = i;
      }
    }
    if (at == 0) continue;
    keep[at] = 1;
    open.emplace_back(a, at);
    open.emplace_back(at, b);
  }
}

void append_number(std::string& d, std::int32_t v, bool separate) {
  if (separate && v >= 0) d += ' ';
  d += std::to_string(v);
}

}  // namespace

void Box::add(double x, double y) {
  if (!std::isfinite(x) || !std::isfinite(y)) return;
  west = std::min(west, x);
  south = std::min(south, y);
  east = std::max(east, x);
  north = std::max(north, y);
}

Metric::Metric(const Layer& layer, const Planes& planes)
    : x(layer.geometry == GeometryKind::polygon ? layer.polygons.x : layer.x),
      y(layer.geometry == GeometryKind::polygon ? layer.polygons.y : layer.y) {
  planes.to_metric(x, y);
}

View::View(const Box& box, double left, double top, double width, double height) : right_(left + width) {
  const double wide = std::max(box.east - box.west, 1.0), tall = std::max(box.north - box.south, 1.0);
  scale_ = std::min(width / wide, height / tall);
  x0_ = left + (width - wide * scale_) / 2 - box.west * scale_;
  y0_ = top + (height - tall * scale_) / 2 + box.north * scale_;
}

Dot View::dot(double x_m, double y_m) const {
  const auto tenths = [](double pixels) {  // far outside the window is far enough
    return static_cast<std::int32_t>(std::lround(std::clamp(std::isfinite(pixels) ? pixels : 0.0, -1e6, 1e6) * 10));
  };
  return {tenths(x0_ + x_m * scale_), tenths(y0_ - y_m * scale_)};
}

Ring simplified(const Ring& ring, double tolerance) {
  if (ring.size() < 3) return {};
  std::size_t far = 0;
  double farthest = 0;
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const double d = std::hypot(ring[i].x - ring[0].x, ring[i].y - ring[0].y);
    if (d > farthest) {
      farthest = d;
      far = i;
    }
  }
  if (far == 0) return {};
  Ring closed = ring;
  closed.push_back(ring.front());
  std::vector<char> keep(closed.size(), 0);
  keep[0] = keep[far] = 1;
  keep_between(closed, 0, far, tolerance, keep);
  keep_between(closed, far, closed.size() - 1, tolerance, keep);
  Ring out;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    if (keep[i] != 0) out.push_back(ring[i]);
  }
  return out.size() < 3 || area2(out) == 0 ? Ring{} : out;
}

std::vector<Ring> rings_of(const Polygons& shapes, const Metric& metric, std::size_t shape, const View& view, double tolerance) {
  std::vector<Ring> out;
  const auto polygons = shapes.view();
  const auto rings = polygons.rings_of(shape);
  for (auto r = rings.begin; r < rings.end; ++r) {
    const auto vertices = polygons.vertices_of(r);
    Ring ring;
    for (auto v = vertices.begin; v + 1 < vertices.end; ++v) {
      const auto d = view.dot(metric.x[v], metric.y[v]);
      if (ring.empty() || !(ring.back() == d)) ring.push_back(d);
    }
    while (ring.size() > 1 && ring.back() == ring.front()) ring.pop_back();
    auto simple = simplified(ring, tolerance);
    if (!simple.empty()) out.push_back(std::move(simple));
  }
  return out;
}

void append_path(std::string& d, const Ring& ring) {
  d += 'M';
  append_number(d, ring[0].x, false);
  append_number(d, ring[0].y, true);
  d += 'l';
  for (std::size_t i = 1; i < ring.size(); ++i) {
    append_number(d, ring[i].x - ring[i - 1].x, i > 1);
    append_number(d, ring[i].y - ring[i - 1].y, true);
  }
  d += 'z';
}

std::int64_t area2(const Ring& ring) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const auto& a = ring[i];
    const auto& b = ring[(i + 1) % ring.size()];
    sum += std::int64_t{a.x} * b.y - std::int64_t{b.x} * a.y;
  }
  return sum;
}

Dot label_place(const std::vector<Ring>& rings, double* width) {
  std::int32_t top = 2'000'000'000, bottom = -2'000'000'000;
  for (const auto& ring : rings) {
    for (const auto& d : ring) {
      top = std::min(top, d.y);
      bottom = std::max(bottom, d.y);
    }
  }
  Dot best{rings.empty() ? 0 : rings[0][0].x, rings.empty() ? 0 : rings[0][0].y};
  double widest = -1, stretch = 0;
  constexpr int kLines = 21;
  for (int line = 1; line < kLines; ++line) {
    const double y = top + (bottom - top) * (line + 0.003) / kLines;
    std::vector<double> crossings;
    for (const auto& ring : rings) {
      for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto& a = ring[i];
        const auto& b = ring[(i + 1) % ring.size()];
        if ((a.y <= y) != (b.y <= y)) crossings.push_back(a.x + (y - a.y) * (b.x - a.x) / (b.y - a.y));
      }
    }
    std::sort(crossings.begin(), crossings.end());
    const double off_middle = std::fabs(line - kLines / 2.0) / (kLines / 2.0);
    for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
      const double wide = crossings[i + 1] - crossings[i];
      const double worth = wide * (1 - 0.7 * off_middle);  // a name stands best near the middle
      if (worth <= widest) continue;
      widest = worth;
      stretch = wide;
      best = {static_cast<std::int32_t>(std::lround((crossings[i] + crossings[i + 1]) / 2)), static_cast<std::int32_t>(std::lround(y))};
    }
  }
  if (width != nullptr) *width = stretch / 10;
  return best;
}

}  // namespace bailiwick::layers::svg
