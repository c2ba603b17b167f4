#include "coverage_settle.h"

#include "property/coverage_oracle.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace bench {
namespace {

using bailiwick::test::Ring;
using bailiwick::test::Shape;

constexpr double kResolved = 1e-16, kSame = 1e-6;

Shape shape_of(const bailiwick::PolygonsView& shapes, std::uint32_t s) {
  Shape shape;
  for (auto r = shapes.part_offsets[shapes.shape_offsets[s]]; r < shapes.part_offsets[shapes.shape_offsets[s + 1]]; ++r) {
    const auto [begin, end] = shapes.vertices_of(r);
    Ring ring;
    for (auto v = begin; v + 1 < end; ++v) ring.emplace_back(shapes.x[v], shapes.y[v]);
    shape.push_back(std::move(ring));
  }
  return shape;
}

double exact_overlap(const Layer& layer, std::pair<std::uint32_t, std::uint32_t> pair) {
  const bailiwick::test::SlabOracle oracle({shape_of(layer.zones.view(), pair.first), shape_of(layer.zones.view(), pair.second)});
  const auto found = oracle.areas().find({0U, 1U});
  return found == oracle.areas().end() ? 0 : found->second.convert_to<double>();
}

double area_in(const Overlaps& overlaps, std::pair<std::uint32_t, std::uint32_t> pair) {
  const auto found = overlaps.find(pair);
  return found == overlaps.end() ? 0 : found->second;
}

double off(double a, double b) { return std::abs(a - b) / std::max({std::abs(a), std::abs(b), 1e-300}); }

/// How far one side is from the oracle over the pairs in question.
struct Errors {
  std::size_t wrong = 0;
  double worst = 0, largest = 0;  ///< relative, absolute
  void add(double value, double exact) {
    if (off(value, exact) > kSame) ++wrong;
    worst = std::max(worst, off(value, exact));
    largest = std::max(largest, std::abs(value - exact));
  }
};

}  // namespace

Verdict settled(const Layer& layer, const Answer& ours, const Answer& theirs) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (const auto* answer : {&ours, &theirs}) {
    for (const auto& [pair, area] : answer->overlaps) pairs.insert(pair);
  }
  std::size_t tiny = 0;
  double worst = 0;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> parted;
  for (const auto& pair : pairs) {
    const double a = area_in(ours.overlaps, pair), b = area_in(theirs.overlaps, pair);
    if (std::max(a, b) < kResolved) ++tiny;
    else if (off(a, b) > kSame) parted.push_back(pair);
    else worst = std::max(worst, off(a, b));
  }
  Errors our_errors, their_errors;
  for (const auto& pair : parted) {
    const double exact = exact_overlap(layer, pair);
    our_errors.add(area_in(ours.overlaps, pair), exact);
    their_errors.add(area_in(theirs.overlaps, pair), exact);
  }
  const double gaps = ours.gap == theirs.gap ? 0 : off(ours.gap, theirs.gap);
  char text[320];
  int n = std::snprintf(text, sizeof text, "%zu pairs to %.0e, %zu below resolution, gaps to %.0e", pairs.size() - tiny - parted.size(), worst, tiny, gaps);
  if (!parted.empty()) {
    std::snprintf(text + n, sizeof text - static_cast<std::size_t>(n), "; %zu differ, by the oracle %zu of ours wrong (at most %.0e), %zu of theirs (at most %.0e)",
                  parted.size(), our_errors.wrong, our_errors.worst, their_errors.wrong, their_errors.worst);
  }
  return {parted.empty() && gaps < kSame, text};
}

}  // namespace bench
