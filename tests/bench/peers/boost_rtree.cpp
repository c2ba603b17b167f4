// Boost.Geometry: R-tree of the zones' boxes, then within().
#include "peers/peer.h"

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/geometries.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/index/rtree.hpp>

namespace bench {
namespace {

namespace bg = boost::geometry;
using Point = bg::model::d2::point_xy<double>;
using Polygon = bg::model::polygon<Point>;
using MultiPolygon = bg::model::multi_polygon<Polygon>;
using Entry = std::pair<bg::model::box<Point>, std::uint32_t>;

MultiPolygon polygon(const bailiwick::PolygonsView& shapes, std::size_t s) {
  MultiPolygon out;
  for (auto p = shapes.shape_offsets[s]; p < shapes.shape_offsets[s + 1]; ++p) {
    Polygon part;
    for (auto r = shapes.part_offsets[p]; r < shapes.part_offsets[p + 1]; ++r) {
      const bool shell = r == shapes.part_offsets[p];
      if (!shell) part.inners().emplace_back();
      auto& ring = shell ? part.outer() : part.inners().back();
      const auto v = shapes.vertices_of(r);
      for (auto i = v.begin; i < v.end; ++i) ring.emplace_back(shapes.x[i], shapes.y[i]);
    }
    out.push_back(std::move(part));
  }
  bg::correct(out);
  return out;
}

class BoostRtree : public Peer {
 public:
  std::string name() const override { return "Boost.Geometry rtree + within"; }
  void build(const bailiwick::Zones& zones) override {
    const auto shapes = zones.shapes.view();
    std::vector<Entry> entries;
    for (std::uint32_t s = 0; s < shapes.size(); ++s) {
      zones_.push_back(polygon(shapes, s));
      entries.emplace_back(bg::return_envelope<bg::model::box<Point>>(zones_.back()), s);
    }
    tree_ = Tree(entries);
  }
  void place(std::span<const double> x, std::span<const double> y) override {
    found_.clear();
    for (std::size_t i = 0; i < x.size(); ++i) {
      const Point point(x[i], y[i]);
      for (auto it = tree_.qbegin(bg::index::intersects(point)); it != tree_.qend(); ++it) {
        if (bg::within(point, zones_[it->second])) found_.push_back(pair(i, it->second));
      }
    }
  }
  Pairs found() const override { return found_; }
  std::size_t reports_per_round() const override { return 10'000; }

 private:
  using Tree = bg::index::rtree<Entry, bg::index::rstar<16>>;
  std::vector<MultiPolygon> zones_;
  Tree tree_;
  Pairs found_;
};

}  // namespace

std::unique_ptr<Peer> boost_rtree() { return std::make_unique<BoostRtree>(); }

}  // namespace bench
