/// p-values after a correction for the number of tests, as R's p.adjust gives them.
#include <bailiwick/hotspots.h>

#include <algorithm>
#include <cmath>

namespace bailiwick {
namespace {

struct Tested {
  double p;
  std::uint32_t number;
};

/// In the rising order of their p. Chance spreads p evenly over 0 to 1, so that as many drawers as tests hold one or two each.
std::vector<Tested> in_order(std::span<const double> p, const std::vector<std::uint32_t>& tested) {
  const auto drawers = static_cast<double>(tested.size());
  const auto drawer_of = [&](double value) { return static_cast<std::size_t>(std::clamp(value, 0.0, 1.0) * drawers); };
  std::vector<std::uint32_t> begin(tested.size() + 2, 0);
  for (const auto i : tested) ++begin[drawer_of(p[i]) + 1];
  for (std::size_t d = 1; d < begin.size(); ++d) begin[d] += begin[d - 1];
  std::vector<Tested> sorted(tested.size());
  auto next = begin;
  for (const auto i : tested) sorted[next[drawer_of(p[i])]++] = {p[i], i};
  for (std::size_t d = 0; d + 1 < begin.size(); ++d) {
    if (begin[d + 1] - begin[d] < 2) continue;
    std::sort(sorted.begin() + begin[d], sorted.begin() + begin[d + 1], [](const Tested& a, const Tested& b) { return a.p < b.p; });  // equal p have equal q
  }
  return sorted;
}

/// Step-up from the largest p: min over the ranks from r on of p(r) x factor / r (Benjamini and Hochberg 1995; Yekutieli and Benjamini 1999).
void step_up(std::span<const double> p, const std::vector<std::uint32_t>& tested, double factor, std::vector<double>& q) {
  const auto order = in_order(p, tested);
  double smallest = 1;
  for (std::size_t rank = order.size(); rank > 0; --rank) {
    const auto& test = order[rank - 1];
    smallest = std::min(smallest, test.p * factor / static_cast<double>(rank));
    q[test.number] = smallest;
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
