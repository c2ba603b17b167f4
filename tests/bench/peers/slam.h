/// SLAM_BUCKET^(RAO), written down from the paper: T. N. Chan, L. H. U, B. Choi, J. Xu, "SLAM: Efficient Sweep Line Algorithms for Kernel Density
/// Visualization", SIGMOD 2022. A plain reference, not the authors' program. Line by line of the grid: all reports are asked whether they reach the
/// line; where their interval on it begins and ends they are put in the bucket of a cell; a sweep over the buckets keeps the sums from which the
/// Epanechnikov density of every cell follows. Resolution-aware: lines run along the longer side. The buckets hold sums instead of lists, in the
/// paper's favour; coordinates are about the middle of the grid, for its digits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bench {

struct Cells {
  double cell_m = 0;
  std::uint32_t columns = 0, rows = 0;  // from (0, 0)
};

/// Sums of 1 - (distance / radius)^2 over the reports in reach, at every cell centre, row by row; of every `step`-th line alone, the others 0.
[[nodiscard]] std::vector<double> slam_bucket(std::span<const double> x, std::span<const double> y, const Cells& cells, double radius_m, std::uint32_t step = 1);

/// Whether a cell lies on a line that was taken.
[[nodiscard]] inline bool slam_has(const Cells& cells, std::size_t cell, std::uint32_t step) {
  return (cells.rows <= cells.columns ? cell / cells.columns : cell % cells.columns) % step == 0;
}

}  // namespace bench
