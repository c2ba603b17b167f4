/// The large city of the benchmarks: the same kind of ground at any size.
#pragma once

#include "walks.h"

#include <cstdint>
#include <string>

namespace generator {

struct LargeOptions {
  std::uint32_t blocks = 20196;    ///< enclaves included
  std::uint32_t districts = 20, streets = 200;
  std::uint32_t enclaves = 300;
  std::uint32_t roads = 5000;      ///< strips
  std::uint64_t reports = 1'000'000;
  std::uint64_t seed = 1;
  std::uint32_t defects = 0;       ///< planted among the blocks
};

struct LargeCity {
  City city;
  std::vector<Walk> walks;  ///< middle lines of the road strips
};
LargeCity large_city(const LargeOptions& options);

/// districts, streets, blocks, roads and city as GeoJSON with 7 decimals, reports.csv, city.toml; with defects also truth.json.
void write_large(const std::string& folder, const LargeOptions& options);

}  // namespace generator
