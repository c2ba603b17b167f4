/// p-values after a correction for the number of tests, as R's p.adjust gives them.
#include <bailiwick/hotspots.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace bailiwick {
namespace {

/// Numbers in the rising order of their p. Above 0 a double's bits order as the double does, so 16 of them at a time sort without comparing.
std::vector<std::uint32_t> in_order_of(std::span<const double> p, std::vector<std::uint32_t> order) {
  if (order.size() < 10'000) {
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return p[a] < p[b]; });
    return order;
  }
  std::vector<std::uint32_t> next(order.size());
  for (unsigned shift = 0; shift < 64; shift += 16) {
    const auto digit = [&](std::uint32_t i) { return (std::bit_cast<std::uint64_t>(p[i] + 0.0) >> shift) & 0xffffU; };
    std::vector<std::uint32_t> begin(65'537, 0);
    for (const auto i : order) ++begin[digit(i) + 1];
    for (std::size_t d = 1; d < begin.size(); ++d) begin[d] += begin[d - 1];
    for (const auto i : order) next[begin[digit(i)]++] = i;
    order.swap(next);
  }
  return order;
}

/// Step-up from the largest p: min over the ranks from r on of p(r) x factor / r (Benjamini and Hochberg 1995; Yekutieli and Benjamini 1999).
void step_up(std::span<const double> p, const std::vector<std::uint32_t>& tested, double factor, std::vector<double>& q) {
  const auto order = in_order_of(p, tested);
  double smallest = 1;
  for (std::size_t rank = order.size(); rank > 0; --rank) {
    const auto i = order[rank - 1];
    smallest = std::min(smallest, p[i] * factor / static_cast<double>(rank));
    q[i] = smallest;
  }
}

double harmonic(std::size_t n) {
  double sum = 0;
  for (std::size_t i = n; i > 0; --i) sum += 1 / static_cast<double>(i);  // small terms first
  return sum;
}

}  // namespace

std::vector<double> adjusted(std::span<const double> p, Correction correction) {
  std::vector<double> q(p.begin(), p.end());
  std::vector<std::uint32_t> tested;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (!std::isnan(p[i])) tested.push_back(static_cast<std::uint32_t>(i));
  }
  const auto tests = static_cast<double>(tested.size());
  switch (correction) {
    case Correction::benjamini_hochberg: step_up(p, tested, tests, q); break;
    case Correction::benjamini_yekutieli: step_up(p, tested, tests * harmonic(tested.size()), q); break;
    case Correction::bonferroni:
      for (const auto i : tested) q[i] = std::min(1.0, p[i] * tests);
      break;
    case Correction::none: break;
  }
  return q;
}

std::string_view code(Neighbours neighbours) { return neighbours == Neighbours::rook ? "rook" : "queen"; }

std::string_view code(Correction correction) {
  switch (correction) {
    case Correction::benjamini_hochberg: return "fdr";
    case Correction::benjamini_yekutieli: return "by";
    case Correction::bonferroni: return "bonferroni";
    case Correction::none: return "none";
  }
  return "unknown";
}

std::string_view code(Style style) {
  switch (style) {
    case Style::customary: return "customary";
    case Style::binary: return "binary";
    case Style::row_standardised: return "row";
  }
  return "unknown";
}

}  // namespace bailiwick
