#include "peers/boost_overlaps.h"

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/multi_polygon.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#include <boost/geometry/index/rtree.hpp>

#include <vector>

namespace bench {
namespace {

namespace bg = boost::geometry;
using Place = bg::model::d2::point_xy<double>;
using Part = bg::model::polygon<Place>;
using Zone = bg::model::multi_polygon<Part>;
using Box = bg::model::box<Place>;

}  // namespace

struct BoostOverlaps::Data {
  std::vector<Zone> zones;
};

BoostOverlaps::BoostOverlaps(const bailiwick::PolygonsView& shapes, std::uint32_t count) : data_(std::make_unique<Data>()) {
  for (std::uint32_t s = 0; s < count; ++s) {
    Zone zone;
    for (auto p = shapes.shape_offsets[s]; p < shapes.shape_offsets[s + 1]; ++p) {
      Part part;
      part.inners().resize(shapes.part_offsets[p + 1] - shapes.part_offsets[p] - 1);
      for (auto r = shapes.part_offsets[p]; r < shapes.part_offsets[p + 1]; ++r) {
        auto& ring = r == shapes.part_offsets[p] ? part.outer() : part.inners()[r - shapes.part_offsets[p] - 1];
        const auto [begin, end] = shapes.vertices_of(r);
        for (auto v = begin; v < end; ++v) ring.emplace_back(shapes.x[v], shapes.y[v]);
      }
      zone.push_back(std::move(part));
    }
    bg::correct(zone);
    data_->zones.push_back(std::move(zone));
  }
}

BoostOverlaps::~BoostOverlaps() = default;

std::map<std::pair<std::uint32_t, std::uint32_t>, double> BoostOverlaps::all() const {
  using Entry = std::pair<Box, std::uint32_t>;
  std::vector<Entry> entries;
  for (std::uint32_t z = 0; z < data_->zones.size(); ++z) entries.emplace_back(bg::return_envelope<Box>(data_->zones[z]), z);
  const bg::index::rtree<Entry, bg::index::quadratic<16>> tree(entries);
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> result;
  std::vector<Entry> near;
  for (const auto& [box, z] : entries) {
    near.clear();
    tree.query(bg::index::intersects(box), std::back_inserter(near));
    for (const auto& [other_box, other] : near) {
      if (other <= z) continue;
      Zone common;
      bg::intersection(data_->zones[z], data_->zones[other], common);
      if (const double area = bg::area(common); area > 0) result[{z, other}] = area;
    }
  }
  return result;
}

}  // namespace bench
