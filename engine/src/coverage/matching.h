/// Edges that neighbours share, cancelled before anything is computed.
#pragma once

#include "coverage/sides.h"

#include <cstdint>
#include <vector>

namespace bailiwick::coverage {

/// Takes the sides of zones one by one. A side that an earlier one runs along from end to end the other way, to the bit, cancels with it when both zones
/// have the same kin. What lies near in the order of zones is matched soon, so the table stays as small as the front between zones seen and not seen.
class Matcher {
 public:
  explicit Matcher(const PolygonsView& shapes) : shapes_(shapes) { grow(); }

  void add(std::uint32_t shape, std::uint32_t kin);
  /// What no twin cancelled, labelled by shape. Several sides of one segment remain where zones run along it the same way.
  [[nodiscard]] std::vector<Side> rest() const;

 private:
  struct Slot {
    std::uint64_t hash = 0;  ///< of the segment; 0: free
    std::uint32_t vertex = 0;  ///< the side runs from here to the next vertex
    std::uint32_t kin = 0;     ///< doubled, and 1 added when the ground lies to the left of the segment
  };
  void add_ring(std::uint32_t begin, std::uint32_t end, std::int32_t turn, std::uint32_t kin);
  void add_side(std::uint64_t hash, std::uint32_t vertex, std::uint32_t kin);
  void erase(std::size_t at);
  void grow();
  [[nodiscard]] bool same_segment(std::uint32_t v, std::uint32_t w) const;
  [[nodiscard]] std::size_t home(std::uint64_t hash) const { return static_cast<std::size_t>(hash >> shift_); }

  PolygonsView shapes_;
  std::vector<Slot> slots_;
  unsigned shift_ = 50;
  std::size_t used_ = 0;
  std::vector<std::uint64_t> of_vertex_;
};

}  // namespace bailiwick::coverage
