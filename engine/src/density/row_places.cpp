#include "density/row_places.h"

#include <cmath>

#include "density/cell_along.h"
#include "density/row_bands.h"
#include "run/blocks.h"

namespace bailiwick::density_room {
namespace {

RowPlaces room_for(std::size_t places, const Lattice& grown, std::uint32_t margin, double unit_m) {
  RowPlaces rows;
  for (auto* column : {&rows.column, &rows.x, &rows.y, &rows.weight, &rows.reach2}) *column = run::LargeArray<double>(places);
  rows.begin.resize(grown.rows);
  rows.end.resize(grown.rows);
  rows.margin = margin;
  rows.unit_m = unit_m;
  return rows;
}

/// Writes a place of a row of the grown lattice.
void put(RowPlaces& rows, std::size_t at, const Lattice& grown, std::size_t row, const Place& place, double reach2) {
  const double column = cell_along(place.x, grown.cell_m), per_unit = 1 / rows.unit_m;
  rows.column[at] = column - static_cast<double>(grown.first_column + rows.margin);
  rows.x[at] = (place.x - (column + 0.5) * grown.cell_m) * per_unit;
  rows.y[at] = (place.y - grown.centre_y_m(static_cast<std::uint32_t>(row))) * per_unit;
  rows.weight[at] = place.weight;
  rows.reach2[at] = reach2;
}

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
  auto found = room_for(dealt.begin.back(), grown, margin, unit_m);
  const double west = grown.west_m(), east = west + grown.columns * grown.cell_m;
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
      for_merged(sorter.sort(of_row, west, east), [&](const Place& place) { put(found, at++, grown, row, place, 1); });
      found.end[row] = at;
    }
  });
  return found;
}

RowPlaces row_places(const Places& places, std::span<const double> radius_m, std::span<const std::size_t> numbers, const Lattice& lattice,
                     std::uint32_t margin, double unit_m) {
  const auto grown = grown_by(lattice, margin);
  auto found = room_for(numbers.size(), grown, margin, unit_m);
  std::size_t at = 0, next = 0;
  for (std::size_t row = 0; row < grown.rows; ++row) {
    found.begin[row] = at;
    for (; next < numbers.size(); ++next) {
      const auto i = numbers[next];
      const double of_place = cell_along(places.y[i], grown.cell_m) - static_cast<double>(grown.first_row);
      if (of_place > static_cast<double>(row)) break;
      const double reach = radius_m[i] / unit_m;
      if (of_place == static_cast<double>(row)) put(found, at++, grown, row, {places.y[i], places.x[i], places.weight[i]}, reach * reach);
    }
    found.end[row] = at;
  }
  return found;
}

}  // namespace bailiwick::density_room
