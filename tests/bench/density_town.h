/// Reports of a town for measuring densities: 300 clusters of log-normal size and width, 15 % uniform, six in ten of them moved to a street of a
/// 100 m grid, 30 % at the address of an earlier report.
#pragma once

#include <cstddef>
#include <vector>

namespace bench {

struct Town {
  std::vector<double> x, y;  // metres; all inside the box
};

/// The same town on every machine; report i does not depend on how many there are. The first two are the corners of the box.
[[nodiscard]] Town make_town(std::size_t reports, double width_m, double height_m);

}  // namespace bench
