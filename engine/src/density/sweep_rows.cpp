#include "density/sweep_rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <map>
#include <vector>

#include "density/along_row.h"
#include "density/kernels.h"
#include "density/moment_rows.h"
#include "density/moments.h"
#include "density/row_places.h"
#include "density/vector_clones.h"
#include "run/blocks.h"

namespace bailiwick::density_room {
namespace {

constexpr std::size_t kTogether = 128;

/// Places of one source row and how far north of it the output row lies, in units of the radius.
struct Source {
  std::size_t begin, end;
  double y;
};

struct Sweep {
  const RowPlaces& places;
  std::uint32_t columns;
  std::uint32_t tile_bits;  ///< 2^tile_bits columns have a middle in common, about which coefficients are taken
  double cell;              ///< in units of the radius

  [[nodiscard]] std::uint32_t tile() const { return 1U << tile_bits; }
};

/// Where the kernels of a few places begin and end along a row, and their polynomials about the middles of the tiles of both ends.
struct Ends {
  using Terms = std::array<std::array<double, kTogether>, 7>;  // by coefficient
  alignas(64) std::array<double, kTogether> rest, x_behind;
  alignas(64) std::array<std::uint32_t, kTogether> first, behind;
  alignas(64) Terms at_first, at_behind;
};

[[gnu::always_inline]] inline double within(double at, double columns) {
  const double from_first = at > 0 ? at : 0.0;
  return from_first < columns ? from_first : columns;
}

template <Kernel kernel>
[[gnu::always_inline]] inline void find_ends(const Sweep& sweep, const Source& source, std::size_t from, std::size_t n, Ends& ends) {
  using Along = AlongRow<kernel>;
  const double *__restrict const weight = sweep.places.weight.data() + from, *__restrict const reach2 = sweep.places.reach2.data() + from;
  const double *__restrict column = sweep.places.column.data() + from, *__restrict x = sweep.places.x.data() + from, *__restrict y = sweep.places.y.data() + from;
  const double cell = sweep.cell, per_cell = 1 / cell, columns = sweep.columns, tile = sweep.tile(), per_tile = 1 / tile, middle = (tile - 1) / 2;
  for (std::size_t i = 0; i < n; ++i) {
    const double dy = source.y - y[i], dy2 = dy * dy, rest = reach2[i] - dy2;
    const double half = std::sqrt(rest > 0 ? rest : 0.0);
    const auto outside = [&](double at) __attribute__((always_inline)) {
      const double dx = at * cell - x[i];
      return reach2[i] - (dx * dx + dy2) > 0 ? 0.0 : 1.0;
    };
    // Rounding may put an end one cell too far out, and for a kernel with a step at its rim one too far in.
    double low = std::ceil((x[i] - half) * per_cell), high = std::floor((x[i] + half) * per_cell);
    if constexpr (kernel == Kernel::uniform) {
      low -= 1 - outside(low - 1);
      high += 1 - outside(high + 1);
    }
    low += outside(low);
    high -= outside(high);
    const double first = within(column[i] + low, columns), behind = within(column[i] + high + 1, columns);
    const bool none = !(first < behind);
    const double a = none ? columns : first, b = none ? columns : behind;  // what covers no cell goes where nobody looks
    const auto off_middle = [&](double at) __attribute__((always_inline)) { return (column[i] - std::floor(at * per_tile) * tile - middle) * cell + x[i]; };
    ends.rest[i] = rest;
    ends.first[i] = static_cast<std::uint32_t>(static_cast<std::int32_t>(a));
    ends.behind[i] = static_cast<std::uint32_t>(static_cast<std::int32_t>(b));
    ends.x_behind[i] = off_middle(b);
    double terms[7];
    Along::of(rest, off_middle(a), weight[i], terms);
    for (std::size_t k = 0; k <= Along::kDegree; ++k) ends.at_first[k][i] = terms[k];
    Along::of(rest, ends.x_behind[i], weight[i], terms);
    for (std::size_t k = 0; k <= Along::kDegree; ++k) ends.at_behind[k][i] = terms[k];
  }
}

/// Sums of one row. `slot` has kNumbers for each cell and for one more behind the last; zero before and after. `powers` of X at each cell of a tile.
template <Kernel kernel>
[[gnu::always_inline]] inline void sum_row(const Sweep& sweep, std::span<const Source> sources, double* slots, const double* powers, double* out) {
  using Along = AlongRow<kernel>;
  using Vector = typename Along::Vector;
  auto* const slot = reinterpret_cast<Vector*>(slots);
  const auto* const power = reinterpret_cast<const Vector*>(powers);
  Ends ends;
  const double step = sweep.tile() * sweep.cell;
  for (const auto& source : sources) {
    for (auto from = source.begin; from < source.end; from += kTogether) {
      const auto n = std::min(kTogether, source.end - from);
      find_ends<kernel>(sweep, source, from, n, ends);
      const double* const weight = sweep.places.weight.data() + from;
      for (std::size_t i = 0; i < n; ++i) {
        Vector first, behind;
        Along::joined([&](std::size_t k) __attribute__((always_inline)) { return ends.at_first[k][i]; }, first);
        Along::joined([&](std::size_t k) __attribute__((always_inline)) { return ends.at_behind[k][i]; }, behind);
        slot[ends.first[i]] += first;
        const auto last = ends.behind[i] >> sweep.tile_bits;
        for (auto tile = (ends.first[i] >> sweep.tile_bits) + 1; tile <= last; ++tile) {  // what reaches on begins anew
          double terms[7];
          Along::of(ends.rest[i], ends.x_behind[i] + static_cast<double>(last - tile) * step, weight[i], terms);
          Vector again;
          Along::joined([&](std::size_t k) __attribute__((always_inline)) { return terms[k]; }, again);
          slot[tile << sweep.tile_bits] += again;
        }
        slot[ends.behind[i]] -= behind;
      }
    }
  }
  for (std::uint32_t begin = 0; begin < sweep.columns; begin += sweep.tile()) {
    Vector sum{};  // every tile by itself: what rounding leaves of a polynomial would grow with its powers farther on
    const auto n = std::min(sweep.tile(), sweep.columns - begin);
    for (std::uint32_t c = 0; c < n; ++c) {
      sum += slot[begin + c];
      slot[begin + c] = Vector{};
      if (sum[Along::kNumbers - 1] == 0) sum = Vector{};  // nothing is left: no dust either
      const Vector term = sum * power[c];
      double value = term[0];
      for (std::size_t k = 1; k <= Along::kDegree; ++k) value += term[k];
      out[begin + c] = value;
    }
  }
  slot[sweep.columns] = Vector{};
}

// One function per kernel: attributes of templates do not reach their instances.
using SumRow = void (*)(const Sweep&, std::span<const Source>, double*, const double*, double*);
BAILIWICK_VECTOR_CLONES void sum_uniform(const Sweep& s, std::span<const Source> from, double* slots, const double* powers, double* out) {
  sum_row<Kernel::uniform>(s, from, slots, powers, out);
}
BAILIWICK_VECTOR_CLONES void sum_epanechnikov(const Sweep& s, std::span<const Source> from, double* slots, const double* powers, double* out) {
  sum_row<Kernel::epanechnikov>(s, from, slots, powers, out);
}
BAILIWICK_VECTOR_CLONES void sum_quartic(const Sweep& s, std::span<const Source> from, double* slots, const double* powers, double* out) {
  sum_row<Kernel::quartic>(s, from, slots, powers, out);
}
BAILIWICK_VECTOR_CLONES void sum_triweight(const Sweep& s, std::span<const Source> from, double* slots, const double* powers, double* out) {
  sum_row<Kernel::triweight>(s, from, slots, powers, out);
}

SumRow summer(Kernel kernel) {
  switch (kernel) {
    case Kernel::uniform: return sum_uniform;
    case Kernel::epanechnikov: return sum_epanechnikov;
    case Kernel::triweight: return sum_triweight;
    default: return sum_quartic;
  }
}

/// So many cells that coordinates about the middle stay within a few radii, fewer for high powers, which keep their digits so.
std::uint32_t tile_bits(double cell, std::size_t degree) {
  constexpr std::uint32_t kMost = 12;
  const double radii = degree > 4 ? 2 : degree > 2 ? 4 : 8;
  std::uint32_t bits = 0;
  while (bits < kMost && std::ldexp(cell, static_cast<int>(bits) + 1) <= radii) ++bits;
  return bits;
}

/// Powers of X at each cell of a tile.
template <Kernel kernel>
run::LargeArray<double> powers_of(const Sweep& sweep) {
  constexpr std::size_t kNumbers = AlongRow<kernel>::kNumbers;
  run::LargeArray<double> powers(sweep.tile() * kNumbers);
  for (std::uint32_t c = 0; c < sweep.tile(); ++c) {
    double power = 1;
    for (std::size_t k = 0; k < kNumbers; ++k) {
      powers[c * kNumbers + k] = k <= AlongRow<kernel>::kDegree ? power : 0.0;
      power *= (c - (sweep.tile() - 1) / 2.0) * sweep.cell;
    }
  }
  return powers;
}

/// One thread's memory.
struct Worker {
  run::LargeArray<double> slots;
  std::vector<double> one, sums;
  std::vector<Source> sources;

  void find_sources(const RowPlaces& places, std::size_t row, double cell) {
    sources.clear();
    for (std::size_t source = row; source <= row + 2 * std::size_t{places.margin}; ++source) {  // counted from `margin` rows below
      if (places.begin[source] == places.end[source]) continue;
      sources.push_back({places.begin[source], places.end[source], (static_cast<double>(row + places.margin) - static_cast<double>(source)) * cell});
    }
  }
};

template <Kernel kernel>
void sweep_rows(std::span<const RowPlaces> layers, const Lattice& lattice, const TakeRow& take, const Context& context) {
  if constexpr (kIsPolynomial<kernel>) {
    std::vector<Sweep> sweeps;
    std::vector<run::LargeArray<double>> powers;
    for (const auto& places : layers) {
      const double cell = lattice.cell_m / places.unit_m;
      sweeps.push_back({places, lattice.columns, tile_bits(cell, AlongRow<kernel>::kDegree), cell});
      powers.push_back(powers_of<kernel>(sweeps.back()));
    }
    std::vector<Worker> workers(context.thread_count());
    constexpr std::size_t kRows = 8;
    run::for_blocks(lattice.rows, kRows, context, "density", [&](const run::Block& block) {
      auto& worker = workers[block.worker];
      if (worker.slots.size() == 0) {
        worker.slots = run::LargeArray<double>((std::size_t{lattice.columns} + 1) * AlongRow<kernel>::kNumbers);
        std::fill_n(worker.slots.data(), worker.slots.size(), 0.0);
        worker.one.resize(lattice.columns);
      }
      for (auto row = block.begin; row < block.end; ++row) {
        context.check();
        worker.sums.assign(lattice.columns, 0.0);
        for (std::size_t l = 0; l < layers.size(); ++l) {
          worker.find_sources(layers[l], row, sweeps[l].cell);
          if (worker.sources.empty()) continue;
          auto& into = layers.size() == 1 ? worker.sums : worker.one;
          summer(kernel)(sweeps[l], worker.sources, worker.slots.data(), powers[l].data(), into.data());
          if (layers.size() == 1) continue;
          for (std::size_t c = 0; c < worker.sums.size(); ++c) worker.sums[c] += worker.one[c];
        }
        take(row, worker.sums);
      }
    });
  }
}

void sweep(std::span<const RowPlaces> layers, const Lattice& lattice, Kernel kernel, const TakeRow& take, const Context& context) {
  with_kernel(kernel, [&]<Kernel chosen>() { sweep_rows<chosen>(layers, lattice, take, context); });
}

/// (radius / unit)^(2 x power of the kernel): what a kernel in units of `unit_m` is too low by.
double scale_of(Kernel kernel, double reach2) {
  return with_kernel(kernel, [reach2]<Kernel chosen>() {
    double scale = 1;
    if constexpr (kIsPolynomial<chosen>) {
      for (int i = 0; i < Moments<chosen>::kPower; ++i) scale *= reach2;
    }
    return scale;
  });
}

}  // namespace

void add_by_sweep(MetricView reports, std::span<const double> weight, const Lattice& lattice, Kernel kernel, double radius_m, const TakeRow& take,
                  const Context& context) {
  const auto margin = static_cast<std::uint32_t>(reach_in_cells(lattice, radius_m));
  constexpr double kUntilSums = 0.2;  // of the whole work
  const auto places = row_places(reports, weight, lattice, margin, radius_m, run::portion(context, 0, kUntilSums));
  sweep({&places, 1}, lattice, kernel, take, run::portion(context, kUntilSums, 1));
}

void add_each_by_sweep(const Places& places, std::span<const double> radius_m, const Lattice& lattice, Kernel kernel, const TakeRow& take,
                       const Context& context) {
  std::map<int, std::vector<std::size_t>> numbers;  // by the power of two that is not below the radius: all of a layer keep their digits about one middle
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!(places.weight[i] > 0)) continue;
    int power = 0;
    const double fraction = std::frexp(radius_m[i], &power);
    numbers[fraction == 0.5 ? power - 1 : power].push_back(i);
  }
  auto scaled = places;
  for (const auto& [power, of_layer] : numbers) {
    const double unit = std::ldexp(1.0, power);
    for (const auto i : of_layer) scaled.weight[i] /= scale_of(kernel, (radius_m[i] / unit) * (radius_m[i] / unit));
  }
  std::vector<RowPlaces> layers;
  for (const auto& [power, of_layer] : numbers) {
    const double unit = std::ldexp(1.0, power);
    layers.push_back(row_places(scaled, radius_m, of_layer, lattice, static_cast<std::uint32_t>(reach_in_cells(lattice, unit)), unit));
  }
  sweep(layers, lattice, kernel, take, context);
}

}  // namespace bailiwick::density_room
