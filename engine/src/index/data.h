/// The representation of ZoneIndex, shared by the index and assign rooms.
#pragma once

#include "index/build_cells.h"
#include "index/grid.h"
#include "index/segments.h"

#include <bailiwick/zone_index.h>

namespace bailiwick {

struct ZoneIndex::Data {
  Zones attributes;  // without shapes
  std::vector<ZoneId> parent;
  std::vector<std::uint32_t> level;  // per zone
  std::vector<std::uint32_t> area_rank;
  std::string version, label, valid_from, valid_to;

  index::Segments segments;
  index::Grid grid;
  index::Cells cells;
};

}  // namespace bailiwick
