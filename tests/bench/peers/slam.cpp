#include "slam.h"

#include <algorithm>
#include <cmath>

namespace bench {
namespace {

/// What the density of a cell needs of the reports in reach (the paper's |R|, A_R and S_R).
struct Sums {
  double count = 0, along = 0, across = 0, squares = 0;

  void add(const Sums& other, double sign) {
    count += sign * other.count;
    along += sign * other.along;
    across += sign * other.across;
    squares += sign * other.squares;
  }
};

}  // namespace

std::vector<double> slam_bucket(std::span<const double> x, std::span<const double> y, const Cells& cells, double radius_m, std::uint32_t step) {
  const bool by_rows = cells.rows <= cells.columns;
  const std::uint32_t lines = by_rows ? cells.rows : cells.columns, length = by_rows ? cells.columns : cells.rows;
  const double cell = cells.cell_m, middle_along = cell * length / 2, middle_across = cell * lines / 2, squared = radius_m * radius_m;
  std::vector<double> along(x.size()), across(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    along[i] = (by_rows ? x[i] : y[i]) - middle_along;
    across[i] = (by_rows ? y[i] : x[i]) - middle_across;
  }
  std::vector<double> density(std::size_t{cells.columns} * cells.rows, 0.0);
  std::vector<Sums> buckets(length + 1);
  const double first = 0.5 * cell - middle_along;
  const auto bucket = [&](double at) { return static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(length))); };
  for (std::uint32_t line = 0; line < lines; line += step) {
    const double level = (line + 0.5) * cell - middle_across;
    std::fill(buckets.begin(), buckets.end(), Sums{});
    for (std::size_t i = 0; i < along.size(); ++i) {
      const double off = across[i] - level;
      if (off * off > squared) continue;
      const double half = std::sqrt(squared - off * off);
      const Sums one{1, along[i], across[i], along[i] * along[i] + across[i] * across[i]};
      buckets[bucket(std::ceil((along[i] - half - first) / cell))].add(one, 1);          // the first cell that it reaches
      buckets[bucket(std::floor((along[i] + half - first) / cell) + 1)].add(one, -1);    // the first behind
    }
    Sums reached;
    for (std::uint32_t i = 0; i < length; ++i) {
      reached.add(buckets[i], 1);
      const double at = first + i * cell;
      const double value = reached.count - (reached.count * (at * at + level * level) - 2 * (at * reached.along + level * reached.across) + reached.squares) / squared;
      density[by_rows ? std::size_t{line} * cells.columns + i : std::size_t{i} * cells.columns + line] = value;
    }
  }
  return density;
}

}  // namespace bench
