/// Density of reports, in reports per square kilometre.
#pragma once

#include <bailiwick/bandwidth.h>
#include <bailiwick/context.h>
#include <bailiwick/lattice.h>

#include <functional>
#include <string_view>
#include <vector>

namespace bailiwick {

/// What happens to the part of a kernel that falls outside the study area.
enum class EdgeCorrection : std::uint8_t {
  none,     ///< it is lost: density falls off towards the border
  uniform,  ///< the density of a cell is divided by the share of a kernel around it that lies inside; total mass is not conserved
  diggle,   ///< each report is divided by the share of its own kernel that lies inside (Diggle 1985; Jones 1993): cells inside sum to the reports
};
[[nodiscard]] std::string_view code(EdgeCorrection edge);

/// As many cells as a map needs at most; more by rule would only cost time.
inline constexpr std::uint64_t kMostCellsByRule = 4'000'000;

/// The cell size of a density grid over the box of `area` when none is given: a tenth of the bandwidth rounded down to 1, 2 or 5 times a power of
/// ten, enlarged along that series until the grid has at most `max_cells` cells.
[[nodiscard]] CellChoice density_cell(const Bandwidth& bandwidth, const PolygonsView& area, std::uint64_t max_cells = kMostCellsByRule);

struct DensityOptions {
  Kernel kernel = Kernel::quartic;
  Bandwidth bandwidth;
  EdgeCorrection edge = EdgeCorrection::none;  ///< others need `inside`; shares are taken over the cells inside
  /// Each report has its own radius: bandwidth.radius_m x sqrt(G / f), at most 5 times it, f the surface of that one radius at the report, G the
  /// geometric mean of f over the reports (Abramson 1982). Not with EdgeCorrection::uniform.
  bool adaptive = false;
  /// How far a gaussian surface may be off, as a share of its maximum. The mesh on which many gaussians are summed keeps to 2e-7; where less is asked for,
  /// every report is summed at every cell in reach.
  double gaussian_bound = 1e-6;
};

struct DensityGrid {
  Lattice lattice;
  Kernel kernel = Kernel::quartic;
  Bandwidth bandwidth;
  EdgeCorrection edge = EdgeCorrection::none;
  double lost_weight = 0;            ///< of reports whose kernel reaches no cell inside by 1e-9 of its peak, so that diggle cannot correct them
  std::vector<float> per_km2;        ///< row by row from the south, at cell centres; kOutside where `inside` is 0
  static constexpr float kOutside = -9999.0F;
};

/// The exact sum of kernels at every cell centre. Equal to brute force to 2e-7 of each cell or 1e-12 of the maximum, the larger; exactly 0 where
/// no report reaches (a gaussian reaches 8.6 sigma, where 1e-16 of its peak is left). A gaussian of more than 1e8 pairs of reports
/// and cells in reach is summed over a mesh instead, to DensityOptions::gaussian_bound. Reports of one place are merged. `weight` may be empty;
/// weights are finite and not negative. `inside` (from cells_inside) masks the result and may be empty. The same bytes for any order of
/// reports and any number of threads.
[[nodiscard]] DensityGrid density(MetricView reports, std::span<const double> weight, const Lattice& lattice,
                                  std::span<const std::uint8_t> inside, const DensityOptions& options, const Context& context = {});

/// Reports that are too many to be held together: hands every batch to its argument, the same reports at every call, cut and ordered as it likes.
using ReportBatches = std::function<void(const std::function<void(MetricView reports, std::span<const double> weight)>&)>;

/// Rows of a grid, from the south.
struct DensityRows {
  std::uint32_t first = 0, count = 0;
  std::span<const float> per_km2;  ///< row by row; kOutside where `inside` is 0
};

/// The same bytes as density(), strip by strip from the south, in bounded memory: no more than `most_places` reports (24 bytes each) and as many
/// cells are held at a time, where the rows that share sums and what reaches them hold no more. Asks for the reports once to count them and once for each strip. Returns
/// DensityGrid::lost_weight. Throws Error(unsupported) for adaptive kernels and for gaussians that density() sums on a mesh, which need all reports at once, and
/// for kernels that reach more than ten million rows. Cells are squares.
double density_by_rows(const ReportBatches& reports, const Lattice& lattice, std::span<const std::uint8_t> inside, const DensityOptions& options,
                       std::uint64_t most_places, const std::function<void(const DensityRows&)>& take, const Context& context = {});

/// Rising class limits for maps, at most `classes` of them, rounded to 1, 2 or 5 times a power of ten where that keeps them apart; the last is
/// the maximum. Empty when the grid is empty.
[[nodiscard]] std::vector<double> density_breaks(const DensityGrid& grid, unsigned classes = 5);

}  // namespace bailiwick
