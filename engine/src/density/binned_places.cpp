#include "density/binned_places.h"

#include <algorithm>

#include "density/row_bands.h"
#include "run/blocks.h"

namespace bailiwick::density_room {
namespace {

/// Sorts the places of a band by cells; one thread's memory.
class BandSorter {
 public:
  /// `begin` belongs to the first cell of the band's first row; the band's places stand at `offset`.
  void operator()(const BinnedPlaces& bins, const RowBands& bands, std::size_t band, std::uint32_t rows, double unit_m, std::span<Place> places,
                  std::size_t offset, std::uint32_t* begin) {
    const auto first_row = static_cast<std::uint32_t>(band * bands.together);
    const std::size_t row_cells = std::size_t{bins.lattice.columns} + 1, cells = rows * row_cells;
    cell_.resize(places.size());
    cells_in_band(bands, band, row_cells, places, cell_);
    next_.assign(cells + 1, 0);
    for (const auto cell : cell_) ++next_[cell + 1];
    for (std::size_t c = 1; c <= cells; ++c) next_[c] += next_[c - 1];
    if (sorted_.size() < places.size()) sorted_ = run::LargeArray<Place>(places.size() + places.size() / 4);
    for (std::size_t i = 0; i < places.size(); ++i) sorted_[next_[cell_[i]]++] = places[i];  // next_[c] is now the end of cell c
    const double per_unit = 1 / unit_m;
    std::size_t kept = 0;
    for (std::uint32_t row = 0, c = 0; row < rows; ++row) {
      const double y = bins.lattice.centre_y_m(first_row + row), south = y - 0.5 * bins.lattice.cell_m, north = y + 0.5 * bins.lattice.cell_m;
      for (std::uint32_t column = 0; column < row_cells; ++column, ++c) {
        begin[c] = static_cast<std::uint32_t>(offset + kept);
        const std::size_t from = c == 0 ? 0 : next_[c - 1];
        if (from == next_[c]) continue;
        const auto of_cell = sorted_.part(from, next_[c]);
        const double x = bins.lattice.centre_x_m(column);
        for_merged(sort_(of_cell, south, north), [&](const Place& place) { places[kept++] = {(place.y - y) * per_unit, (place.x - x) * per_unit, place.weight}; });
      }
    }
  }

 private:
  std::vector<std::uint32_t> cell_, next_;
  run::LargeArray<Place> sorted_;
  PlaceSorter<&Place::y, &Place::x> sort_;
};

}  // namespace

BinnedPlaces binned(MetricView reports, std::span<const double> weight, const Lattice& lattice, std::uint32_t margin, double unit_m, const Context& context) {
  BinnedPlaces bins;
  bins.lattice = grown_by(lattice, margin);
  const auto rows = bins.lattice.rows;
  const auto bands = row_bands(bins.lattice, reports.size());
  auto dealt = dealt_to_rows(reports, weight, bands, run::portion(context, 0, 0.5));
  const std::size_t row_cells = std::size_t{bins.lattice.columns} + 1;
  bins.begin = run::LargeArray<std::uint32_t>(rows * row_cells);
  std::vector<BandSorter> sorters(context.thread_count());
  run::for_blocks(rows, bands.together, run::portion(context, 0.5, 1), "density", [&](const run::Block& block) {
    const auto first = dealt.begin[block.block];
    sorters[block.worker](bins, bands, block.block, static_cast<std::uint32_t>(block.end - block.begin), unit_m,
                          dealt.place.part(first, dealt.begin[block.block + 1]), first, &bins.begin[block.begin * row_cells]);
  });
  bins.place = std::move(dealt.place);
  return bins;
}

}  // namespace bailiwick::density_room
