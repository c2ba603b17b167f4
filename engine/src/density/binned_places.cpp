#include "density/binned_places.h"

#include <algorithm>
#include <tuple>

namespace bailiwick::density_room {
namespace {

Lattice grown_by(Lattice lattice, std::uint32_t margin) {
  lattice.first_column -= margin;
  lattice.first_row -= margin;
  lattice.columns += 2 * margin;
  lattice.rows += 2 * margin;
  return lattice;
}

/// Cells of all reports that count; begin[cell + 1] becomes the end of each cell's places.
std::vector<std::uint32_t> counted_cells(const BinnedPlaces& bins, MetricView reports, std::span<const double> weight,
                                         std::vector<std::uint32_t>& begin) {
  auto cell = cell_of(bins.lattice, reports);
  begin.assign(bins.lattice.size() + 1, 0);
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (!weight.empty() && !(weight[i] > 0)) cell[i] = kNoCell;
    if (cell[i] != kNoCell) ++begin[cell[i] + 1];
  }
  for (std::size_t c = 1; c < begin.size(); ++c) begin[c] += begin[c - 1];
  return cell;
}

/// Sorts and merges the places of one cell; returns how many are left.
std::size_t merge_equal(std::span<Place> places) {
  const auto before = [](const Place& a, const Place& b) { return std::tie(a.y, a.x, a.weight) < std::tie(b.y, b.x, b.weight); };
  std::sort(places.begin(), places.end(), before);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (kept > 0 && places[kept - 1].x == places[i].x && places[kept - 1].y == places[i].y) {
      places[kept - 1].weight += places[i].weight;
    } else {
      places[kept++] = places[i];
    }
  }
  return kept;
}

}  // namespace

BinnedPlaces binned(MetricView reports, std::span<const double> weight, const Lattice& lattice, std::uint32_t margin, double unit_m) {
  BinnedPlaces bins;
  bins.lattice = grown_by(lattice, margin);
  const auto cell = counted_cells(bins, reports, weight, bins.begin);
  bins.place.resize(bins.begin.back());
  std::vector<std::uint32_t> next(bins.begin.begin(), bins.begin.end() - 1);
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (cell[i] != kNoCell) bins.place[next[cell[i]]++] = {reports.y_m[i], reports.x_m[i], weight.empty() ? 1.0 : weight[i]};
  }
  std::size_t kept = 0;
  for (std::uint32_t row = 0, c = 0; row < bins.lattice.rows; ++row) {
    for (std::uint32_t column = 0; column < bins.lattice.columns; ++column, ++c) {
      const auto places = std::span(bins.place).subspan(bins.begin[c], next[c] - bins.begin[c]);
      const std::size_t left = places.size() > 1 ? merge_equal(places) : places.size();
      bins.begin[c] = static_cast<std::uint32_t>(kept);
      for (const auto& place : places.first(left)) {
        bins.place[kept++] = {(place.y - bins.lattice.centre_y_m(row)) / unit_m, (place.x - bins.lattice.centre_x_m(column)) / unit_m, place.weight};
      }
    }
  }
  bins.begin.back() = static_cast<std::uint32_t>(kept);
  bins.place.resize(kept);
  return bins;
}

}  // namespace bailiwick::density_room
