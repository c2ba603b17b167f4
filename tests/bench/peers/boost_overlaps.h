/// Overlaps of a level by Boost.Geometry: boxes in an R-tree, then intersections pair by pair.
#pragma once

#include <bailiwick/polygons.h>

#include <cstdint>
#include <map>
#include <memory>
#include <utility>

namespace bench {

class BoostOverlaps {
 public:
  BoostOverlaps(const bailiwick::PolygonsView& shapes, std::uint32_t count);
  ~BoostOverlaps();
  BoostOverlaps(const BoostOverlaps&) = delete;
  BoostOverlaps& operator=(const BoostOverlaps&) = delete;
  [[nodiscard]] std::map<std::pair<std::uint32_t, std::uint32_t>, double> all() const;

 private:
  struct Data;
  std::unique_ptr<Data> data_;
};

}  // namespace bench
