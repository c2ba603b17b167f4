/// Random partitions of a town, for laws that hold for every one of them.
#pragma once

#include <bailiwick/zones.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace bailiwick::test {

using Point = std::pair<double, double>;

struct PartitionShape {
  int columns = 5, rows = 4, labels = 6;
  double west = 121, south = 31, side = 0.01;  // size of the place and of a cell
  double round_to = 1e-7;                      // 0: keep all bits
};

/// A grid whose nodes are jittered and whose edges wiggle; every edge is drawn once and used by both cells, bit for bit. Level "block" has
/// the cells joined by random labels, level "city" the outer rim as one ring. `order` shuffles zones, rings, starts and directions.
class Partition {
 public:
  Partition(const PartitionShape& shape, std::uint64_t seed) : shape_(shape), random_(seed) {
    draw_nodes();
    draw_edges();
    for (int i = 0; i < shape_.columns * shape_.rows; ++i) label_.push_back(static_cast<int>(below(shape_.labels)));
  }

  /// The zones; `order` 0 as drawn, any other seeds a shuffle of zones, rings, ring starts and directions. `far` adds a zone far away.
  [[nodiscard]] Zones zones(std::uint64_t order = 0, bool far = false) const {
    std::mt19937_64 random(order);
    LevelInput city{"city", Role::partition, "", false, {row("city")}, {}};
    add_ring(city.shapes, rim(), order, random);
    city.shapes.end_part();
    city.shapes.end_shape();
    LevelInput block{"block", Role::partition, "", false, {}, {}};
    std::vector<int> labels(static_cast<std::size_t>(shape_.labels));
    std::iota(labels.begin(), labels.end(), 0);
    if (order != 0) std::shuffle(labels.begin(), labels.end(), random);
    for (const int label : labels) {
      std::vector<int> cells;
      for (int c = 0; c < static_cast<int>(label_.size()); ++c) {
        if (label_[static_cast<std::size_t>(c)] == label) cells.push_back(c);
      }
      if (order != 0) std::shuffle(cells.begin(), cells.end(), random);
      for (const int c : cells) {
        add_ring(block.shapes, cell_ring(c % shape_.columns, c / shape_.columns), order, random);
        block.shapes.end_part();
      }
      block.shapes.end_shape();
      block.rows.push_back(row(std::string(1, static_cast<char>('A' + label))));
    }
    if (far) {
      add_ring(block.shapes, {{-170, -80}, {-169.3, -80}, {-169, -79}, {-170, -80}}, 0, random);
      block.shapes.end_part();
      block.shapes.end_shape();
      block.rows.push_back(row("far"));
    }
    return build_zones({city, block}, "EPSG:4326").zones;
  }

  /// Every vertex of every border.
  [[nodiscard]] const std::vector<Point>& vertices() const { return vertices_; }

  /// Places that try the rules: anywhere, on vertices, on edges, one unit in the last place beside, level with vertices.
  [[nodiscard]] std::vector<Point> places(std::size_t count) {
    std::vector<Point> out;
    const auto vertex = [&] { return vertices_[below(static_cast<int>(vertices_.size()))]; };
    while (out.size() < count) {
      const auto [x, y] = vertex();
      const auto& edge = edges_[below(static_cast<int>(edges_.size()))];
      const auto k = static_cast<std::size_t>(below(static_cast<int>(edge.size()) - 1));
      const double t = unit();
      const Point on{edge[k].first + t * (edge[k + 1].first - edge[k].first), edge[k].second + t * (edge[k + 1].second - edge[k].second)};
      const Point anywhere{shape_.west + (unit() * 1.2 - 0.1) * shape_.side * shape_.columns,
                           shape_.south + (unit() * 1.2 - 0.1) * shape_.side * shape_.rows};
      out.push_back(anywhere);
      out.emplace_back(x, y);
      out.push_back(on);
      out.emplace_back(std::nextafter(x, unit() < 0.5 ? -1e15 : 1e15), unit() < 0.5 ? y : std::nextafter(y, 1e15));
      out.emplace_back(std::nextafter(on.first, unit() < 0.5 ? -1e15 : 1e15), std::nextafter(on.second, unit() < 0.5 ? -1e15 : 1e15));
      out.emplace_back(x, anywhere.second);
      out.emplace_back(anywhere.first, y);
      out.emplace_back((edge[k].first + edge[k + 1].first) / 2, (edge[k].second + edge[k + 1].second) / 2);
    }
    out.resize(count);
    return out;
  }

 private:
  using Line = std::vector<Point>;
  static ZoneRow row(const std::string& id) { return {id, "", "", "", "", "", std::nan("")}; }
  double unit() { return std::uniform_real_distribution<double>(0, 1)(random_); }
  std::uint64_t below(int n) { return static_cast<std::uint64_t>(std::uniform_int_distribution<int>(0, n - 1)(random_)); }
  [[nodiscard]] double rounded(double v) const { return shape_.round_to > 0 ? std::round(v / shape_.round_to) * shape_.round_to : v; }

  void draw_nodes() {
    for (int r = 0; r <= shape_.rows; ++r) {
      for (int c = 0; c <= shape_.columns; ++c) {
        node_.emplace_back(rounded(shape_.west + shape_.side * (c + 0.3 * (unit() - 0.5))),
                           rounded(shape_.south + shape_.side * (r + 0.3 * (unit() - 0.5))));
      }
    }
  }
  [[nodiscard]] Point node(int c, int r) const { return node_[static_cast<std::size_t>(r * (shape_.columns + 1) + c)]; }

  /// A line from a to b that stays in a narrow rhomb around the straight one, sometimes with collinear or level pieces.
  Line wiggle(Point a, Point b) {
    Line line{a};
    const auto inner = below(7);
    for (std::uint64_t k = 1; k <= inner; ++k) {
      const double t = static_cast<double>(k) / static_cast<double>(inner + 1);
      const double off = unit() < 0.3 ? 0 : 0.3 * (unit() - 0.5) * std::min(t, 1 - t);
      const double dx = b.first - a.first, dy = b.second - a.second;
      line.emplace_back(rounded(a.first + t * dx - off * dy), rounded(a.second + t * dy + off * dx));
    }
    line.push_back(b);
    vertices_.insert(vertices_.end(), line.begin(), line.end());
    return line;
  }
  void draw_edges() {
    for (int r = 0; r <= shape_.rows; ++r) {
      for (int c = 0; c < shape_.columns; ++c) edges_.push_back(wiggle(node(c, r), node(c + 1, r)));
    }
    upright_ = edges_.size();
    for (int r = 0; r < shape_.rows; ++r) {
      for (int c = 0; c <= shape_.columns; ++c) edges_.push_back(wiggle(node(c, r), node(c, r + 1)));
    }
  }
  [[nodiscard]] const Line& level_edge(int c, int r) const { return edges_[static_cast<std::size_t>(r * shape_.columns + c)]; }
  [[nodiscard]] const Line& upright_edge(int c, int r) const {
    return edges_[upright_ + static_cast<std::size_t>(r * (shape_.columns + 1) + c)];
  }
  static void walk(Line& ring, Line line, bool backwards) {
    if (backwards) std::reverse(line.begin(), line.end());
    ring.insert(ring.end(), line.begin() + (ring.empty() ? 0 : 1), line.end());
  }
  [[nodiscard]] Line cell_ring(int c, int r) const {
    Line ring;
    walk(ring, level_edge(c, r), false);
    walk(ring, upright_edge(c + 1, r), false);
    walk(ring, level_edge(c, r + 1), true);
    walk(ring, upright_edge(c, r), true);
    return ring;
  }
  [[nodiscard]] Line rim() const {
    Line ring;
    for (int c = 0; c < shape_.columns; ++c) walk(ring, level_edge(c, 0), false);
    for (int r = 0; r < shape_.rows; ++r) walk(ring, upright_edge(shape_.columns, r), false);
    for (int c = shape_.columns; c-- > 0;) walk(ring, level_edge(c, shape_.rows), true);
    for (int r = shape_.rows; r-- > 0;) walk(ring, upright_edge(0, r), true);
    return ring;
  }
  static void add_ring(Polygons& shapes, Line ring, std::uint64_t order, std::mt19937_64& random) {
    if (order != 0) {
      ring.pop_back();
      std::rotate(ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(random() % ring.size()), ring.end());
      if (random() % 2 == 0) std::reverse(ring.begin(), ring.end());
      ring.push_back(ring.front());
    }
    for (const auto& [x, y] : ring) shapes.add_vertex(x, y);
    shapes.end_ring();
  }

  PartitionShape shape_;
  std::mt19937_64 random_;
  std::vector<Point> node_, vertices_;
  std::vector<Line> edges_;
  std::size_t upright_ = 0;
  std::vector<int> label_;
};

}  // namespace bailiwick::test
