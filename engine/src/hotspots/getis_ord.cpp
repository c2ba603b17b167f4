#include <bailiwick/error.h>
#include <bailiwick/hotspots.h>

#include <cmath>
#include <limits>

#include "hotspots/conditional.h"
#include "hotspots/neighbour_sums.h"

namespace bailiwick {
namespace {

constexpr double kNotTested = std::numeric_limits<double>::quiet_NaN();

void check_columns(const Lattice& lattice, std::span<const std::uint32_t> count, std::span<const std::uint8_t> inside) {
  if (count.size() != lattice.size() || (!inside.empty() && inside.size() != lattice.size())) {
    throw Error(ErrorCode::invalid_argument, "hotspots: expected counts and a mask of " + std::to_string(lattice.size()) + " cells, found " +
                                                 std::to_string(count.size()) + " and " + std::to_string(inside.size()));
  }
}

}  // namespace

GiResult getis_ord(const Lattice& lattice, std::span<const std::uint32_t> count, std::span<const std::uint8_t> inside,
                   const GiOptions& options, const Context& context) {
  check_columns(lattice, count, inside);
  const auto lags = hotspots_room::lags(lattice, count, inside, options.neighbours);
  const auto moments = hotspots_room::moments_of(lags);
  const auto conditional = hotspots_room::conditional_tails(lags, options, context);
  GiResult result;
  result.method = conditional.method;
  result.z.assign(lattice.size(), kNotTested);
  result.p = result.p_normal = result.z;
  for (std::size_t i = 0; i < lags.size(); ++i) {
    const auto cell = lags.cell[i];
    const double z = hotspots_room::gi_star(moments, lags.neighbours[i] + 1.0, static_cast<double>(lags.sum[i] + lags.count[i]));
    result.z[cell] = z;
    result.p[cell] = hotspots_room::two_sided(conditional.tails[i]);
    result.p_normal[cell] = hotspots_room::two_sided_normal(z);
  }
  result.q = adjusted(result.p, options.correction);
  result.bin.assign(lattice.size(), 0);
  result.tests = lags.size();
  for (const auto cell : lags.cell) result.bin[cell] = hotspots_room::bin_of(result.z[cell], result.q[cell]);
  for (double& q : result.q) q = std::isnan(q) ? 1.0 : q;
  return result;
}

std::vector<std::uint32_t> counts(const Lattice& lattice, std::span<const std::uint32_t> cell) {
  std::vector<std::uint32_t> count(lattice.size(), 0);
  for (const auto c : cell) {
    if (c != kNoCell) ++count[c];
  }
  return count;
}

}  // namespace bailiwick
