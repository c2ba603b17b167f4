#include "index/build.h"

#include "index/area_order.h"
#include "index/hash.h"

#include <bailiwick/error.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace bailiwick::index {
namespace {

std::string version_of(const Zones& zones, const IndexOptions& options) {
  Hash hash;
  hash.add(std::uint64_t{2});  // version of this list
  for (const auto& level : zones.levels) {
    hash.add(level.name);
    hash.add(static_cast<std::uint64_t>(level.role));
    hash.add(std::uint64_t{level.parent ? *level.parent + 1U : 0U});
    hash.add(std::uint64_t{level.zone_count});
  }
  for (const auto& unit : zones.units) {
    hash.add(unit.id);
    hash.add(unit.name);
  }
  for (std::size_t z = 0; z < zones.size(); ++z) {
    for (const auto* text : {&zones.id[z], &zones.name[z], &zones.person[z], &zones.parent_id[z]}) hash.add(*text);
    hash.add(std::uint64_t{index_of(zones.unit[z])});
    hash.add(std::isnan(zones.priority[z]) ? std::uint64_t{1} : std::uint64_t{0});
    hash.add(std::isnan(zones.priority[z]) ? 0.0 : zones.priority[z]);
  }
  hash.add(std::span<const double>(zones.shapes.x));
  hash.add(std::span<const double>(zones.shapes.y));
  hash.add(std::span<const std::uint32_t>(zones.shapes.ring_offsets));
  hash.add(std::span<const std::uint32_t>(zones.shapes.part_offsets));
  hash.add(std::span<const std::uint32_t>(zones.shapes.shape_offsets));
  for (const auto* text : {&zones.location_crs, &options.label, &options.valid_from, &options.valid_to}) hash.add(*text);
  hash.add(static_cast<std::uint64_t>(options.overlap));
  hash.add(static_cast<std::uint64_t>(options.border));
  hash.add(options.nearest_m);
  hash.add(std::span<const std::uint32_t>(options.precedence));
  return hash.text();
}

/// Texts one behind the other.
class Pool {
 public:
  explicit Pool(std::vector<char>& texts) : texts_(texts) {}
  Text add(std::string_view text) {
    if (texts_.size() + text.size() > 0xffffffffU) {
      throw Error(ErrorCode::limit_exceeded, "index: expected ids and names of less than 4 GiB together, found more");
    }
    const Text place{static_cast<std::uint32_t>(texts_.size()), static_cast<std::uint32_t>(text.size())};
    texts_.insert(texts_.end(), text.begin(), text.end());
    return place;
  }

 private:
  std::vector<char>& texts_;
};

void add_zones(const Zones& zones, Contents& contents, Pool& pool, const Context& context) {
  const auto ranks = area_ranks(zones, context);
  for (std::uint32_t l = 0; l < zones.levels.size(); ++l) {
    const Level& level = zones.levels[l];
    contents.levels.push_back({pool.add(level.name), static_cast<std::uint32_t>(level.role), level.parent.value_or(kNone), level.first_zone,
                               level.zone_count});
    for (std::uint32_t z = level.first_zone; z < level.first_zone + level.zone_count; ++z) {
      const bool named = level.parent && !zones.parent_id[z].empty();
      const ZoneId parent = named ? zones.find(*level.parent, zones.parent_id[z]) : kNoZone;
      contents.zones.push_back({pool.add(zones.id[z]), pool.add(zones.name[z]), l, index_of(zones.unit[z]), index_of(parent), ranks[z],
                                zones.priority[z]});
    }
  }
  for (const auto& unit : zones.units) contents.units.push_back({pool.add(unit.id), pool.add(unit.name)});
}

Extent extent_of(const Polygons& shapes) {
  constexpr double kFar = std::numeric_limits<double>::infinity();
  Extent extent{kFar, kFar, -kFar, -kFar};
  for (const double x : shapes.x) extent.west = std::min(extent.west, x), extent.east = std::max(extent.east, x);
  for (const double y : shapes.y) extent.south = std::min(extent.south, y), extent.north = std::max(extent.north, y);
  return extent;
}

std::vector<std::uint32_t> checked_precedence(const Zones& zones, const IndexOptions& options) {
  const auto& given = options.precedence;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const bool again = std::find(given.begin(), given.begin() + static_cast<std::ptrdiff_t>(i), given[i]) != given.begin() + static_cast<std::ptrdiff_t>(i);
    if (given[i] < zones.levels.size() && !again) continue;
    throw Error(ErrorCode::invalid_argument, "index, precedence: expected numbers of levels below " + std::to_string(zones.levels.size()) +
                                                 ", each once, found " + std::to_string(given[i]) + (again ? " twice" : ""));
  }
  if (!(options.nearest_m >= 0) || !std::isfinite(options.nearest_m)) {
    throw Error(ErrorCode::invalid_argument, "index, nearest: expected a distance in metres, found a number that is none");
  }
  return given;
}

}  // namespace

Contents contents_of(const Zones& zones, const IndexOptions& options, const Context& context) {
  Contents contents;
  Pool pool(contents.texts);
  add_zones(zones, contents, pool, context);
  contents.facts.version = pool.add(version_of(zones, options));
  contents.facts.label = pool.add(options.label);
  contents.facts.valid_from = pool.add(options.valid_from);
  contents.facts.valid_to = pool.add(options.valid_to);
  contents.facts.location_crs = pool.add(zones.location_crs);
  contents.facts.location_wkt = pool.add(options.location_wkt);
  contents.facts.metric_crs = pool.add(options.metric_crs);
  contents.facts.extent = extent_of(zones.shapes);
  contents.facts.overlap = static_cast<std::uint32_t>(options.overlap);
  contents.facts.border = static_cast<std::uint32_t>(options.border);
  contents.facts.nearest_m = options.nearest_m;
  contents.precedence = checked_precedence(zones, options);
  context.check();
  contents.segments = distinct_segments(zones, context);
  context.check();
  contents.facts.frame = frame_over(contents.segments.segment);
  contents.leaves = build_leaves(contents.facts.frame, contents.segments, context);
  return contents;
}

}  // namespace bailiwick::index
