// S2: one MutableS2ShapeIndex over all zones, asked with the semi-open vertex model. Its edges are geodesics, so places near long edges may differ
// from straight edges in longitude and latitude: the comparison counts those.
#include "peers/peer.h"

#include <s2/mutable_s2shape_index.h>
#include <s2/s2contains_point_query.h>
#include <s2/s2latlng.h>
#include <s2/s2lax_polygon_shape.h>

namespace bench {
namespace {

/// Twice the signed area: positive for a counter-clockwise ring.
double turning(const bailiwick::PolygonsView& shapes, bailiwick::PolygonsView::Range v) {
  double sum = 0;
  for (auto i = v.begin; i + 1 < v.end; ++i) {
    sum += (shapes.x[i] - shapes.x[v.begin]) * (shapes.y[i + 1] - shapes.y[v.begin]) -
           (shapes.x[i + 1] - shapes.x[v.begin]) * (shapes.y[i] - shapes.y[v.begin]);
  }
  return sum;
}

class S2 : public Peer {
 public:
  std::string name() const override { return "S2 MutableS2ShapeIndex"; }
  void build(const bailiwick::Zones& zones) override {
    const auto shapes = zones.shapes.view();
    for (std::size_t s = 0; s < shapes.size(); ++s) index_.Add(shape(shapes, s));
    index_.ForceBuild();
  }
  void place(std::span<const double> x, std::span<const double> y) override {
    found_.clear();
    auto query = MakeS2ContainsPointQuery(&index_, S2ContainsPointQueryOptions(S2VertexModel::SEMI_OPEN));
    for (std::size_t i = 0; i < x.size(); ++i) {
      query.VisitContainingShapes(S2LatLng::FromDegrees(y[i], x[i]).ToPoint(), [&](S2Shape* shape) {
        found_.push_back(pair(i, static_cast<std::uint32_t>(shape->id())));
        return true;
      });
    }
  }
  Pairs found() const override { return found_; }
  std::size_t reports_per_round() const override { return 200'000; }

 private:
  /// The interior lies to the left: shells counter-clockwise, holes clockwise.
  static std::unique_ptr<S2Shape> shape(const bailiwick::PolygonsView& shapes, std::size_t s) {
    std::vector<S2LaxPolygonShape::Loop> loops;
    for (auto p = shapes.shape_offsets[s]; p < shapes.shape_offsets[s + 1]; ++p) {
      for (auto r = shapes.part_offsets[p]; r < shapes.part_offsets[p + 1]; ++r) {
        const auto v = shapes.vertices_of(r);
        S2LaxPolygonShape::Loop loop;
        for (auto i = v.begin; i + 1 < v.end; ++i) loop.push_back(S2LatLng::FromDegrees(shapes.y[i], shapes.x[i]).ToPoint());
        const bool shell = r == shapes.part_offsets[p];
        if ((turning(shapes, v) > 0) != shell) std::reverse(loop.begin(), loop.end());
        loops.push_back(std::move(loop));
      }
    }
    return std::make_unique<S2LaxPolygonShape>(loops);
  }

  MutableS2ShapeIndex index_;
  Pairs found_;
};

}  // namespace

std::unique_ptr<Peer> s2() { return std::make_unique<S2>(); }

}  // namespace bench
