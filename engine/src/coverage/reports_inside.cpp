#include "coverage/draft.h"

#include <bailiwick/zone_index.h>

#include "run/blocks.h"

#include <limits>

namespace bailiwick::coverage {
namespace {

constexpr std::size_t kBlock = 1 << 16;
constexpr std::size_t kAtOnce = 64;  // findings over one report that fit without asking again

/// The shapes as zones of one level, so that the index which places reports also counts them; `shape_of` leads back.
struct AsZones {
  Zones zones;
  std::vector<std::size_t> shape_of;
};

std::string padded(std::size_t number) {
  auto digits = std::to_string(number);
  return std::string(12 - digits.size(), '0').append(digits);  // in the order of their bytes
}

AsZones as_zones(const PolygonsView& shapes) {
  AsZones result;
  auto& zones = result.zones;
  for (std::size_t s = 0; s < shapes.size(); ++s) {
    const auto [begin, end] = shapes.vertices_of_shape(s);
    if (begin == end) continue;  // a tie has no shape
    zones.id.push_back(padded(s));
    zones.shapes.append(shapes, s);
    result.shape_of.push_back(s);
  }
  const auto n = zones.id.size();
  zones.levels.push_back({"finding", Role::across, std::nullopt, 0, static_cast<std::uint32_t>(n)});
  zones.name.resize(n);
  zones.person.resize(n);
  zones.parent_id.resize(n);
  zones.unit.assign(n, kNoUnit);
  zones.priority.assign(n, std::numeric_limits<double>::quiet_NaN());
  return result;
}

void count(const ZoneIndex& index, ReportsView reports, std::size_t begin, std::size_t end, std::vector<std::uint64_t>& counts) {
  std::vector<Hit> hits(kAtOnce);
  for (auto i = begin; i < end; ++i) {
    auto n = index.locate(reports.x[i], reports.y[i], hits);
    if (n > hits.size()) {
      hits.resize(n);
      n = index.locate(reports.x[i], reports.y[i], hits);
    }
    for (std::size_t k = 0; k < n; ++k) ++counts[index_of(hits[k].zone)];
  }
}

}  // namespace

std::vector<std::uint64_t> reports_inside(const PolygonsView& shapes, ReportsView reports, const Context& context) {
  std::vector<std::uint64_t> result(shapes.size(), 0);
  if (reports.size() == 0) return result;
  const auto findings = as_zones(shapes);
  if (findings.shape_of.empty()) return result;
  const auto index = ZoneIndex::build(findings.zones, {}, context);
  std::vector<std::vector<std::uint64_t>> of_worker(context.thread_count(), std::vector<std::uint64_t>(findings.shape_of.size(), 0));
  run::for_blocks(reports.size(), kBlock, context, "counting reports in findings",
                  [&](const run::Block& b) { count(index, reports, b.begin, b.end, of_worker[b.worker]); });
  for (const auto& counts : of_worker) {
    for (std::size_t s = 0; s < counts.size(); ++s) result[findings.shape_of[s]] += counts[s];
  }
  return result;
}

}  // namespace bailiwick::coverage
