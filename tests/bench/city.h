/// The inputs of a benchmark: zones and reports in the location plane, read by the tool's own rooms before any clock runs.
#pragma once

#include <bailiwick/layers/project.h>

#include <string>
#include <vector>

namespace bench {

struct City {
  bailiwick::Zones zones;
  std::vector<double> x, y;
};

/// `project` is a city.toml; every report of it that has a sound position is taken.
[[nodiscard]] City read_city(const std::string& project);

}  // namespace bench
