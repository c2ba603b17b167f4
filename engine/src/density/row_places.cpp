#include "density/row_places.h"

#include <cmath>

#include "density/cell_along.h"
#include "density/row_bands.h"
#include "run/blocks.h"

namespace bailiwick::density_room {
namespace {

/// Sorts the places of a band by rows; one thread's memory.
struct BandSorter {
  std::vector<std::uint32_t> row, next;
  std::vector<Place> sorted;
  PlaceSorter<&Place::x, &Place::y> sort;

  void operator()(const RowBands& bands, std::size_t band, std::size_t rows, std::span<const Place> places) {
    row.resize(places.size());
    rows_in_band(bands, band, places, row);
    next.assign(rows + 1, 0);
    for (const auto r : row) ++next[r + 1];
    for (std::size_t r = 1; r <= rows; ++r) next[r] += next[r - 1];
    sorted.resize(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) sorted[next[row[i]]++] = places[i];  // next[r] is now the end of row r
  }
};

}  // namespace

RowPlaces row_places(MetricView reports, std::span<const double> weight, const Lattice& lattice, std::uint32_t margin, double unit_m, const Context& context) {
  const auto grown = grown_by(lattice, margin);
  const auto bands = row_bands(grown, reports.size());
  const auto dealt = dealt_to_rows(reports, weight, bands, run::portion(context, 0, 0.5));
  RowPlaces found;
  const auto all = dealt.begin.back();
  for (auto* column : {&found.column, &found.x, &found.y, &found.weight}) *column = run::LargeArray<double>(all);
  found.begin.resize(grown.rows);
  found.end.resize(grown.rows);
  const double west = grown.west_m(), east = west + grown.columns * grown.cell_m, first_column = static_cast<double>(lattice.first_column), per_unit = 1 / unit_m;
  std::vector<BandSorter> sorters(context.thread_count());
  run::for_blocks(grown.rows, bands.together, run::portion(context, 0.5, 1), "density", [&](const run::Block& block) {
    auto& sorter = sorters[block.worker];
    const auto first = dealt.begin[block.block], rows = block.end - block.begin;
    sorter(bands, block.block, rows, dealt.place.part(first, dealt.begin[block.block + 1]));
    std::size_t from = 0;
    for (std::size_t r = 0; r < rows; ++r) {
      const auto row = block.begin + r;
      const auto of_row = std::span(sorter.sorted).subspan(from, sorter.next[r] - from);
      auto at = found.begin[row] = first + from;
      from = sorter.next[r];
      const double y = grown.centre_y_m(static_cast<std::uint32_t>(row));
      for_merged(sorter.sort(of_row, west, east), [&](const Place& place) {
        const double column = cell_along(place.x, grown.cell_m);
        found.column[at] = column - first_column;
        found.x[at] = (place.x - (column + 0.5) * grown.cell_m) * per_unit;
        found.y[at] = (place.y - y) * per_unit;
        found.weight[at] = place.weight;
        ++at;
      });
      found.end[row] = at;
    }
  });
  return found;
}

}  // namespace bailiwick::density_room
