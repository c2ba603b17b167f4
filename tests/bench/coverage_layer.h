/// What the coverage bench asks: one level of blocks under its parents and a study area, with and without planted defects, and the form of an answer.
#pragma once

#include <bailiwick/polygons.h>

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace bench {

/// Blocks, then the parents that they name; the study area.
struct Layer {
  bailiwick::Polygons zones, area;
  std::uint32_t blocks = 0;
  std::vector<std::uint32_t> parent;  ///< per block: its parent's shape
};

using Overlaps = std::map<std::pair<std::uint32_t, std::uint32_t>, double>;  ///< square units of the location plane

struct Answer {
  Overlaps overlaps;
  double gap = 0;
};

/// Levels subdistrict and block of a city.toml of the generator.
[[nodiscard]] Layer read_layer(const std::string& project);

/// In 20,000 blocks about 200 grown by 5 %, 100 shrunk by 5 %, 400 grown by 0.2 %, 20 removed, 30 twice.
[[nodiscard]] Layer dirty(const Layer& clean);

}  // namespace bench
