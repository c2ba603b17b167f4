/// Local and global autocorrelation of counts or real values over any neighbourhood.
#pragma once

#include <bailiwick/context.h>
#include <bailiwick/weights.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace bailiwick {

/// The corner of Moran's scatter plot a place lies in, with the numbers of PySAL and GeoDa.
enum class Quadrant : std::uint8_t { none = 0, high_high = 1, low_high = 2, low_low = 3, high_low = 4 };
[[nodiscard]] std::string_view code(Quadrant quadrant);

/// Statistics of every place. All follow from the sum over its neighbours, so they share one p: the two-sided conditional permutation p of that
/// sum, exact where the table is affordable. It is the p of Gi, Gi* and, the place's own value being kept in place, local Moran.
struct LocalStatistics {
  std::vector<double> gi_star_z;       ///< Gi*: the place itself included, variance over n (Ord and Getis 1995)
  std::vector<double> gi_z;            ///< Gi: without it; mean and variance over the n - 1 others. Also the conditional z of the neighbour sum
  std::vector<double> moran;           ///< local Moran's I: (n - 1) z_i mean(z_j) / sum of z^2 (Anselin 1995; PySAL's scaling); binary: the sum of z_j
  std::vector<Quadrant> quadrant;      ///< none where the neighbours' mean or the place lies exactly on the overall mean, or it has no neighbours
  std::vector<double> p, p_normal, q;  ///< as in GiResult; p_normal from gi_z
  std::uint64_t tests = 0;
  std::string method;                  ///< "exact" or "draws:<n>"
};

/// `count` has an entry per place of `weights`. Options as for getis_ord; `neighbours` is not used.
[[nodiscard]] LocalStatistics local_statistics(std::span<const std::uint32_t> count, const Weights& weights, const GiOptions& options = {},
                                               const Context& context = {});

/// The same for real values, such as rates; p by draws. For comparing neighbourhoods values are rounded to a 2^-52th of their range (less where a place has
/// over a thousand neighbours), so that no sum depends on the order of its terms.
[[nodiscard]] LocalStatistics local_statistics(std::span<const double> value, const Weights& weights, const GiOptions& options = {}, const Context& context = {});

/// The same on a lattice, whose weights are never stored. `count` and `value` have an entry per cell; the answer has one for each cell that takes part, in
/// the order of the lattice. `inside` may be empty: every cell takes part.
[[nodiscard]] LocalStatistics local_statistics(const Lattice& lattice, std::span<const std::uint32_t> count, std::span<const std::uint8_t> inside,
                                               const GiOptions& options = {}, const Context& context = {});
[[nodiscard]] LocalStatistics local_statistics(const Lattice& lattice, std::span<const double> value, std::span<const std::uint8_t> inside,
                                               const GiOptions& options = {}, const Context& context = {});

/// One figure for the whole city. Two-sided p.
struct GlobalStatistic {
  double value = 0, expected = 0, variance = 0, z = 0, p_normal = 1;
  double p = 1;              ///< by draws: whole-map permutations, min(1, 2 x (1 + as extreme) / (1 + draws))
  std::uint64_t draws = 0;
};

/// Moran's I, row-standardised unless the weights say binary; expectation and variance under randomisation (Cliff and Ord 1981, eq. 2.32; PySAL's VI_rand).
/// Islands stay in n. `draws` 0: no permutations, p is 1.
[[nodiscard]] GlobalStatistic moran(std::span<const double> value, const Weights& weights, std::uint64_t draws = 9'999, std::uint64_t seed = 1,
                                    const Context& context = {});

/// General G (Getis and Ord 1992), binary unless the weights say row-standardised, for values of 0 or more: whether high values (positive z) or low ones (negative) gather.
[[nodiscard]] GlobalStatistic general_g(std::span<const double> value, const Weights& weights, std::uint64_t draws = 9'999, std::uint64_t seed = 1,
                                        const Context& context = {});

struct GlobalOptions {
  Neighbours neighbours = Neighbours::queen;
  Style style = Style::customary;
  std::uint64_t draws = 9'999, seed = 1;
};

/// The same on the cells of a lattice that take part, whose weights are never stored. `value` has an entry per cell.
[[nodiscard]] GlobalStatistic moran(const Lattice& lattice, std::span<const double> value, std::span<const std::uint8_t> inside, const GlobalOptions& options = {},
                                    const Context& context = {});
[[nodiscard]] GlobalStatistic general_g(const Lattice& lattice, std::span<const double> value, std::span<const std::uint8_t> inside,
                                        const GlobalOptions& options = {}, const Context& context = {});

}  // namespace bailiwick
