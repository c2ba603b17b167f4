#include "density/gaussian_grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numbers>

#include "density/places.h"
#include "density/vector_clones.h"
#include "density/vectors.h"
#include "run/blocks.h"

namespace bailiwick::density_room {
namespace {

// In units of the spacing. Sampling a product of the narrow and the wide gaussian errs by 2 exp(-2 pi^2 v) with v = 1.2 x 6.6 / 7.8: 4e-9 of its peak;
// leaving out nodes beyond 6.5 errs by exp(-6.5^2 / 2.4): 2e-8.
constexpr double kPerSigma = 3, kNarrow = 1.2, kWide = kPerSigma * kPerSigma - 2 * kNarrow;
constexpr int kTaps = 6;       // on either side of the nearest node
constexpr int kWideTaps = 18;  // 7 standard deviations of the wide one
constexpr int kMargin = 40;    // nodes around the lattice: a report farther off than 9 sigma is not seen

/// 2 kTaps + 1 of them, then zeros: two Eights.
using Taps = std::array<double, 16>;
constexpr std::size_t kAcross = 2 * kTaps + 1;

/// exp(-(j - offset)^2 / (2 kNarrow)) for j = -kTaps .. kTaps, offset within half a node: two exponentials and products.
Taps taps_at(double offset) {
  static const Taps squares = [] {
    Taps t{};
    for (int j = -kTaps; j <= kTaps; ++j) t[static_cast<std::size_t>(j + kTaps)] = std::exp(-j * j / (2 * kNarrow));
    return t;
  }();
  const double at_zero = std::exp(-offset * offset / (2 * kNarrow)), step = std::exp(offset / kNarrow), back = 1 / step;
  Taps taps{};
  double up = at_zero, down = at_zero;
  taps[kTaps] = at_zero;
  for (std::size_t j = 1; j <= kTaps; ++j) {
    up *= step;
    down *= back;
    taps[kTaps + j] = up * squares[kTaps + j];
    taps[kTaps - j] = down * squares[kTaps - j];
  }
  return taps;
}

struct Mesh {
  double spacing, west, south;  ///< of the first node
  std::size_t columns, rows;
  std::vector<double> value;

  Mesh(const Lattice& lattice, double sigma_m)
      : spacing(sigma_m / kPerSigma),
        west(lattice.west_m() - kMargin * spacing),
        south(lattice.south_m() - kMargin * spacing),
        columns(nodes(lattice.columns * lattice.cell_m)),
        rows(nodes(lattice.rows * lattice.cell_m)),
        value(columns * rows, 0.0) {}

  [[nodiscard]] std::size_t nodes(double extent_m) const { return static_cast<std::size_t>(std::ceil(extent_m / spacing)) + 2 * kMargin + 1; }
};

/// The node nearest to a place, and the place's offset from it in nodes.
struct Nearest {
  double node, offset;
};
Nearest nearest_node(double at, double origin, double spacing) {
  const double position = (at - origin) / spacing, node = std::round(position);
  return {node, position - node};
}

/// All nodes that are written, those with a weight of zero too, are nodes of the mesh.
bool spreads_within(double node, std::size_t nodes) { return node >= kTaps && node - kTaps + static_cast<double>(Taps{}.size()) <= static_cast<double>(nodes); }

/// Adds weight x up[j] x across to rows `begin` to `end` of the nodes around a place, the first of which is at `target`.
BAILIWICK_VECTOR_CLONES void spread_place(double* target, std::size_t columns, const Taps& across, const Taps& up, double weight, std::size_t begin, std::size_t end) {
  const Eight low = eight_at(across.data()), high = eight_at(across.data() + 8);
  for (auto j = begin; j < end; ++j) {
    double* const row = target + j * columns;
    const double share = weight * up[j];
    const Eight first = eight_at(row) + share * low, second = eight_at(row + 8) + share * high;
    std::memcpy(row, &first, sizeof first);
    std::memcpy(row + 8, &second, sizeof second);
  }
}

/// Each block of mesh rows takes what falls on it from the places in reach, in the order of the places.
void spread(const Places& places, Mesh& mesh, const Context& context) {
  run::for_blocks(mesh.rows, 64, context, "density", [&](const run::Block& block) {
    const auto y_of = [&](double row) { return mesh.south + row * mesh.spacing; };
    const auto first = std::lower_bound(places.y.begin(), places.y.end(), y_of(static_cast<double>(block.begin) - kTaps - 1)) - places.y.begin();
    const double beyond = y_of(static_cast<double>(block.end) + kTaps + 1);
    for (auto i = static_cast<std::size_t>(first); i < places.size() && places.y[i] < beyond; ++i) {
      const auto column = nearest_node(places.x[i], mesh.west, mesh.spacing), row = nearest_node(places.y[i], mesh.south, mesh.spacing);
      if (!spreads_within(column.node, mesh.columns) || !spreads_within(row.node, mesh.rows)) continue;
      const Taps across = taps_at(column.offset), up = taps_at(row.offset);
      const auto c = static_cast<std::size_t>(column.node) - kTaps, r = static_cast<std::size_t>(row.node) - kTaps;
      const auto begin = r < block.begin ? block.begin - r : 0, end = std::min(kAcross, std::max(block.end, r) - r);
      if (begin < end) spread_place(mesh.value.data() + r * mesh.columns + c, mesh.columns, across, up, places.weight[i], begin, end);
    }
  });
}

using WideTaps = std::array<double, kWideTaps + 1>;
WideTaps wide_taps() {
  WideTaps taps;
  for (int j = 0; j <= kWideTaps; ++j) taps[static_cast<std::size_t>(j)] = std::exp(-j * j / (2 * kWide));
  return taps;
}

/// Smooths n nodes that lie `apart` from their neighbours on both sides: along a row 1, across rows a row.
BAILIWICK_VECTOR_CLONES void smooth(const double* __restrict in, std::ptrdiff_t apart, std::size_t n, const WideTaps& taps, double* __restrict out) {
  for (std::size_t c = 0; c < n; ++c) out[c] = taps[0] * in[c];
  for (std::ptrdiff_t j = 1; j <= kWideTaps; ++j) {
    const double *const before = in - j * apart, *const after = in + j * apart, tap = taps[static_cast<std::size_t>(j)];
    for (std::size_t c = 0; c < n; ++c) out[c] += tap * (before[c] + after[c]);
  }
}

/// Smooths the mesh along its rows into `out`, in strips that stay in the cache.
void smooth_rows(const Mesh& mesh, std::vector<double>& out, const Context& context) {
  constexpr std::size_t kStrip = 1024;
  const auto taps = wide_taps();
  run::for_blocks(mesh.rows, 64, context, "density", [&](const run::Block& block) {
    for (auto row = block.begin; row < block.end; ++row) {
      for (std::size_t c = kWideTaps; c + kWideTaps < mesh.columns; c += kStrip) {
        const auto at = row * mesh.columns + c;
        smooth(&mesh.value[at], 1, std::min(kStrip, mesh.columns - kWideTaps - c), taps, &out[at]);
      }
    }
  });
}

/// Smooths `in` across rows into the mesh.
void smooth_columns(const std::vector<double>& in, Mesh& mesh, const Context& context) {
  constexpr std::size_t kStrip = 256;
  const auto taps = wide_taps();
  run::for_blocks(mesh.rows, 64, context, "density", [&](const run::Block& block) {
    for (std::size_t c = 0; c < mesh.columns; c += kStrip) {
      for (auto row = block.begin; row < block.end; ++row) {
        const auto at = row * mesh.columns + c, n = std::min(kStrip, mesh.columns - c);
        if (row < kWideTaps || row + kWideTaps >= mesh.rows) std::fill_n(&mesh.value[at], n, 0.0);
        else smooth(&in[at], static_cast<std::ptrdiff_t>(mesh.columns), n, taps, &mesh.value[at]);
      }
    }
  });
}

constexpr std::size_t kRows = 8;  // of cells, read together

/// out[row][column] = the sum over the taps of a column x the nodes of `line`, which holds one Eight of rows for each node.
BAILIWICK_VECTOR_CLONES void read_along(const double* line, const Taps* across, const std::uint32_t* first, std::size_t columns, double factor, double* out) {
  for (std::size_t column = 0; column < columns; ++column) {
    Eight value{};
    for (std::size_t k = 0; k < kAcross; ++k) value += across[column][k] * eight_at(line + (first[column] + k) * kRows);
    value *= factor;
    for (std::size_t row = 0; row < kRows; ++row) out[row * columns + column] = value[row];
  }
}

/// out[c] = the sum over the taps of the nodes at from[c] and below.
BAILIWICK_VECTOR_CLONES void read_beside(const double* __restrict from, std::size_t columns, const Taps& up, double* __restrict out) {
  std::fill_n(out, columns, 0.0);
  for (std::size_t j = 0; j < kAcross; ++j) {
    for (std::size_t c = 0; c < columns; ++c) out[c] += up[j] * from[j * columns + c];
  }
}

/// Reads the mesh at the cell centres: first the row of nodes at a centre line, then along it.
void read_at_centres(const Mesh& mesh, const Lattice& lattice, double factor, const TakeRow& take, const Context& context) {
  std::vector<Taps> across;
  std::vector<std::uint32_t> first;
  for (std::uint32_t column = 0; column < lattice.columns; ++column) {
    const auto nearest = nearest_node(lattice.centre_x_m(column), mesh.west, mesh.spacing);
    across.push_back(taps_at(nearest.offset));
    first.push_back(static_cast<std::uint32_t>(nearest.node) - kTaps);
  }
  struct Worker {
    std::vector<double> one, line, sums;
  };
  std::vector<Worker> workers(context.thread_count());
  run::for_blocks(lattice.rows, kRows, context, "density", [&](const run::Block& block) {
    auto& [one, line, sums] = workers[block.worker];
    one.resize(mesh.columns);
    line.assign(mesh.columns * kRows, 0.0);
    sums.resize(kRows * lattice.columns);
    for (auto row = block.begin; row < block.end; ++row) {
      const auto nearest = nearest_node(lattice.centre_y_m(static_cast<std::uint32_t>(row)), mesh.south, mesh.spacing);
      read_beside(&mesh.value[(static_cast<std::size_t>(nearest.node) - kTaps) * mesh.columns], mesh.columns, taps_at(nearest.offset), one.data());
      for (std::size_t c = 0; c < mesh.columns; ++c) line[c * kRows + (row - block.begin)] = one[c];
    }
    read_along(line.data(), across.data(), first.data(), lattice.columns, factor, sums.data());
    for (auto row = block.begin; row < block.end; ++row) take(row, std::span(sums).subspan((row - block.begin) * lattice.columns, lattice.columns));
  });
}

}  // namespace

double mesh_nodes(const Lattice& lattice, double sigma_m) {
  const auto nodes = [&](double cells) { return cells * lattice.cell_m / sigma_m * kPerSigma + 2 * kMargin + 2; };
  return nodes(lattice.columns) * nodes(lattice.rows);
}

void add_by_mesh(MetricView reports, std::span<const double> weight, const Lattice& lattice, Kernel, double sigma_m, const TakeRow& take,
                 const Context& context) {
  const Places places = merged_places(reports, weight, run::portion(context, 0, 0.3));
  Mesh mesh(lattice, sigma_m);
  spread(places, mesh, run::portion(context, 0.3, 0.6));
  std::vector<double> smoothed(mesh.value.size(), 0.0);
  smooth_rows(mesh, smoothed, run::portion(context, 0.6, 0.7));
  smooth_columns(smoothed, mesh, run::portion(context, 0.7, 0.8));
  // Per axis: the three gaussians have integral 1 over the mesh, the result the height 1 over its peak.
  const double axis = kPerSigma / (2 * std::numbers::pi * kNarrow * std::sqrt(kWide));
  read_at_centres(mesh, lattice, axis * axis, take, run::portion(context, 0.8, 1));
}

}  // namespace bailiwick::density_room
