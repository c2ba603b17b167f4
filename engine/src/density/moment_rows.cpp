#include "density/moment_rows.h"

#include <algorithm>
#include <cmath>

#include "density/binned_places.h"
#include "density/kernels.h"
#include "density/moments.h"
#include "density/ring.h"
#include "density/vector_clones.h"
#include "density/vectors.h"
#include "run/blocks.h"

namespace bailiwick::density_room {
namespace {

/// The side of a tile in cells: coordinates about its centre stay within a few radii, so that high powers keep their digits.
std::uint32_t tile_side(std::uint32_t margin, int power) { return power > 2 ? std::clamp(margin * 2, 8U, 128U) : std::clamp(margin * 4, 16U, 128U); }

constexpr std::size_t kLanes = 8;

/// Prefix sums of moments along one source row: those up to `high` without those up to `low` lie inside every disk in question.
struct Term {
  const double *high, *low;
};

/// out[c] += the kernels of everything between each term's ends, moved along by c. Moment m of a term stands m x stride behind the first; behind the
/// moments stands the number of places, so that a sum over nothing is known to be nothing.
template <Kernel kernel>
[[gnu::always_inline]] inline void add_terms(std::span<const Term> terms, std::size_t stride, double x, double y, double cell, std::size_t columns, double* out) {
  constexpr std::size_t kColumns = Moments<kernel>::kCount + 1;
  const Eight none{};
  for (std::size_t c = 0; c < columns; c += kLanes) {
    Eight sum[kColumns] = {};
    for (const auto& term : terms) {
#pragma GCC unroll 20
      for (std::size_t m = 0; m < kColumns; ++m) sum[m] += eight_at(term.high + m * stride + c) - eight_at(term.low + m * stride + c);
    }
    const Eight value = Moments<kernel>::template value<Eight>(sum, eight_from(x + static_cast<double>(c) * cell, cell), y);
    const Eight found = sum[kColumns - 1] != none ? value : none;
    double values[kLanes];
    std::memcpy(values, &found, sizeof found);
    for (std::size_t k = 0; k < std::min(kLanes, columns - c); ++k) out[c + k] += values[k];
  }
}

// One function per kernel: attributes of templates do not reach their instances.
using AddTerms = void (*)(std::span<const Term>, std::size_t, double, double, double, std::size_t, double*);
BAILIWICK_VECTOR_CLONES void add_uniform(std::span<const Term> t, std::size_t s, double x, double y, double cell, std::size_t n, double* out) {
  add_terms<Kernel::uniform>(t, s, x, y, cell, n, out);
}
BAILIWICK_VECTOR_CLONES void add_epanechnikov(std::span<const Term> t, std::size_t s, double x, double y, double cell, std::size_t n, double* out) {
  add_terms<Kernel::epanechnikov>(t, s, x, y, cell, n, out);
}
BAILIWICK_VECTOR_CLONES void add_quartic(std::span<const Term> t, std::size_t s, double x, double y, double cell, std::size_t n, double* out) {
  add_terms<Kernel::quartic>(t, s, x, y, cell, n, out);
}
BAILIWICK_VECTOR_CLONES void add_triweight(std::span<const Term> t, std::size_t s, double x, double y, double cell, std::size_t n, double* out) {
  add_terms<Kernel::triweight>(t, s, x, y, cell, n, out);
}

AddTerms adder(Kernel kernel) {
  switch (kernel) {
    case Kernel::uniform: return add_uniform;
    case Kernel::epanechnikov: return add_epanechnikov;
    case Kernel::triweight: return add_triweight;
    default: return add_quartic;
  }
}

/// Prefix sums of moments along the source rows in reach of one tile, about the tile's centre.
template <Kernel kernel>
class TilePrefixes {
 public:
  static constexpr std::size_t kColumns = Moments<kernel>::kCount + 1;

  struct Tile {
    std::uint32_t row, column, rows, columns;  ///< in cells of the output
    double centre_row, centre_column;          ///< about which the moments are taken, in cells of the grown lattice
  };

  /// False when no place is in reach of the tile.
  bool fill(const BinnedPlaces& bins, const Tile& tile, std::uint32_t margin, double cell) {
    rows_ = tile.rows + 2 * margin;
    width_ = tile.columns + 2 * margin + 1;
    prefix_.resize(rows_ * kColumns * width_ + kLanes);  // a few are read beyond the last
    filled_.assign(rows_, 0);
    bool any = false;
    for (std::size_t row = 0; row < rows_; ++row) {
      if (bins.in(tile.row + row, tile.column, width_ - 1).empty()) continue;
      any = true;
      filled_[row] = 1;
      fill_row(bins, tile, row, (static_cast<double>(tile.row + row) + 0.5 - tile.centre_row) * cell, (tile.column + 0.5 - tile.centre_column) * cell, cell);
    }
    return any;
  }

  [[nodiscard]] std::size_t stride() const { return width_; }
  [[nodiscard]] bool filled(std::size_t row) const { return filled_[row] != 0; }
  [[nodiscard]] const double* at(std::size_t row) const { return &prefix_[row * kColumns * width_]; }

 private:
  void fill_row(const BinnedPlaces& bins, const Tile& tile, std::size_t row, double y, double x, double cell) {
    std::array<double, kColumns> running{};
    double* out = &prefix_[row * kColumns * width_];
    for (std::size_t m = 0; m < kColumns; ++m) out[m * width_] = 0;
    for (std::size_t column = 0; column + 1 < width_; ++column) {
      const double centre_x = x + static_cast<double>(column) * cell;
      for (const auto& place : bins.in(tile.row + row, tile.column + column)) {
        const auto moments = Moments<kernel>::of(centre_x + place.x, y + place.y, place.weight);
        for (std::size_t m = 0; m < moments.size(); ++m) running[m] += moments[m];
        running.back() += 1;
      }
      for (std::size_t m = 0; m < kColumns; ++m) out[m * width_ + column + 1] = running[m];
    }
  }

  std::size_t rows_ = 0, width_ = 0;
  std::vector<double> prefix_;
  std::vector<std::uint8_t> filled_;  ///< by row: it has places
};

/// What one thread needs for one band of rows.
template <Kernel kernel>
struct Band {
  const BinnedPlaces& bins;
  const Ring& ring;
  std::uint32_t margin, first_row, rows, columns;  ///< columns of the output
  double cell;                                     ///< in units of the radius
  std::vector<double> buffer;                      ///< rows x width(), a margin before and behind

  [[nodiscard]] std::size_t width() const { return columns + 2 * std::size_t{margin}; }

  /// Columns beyond the row's end fall on the margin of the next row and the other way round: margins are never read.
  void add_rings(const Context& context) {
    for (std::uint32_t row = 0; row < rows + 2 * margin; ++row) {  // of the grown lattice, from first_row
      const std::int64_t own = std::int64_t{row} - margin;         // the band's row beside it, where there is one
      context.check();
      const auto part = ring.part(std::max<std::int64_t>(-ring.margin, -own), std::min<std::int64_t>(ring.margin, rows - 1 - own));
      double* const at = buffer.data() + own * static_cast<std::int64_t>(width()) + margin;
      for (std::size_t column = 0; column < width(); ++column) {
        const auto places = bins.in(first_row + row, column);
        if (!places.empty()) add_ring(ring, part, kernel, places, at + column);
      }
    }
  }

  void add_tile(std::uint32_t column, std::uint32_t side, TilePrefixes<kernel>& prefixes, std::vector<Term>& terms) {
    const std::uint32_t tile_columns = std::min(side, columns - column);
    const typename TilePrefixes<kernel>::Tile tile{first_row, column, rows, tile_columns, first_row + margin + rows / 2.0,
                                                   column + margin + tile_columns / 2.0};
    if (!ring.any_whole() || !prefixes.fill(bins, tile, margin, cell)) return;
    for (std::uint32_t row = 0; row < rows; ++row) {
      terms.clear();
      for (std::int64_t offset = -std::int64_t{margin}; offset <= std::int64_t{margin}; ++offset) {
        const auto half = ring.whole[static_cast<std::size_t>(std::abs(offset))];
        const auto source = static_cast<std::size_t>(std::int64_t{row} + margin + offset);
        if (half < 0 || !prefixes.filled(source)) continue;
        const double* middle = prefixes.at(source) + margin;
        terms.push_back({middle + half + 1, middle - half});
      }
      if (terms.empty()) continue;
      adder(kernel)(terms, prefixes.stride(), (0.5 - tile_columns / 2.0) * cell, (row + 0.5 - rows / 2.0) * cell, cell, tile_columns,
                    &buffer[row * width() + 2 * margin + column]);
    }
  }
};

template <Kernel kernel>
void add_bands(const BinnedPlaces& bins, const Ring& ring, const Lattice& lattice, std::uint32_t margin, double cell, const TakeRow& take,
               const Context& context) {
  const std::uint32_t side = tile_side(margin, Moments<kernel>::kPower);
  run::for_blocks(lattice.rows, side, context, "density", [&](const run::Block& block) {
    Band<kernel> band{bins, ring, margin, static_cast<std::uint32_t>(block.begin), static_cast<std::uint32_t>(block.end - block.begin), lattice.columns,
                      cell, {}};
    band.buffer.assign(band.rows * band.width() + 2 * std::size_t{margin}, 0.0);
    band.add_rings(context);
    TilePrefixes<kernel> prefixes;
    std::vector<Term> terms;
    for (std::uint32_t column = 0; column < lattice.columns; column += side) {
      context.check();
      band.add_tile(column, side, prefixes, terms);
    }
    for (std::uint32_t row = 0; row < band.rows; ++row) take(block.begin + row, std::span(band.buffer).subspan(row * band.width() + 2 * margin, lattice.columns));
  });
}

}  // namespace

double reach_in_cells(const Lattice& lattice, double radius_m) { return std::ceil(radius_m / lattice.cell_m + 0.5); }

std::uint32_t rows_of_moments(const Lattice& lattice, Kernel kernel, double radius_m) {
  const auto margin = static_cast<std::uint32_t>(reach_in_cells(lattice, radius_m));
  return with_kernel(kernel, [&]<Kernel chosen>() {
    if constexpr (kIsPolynomial<chosen>) return tile_side(margin, Moments<chosen>::kPower);
    return 1U;
  });
}

void add_by_moments(MetricView reports, std::span<const double> weight, const Lattice& lattice, Kernel kernel, double radius_m,
                    const TakeRow& take, const Context& context) {
  const auto margin = static_cast<std::uint32_t>(reach_in_cells(lattice, radius_m));
  const double cell = lattice.cell_m / radius_m;
  constexpr double kUntilSums = 0.4;  // of the whole work
  const BinnedPlaces bins = binned(reports, weight, lattice, margin, radius_m, run::portion(context, 0, kUntilSums));
  const Ring ring = ring_around(margin, cell, bins.lattice.columns);
  with_kernel(kernel, [&]<Kernel chosen>() {
    if constexpr (kIsPolynomial<chosen>) add_bands<chosen>(bins, ring, lattice, margin, cell, take, run::portion(context, kUntilSums, 1));
  });
}

}  // namespace bailiwick::density_room
